"""Whose a file is by what surrounds it: the manifest that states a region, else the names it came under.

The bytes of a file may come a second time, from another bureau: somebody sent the wrong file. What the text
says is the same both times, so only its surroundings can tell.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from catalog.identity_cues import IdentityCues, load_identity_cues
from catalog.regions import Region, RegionRegister
from ingestion.identity.bodies import find_bodies
from ingestion.identity.claims import name_claims
from ingestion.identity.passages import passage
from ingestion.submissions import ManifestEntry


def sent_for_another(
    name: str,
    entry: ManifestEntry | None,
    code: str,
    regions: RegionRegister,
    cues: IdentityCues | None = None,
) -> str | None:
    """The region that a file was sent for, as stated or named, where it cannot be that of ``code``.

    ``name`` is the path that the file came under. A folder may be that of a region above. None where
    nothing names a region, or one of its meanings is the region of ``code``.
    """
    cues = cues or load_identity_cues()
    known = regions.by_code(code)
    stated = stated_region(entry, regions, cues)
    if known is None:
        return None
    if stated:
        meant = regions.statement(stated)
        return stated if meant and known.region_key not in {region.region_key for region in meant} else None
    named = _named(name, regions, cues)
    if named is None or any(regions.is_within(known, region) for region in named[1]):
        return None
    return named[0]


def sent_for(
    name: str,
    entry: ManifestEntry | None,
    code: str,
    regions: RegionRegister,
    cues: IdentityCues | None = None,
) -> bool:
    """Whether the region of ``code`` itself is the one that a file was sent for, as stated or named."""
    known = regions.by_code(code)
    meant = _meant(name, entry, regions, cues or load_identity_cues())
    return known is not None and known.region_key in {region.region_key for region in meant}


def only_region(name: str, entry: ManifestEntry | None, regions: RegionRegister) -> Region | None:
    """The one region that a file was sent for; None where none is named, or the name may mean several."""
    meant = {r.region_key: r for r in _meant(name, entry, regions, load_identity_cues())}
    return next(iter(meant.values())) if len(meant) == 1 else None


def _meant(
    name: str, entry: ManifestEntry | None, regions: RegionRegister, cues: IdentityCues
) -> tuple[Region, ...]:
    """What the stated region may mean, else the named one."""
    if stated := stated_region(entry, regions, cues):
        return regions.statement(stated)
    named = _named(name, regions, cues)
    return named[1] if named else ()


def stated_region(entry: ManifestEntry | None, regions: RegionRegister, cues: IdentityCues) -> str | None:
    """The region that a manifest row states, itself or by the name of its agency; None without one."""
    if entry is None:
        return None
    return entry.region or _region_of_agency(entry.agency, regions, cues)


def _region_of_agency(agency: str | None, regions: RegionRegister, cues: IdentityCues) -> str | None:
    """The region name in a stated agency (澄湾市青岚县人社局), None where there is none."""
    piece = passage(agency or "")
    named = [body for body in find_bodies(piece, regions, cues) if body.naming == "named"]
    return piece.text[named[0].start : named[0].core] if len(named) == 1 else None


def _named(name: str, regions: RegionRegister, cues: IdentityCues) -> tuple[str, tuple[Region, ...]] | None:
    """What the file name, else the innermost folder that names any, calls its region; what that may mean."""
    path = PurePosixPath(name.replace("\\", "/"))
    for part in map(passage, (path.stem.replace(" ", "_"), *reversed(path.parts[:-1]))):
        claims = list(name_claims("file_name", part, 1.0, regions, cues))
        if claims:
            return claims[0].text, tuple(region for claim in claims for region in claim.regions)
        if mentions := regions.find_in_text(part.text):
            return mentions[-1].name, mentions[-1].regions
    return None
