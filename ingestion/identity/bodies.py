"""Finds the names of bureaus and other bodies in a passage, and what they say about the region."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from catalog.identity_cues import IdentityCues
from catalog.regions import NameChain, Region, RegionRegister
from ingestion.identity.passages import Passage, is_boundary, match_at, run_before, search_before

Naming = Literal["named", "unit", "masked", "zone", "unknown", "bare"]
"""How a body's name tells the region: by a known name, by its kind alone (县人社局), masked (*区人社局),
as a zone that has no code of its own, by a name that the register does not know, or not at all."""

UNKNOWN_NAME_LIMIT = 12


@dataclass(frozen=True, slots=True)
class Body:
    """A body named in a passage: ``text[start:end]``, its proper part from ``core``.

    ``regions`` are the versions that its region name may mean; for a masked name or a zone those of the
    region written before it, which contains the unnamed one. ``unit`` is the word for the kind of unit.
    """

    start: int
    core: int
    end: int
    naming: Naming
    formal: str
    is_bureau: bool
    is_department: bool
    regions: tuple[Region, ...] = ()
    unit: str | None = None
    is_short: bool = False
    is_inconsistent: bool = False


@dataclass(frozen=True, slots=True)
class _Name:
    """What stands before the proper part of a body's name, from ``start`` on; the fields of :class:`Body`."""

    start: int
    naming: Naming
    regions: tuple[Region, ...] = ()
    unit: str | None = None
    is_short: bool = False
    is_inconsistent: bool = False


def find_bodies(piece: Passage, register: RegionRegister, cues: IdentityCues) -> tuple[Body, ...]:
    """The bodies of a passage in order."""
    return tuple(_body(piece, match, register, cues) for match in _pattern(cues).finditer(piece.text))


@lru_cache(maxsize=8)
def _compiled(bureaus: tuple[str, ...], endings: tuple[str, ...], others: tuple[str, ...]) -> re.Pattern[str]:
    stems = "|".join(sorted(map(re.escape, bureaus), key=len, reverse=True))
    other = "|".join(sorted(map(re.escape, others), key=len, reverse=True))
    return re.compile(rf"(?P<stem>{stems})(?P<ending>{'|'.join(endings)})|(?P<other>{other})")


def _pattern(cues: IdentityCues) -> re.Pattern[str]:
    stems = tuple(variant for variants in cues.bureaus.values() for variant in variants)
    return _compiled(stems, cues.bureau_endings, cues.other_bodies)


def _body(piece: Passage, match: re.Match[str], register: RegionRegister, cues: IdentityCues) -> Body:
    core = match.start()
    name = _masked(piece, core, register, cues) or _named(piece, core, register, cues)
    name = name or _unit(piece, core, cues) or _zone(piece, core, register, cues)
    name = name or _unknown(piece, core, cues)
    body = Body(
        start=name.start,
        core=core,
        end=match.end(),
        naming=name.naming,
        formal=_formal(match, cues),
        is_bureau=match["stem"] is not None,
        is_department=match["ending"] == cues.department_ending,
        regions=name.regions,
        unit=name.unit,
        is_short=name.is_short,
        is_inconsistent=name.is_inconsistent,
    )
    return _branch(piece, body, register, cues)


def _formal(match: re.Match[str], cues: IdentityCues) -> str:
    if match["stem"] is None:
        return match.group()
    formal = next(name for name, variants in cues.bureaus.items() if match["stem"] in variants)
    return formal + match["ending"]


def chain_before(piece: Passage, end: int, register: RegionRegister, cues: IdentityCues) -> NameChain | None:
    """The longest region name that ends at ``end`` and begins where a name may begin."""
    chains = [c for c in register.chains_ending(piece.text, end) if _may_begin(piece, c.start, cues)]
    chains = [c for c in chains if not is_generic(c.names, cues)]
    consistent = [c for c in chains if c.regions]
    if not consistent:
        return chains[0] if chains else None
    full = [c for c in consistent if not c.is_short]
    longest = min((full or consistent), key=lambda c: c.start)
    contradicted = any(not c.regions and c.start < longest.start for c in chains)
    return next(c for c in chains if not c.regions) if contradicted else longest


def is_generic(names: tuple[str, ...], cues: IdentityCues) -> bool:
    """Whether a name without anything above it is an ordinary word (矿区), which names no region."""
    return len(names) == 1 and names[0] in cues.generic_names


def _may_begin(piece: Passage, start: int, cues: IdentityCues) -> bool:
    if is_boundary(piece, start, cues.leads):
        return True
    return any(
        (m := search_before(f"{prefix}$", piece, start)) is not None
        and is_boundary(piece, m.start(), cues.leads)
        for prefix in cues.prefixes_of_names
    )


def _named(piece: Passage, core: int, register: RegionRegister, cues: IdentityCues) -> _Name | None:
    chain = chain_before(piece, core, register, cues)
    if chain is None:
        return None
    if not chain.regions:
        return _Name(chain.start, "unknown", is_inconsistent=True)
    return _Name(chain.start, "named", chain.regions, is_short=chain.is_short)


def _masked(piece: Passage, core: int, register: RegionRegister, cues: IdentityCues) -> _Name | None:
    units = "|".join(sorted((*cues.units, *cues.ambiguous_units), key=len, reverse=True))
    match = search_before(f"[{re.escape(cues.mask_characters)}]+(?P<unit>{units})$", piece, core)
    if match is None:
        return None
    above = chain_before(piece, match.start(), register, cues)
    regions = above.regions if above else ()
    return _Name(match.start(), "masked", regions, match["unit"])


def _unit(piece: Passage, core: int, cues: IdentityCues) -> _Name | None:
    units = "|".join(sorted((*cues.units, *cues.ambiguous_units), key=len, reverse=True))
    match = search_before(f"(?:{'|'.join(cues.generic_names)}|(?P<unit>{units}))$", piece, core)
    if match is None or not is_boundary(piece, match.start(), cues.leads):
        return None
    return _Name(match.start(), "unit", unit=match["unit"] or piece.text[core - 1])


def _zone(piece: Passage, core: int, register: RegionRegister, cues: IdentityCues) -> _Name | None:
    start = run_before(piece, core, limit=30)
    name = piece.text[start:core]
    if not name.endswith(cues.zone_endings):
        return None
    above = _leading_chain(piece, start, core, register, cues)
    regions = above.regions if above else _around_zone(name, register, cues)
    return _Name(start, "zone", regions)


def _around_zone(name: str, register: RegionRegister, cues: IdentityCues) -> tuple[Region, ...]:
    """The region that contains a zone without a code: by the zone's own name, or by its city's short one."""
    for zone, code in cues.zones_within.items():
        if name.endswith(zone) and (region := register.by_code(code)):
            return (region,)
    for zone in cues.zones_of_a_city:
        if name.endswith(zone):
            named = register.short_named(name.removesuffix(zone))
            return named if named and all(r.level in ("province", "city") for r in named) else ()
    return ()


def _leading_chain(
    piece: Passage, start: int, core: int, register: RegionRegister, cues: IdentityCues
) -> NameChain | None:
    """The region named at the head of a zone's name: 澄湾市 in 澄湾市高新技术产业开发区."""
    for end in range(core - 2, start + 1, -1):
        chain = chain_before(piece, end, register, cues)
        if chain and chain.regions and (not chain.is_short or _are_provinces(chain.regions)):
            return chain
    return None


def _are_provinces(regions: tuple[Region, ...]) -> bool:
    return all(region.level == "province" for region in regions)


def _unknown(piece: Passage, core: int, cues: IdentityCues) -> _Name:
    start = run_before(piece, core, limit=UNKNOWN_NAME_LIMIT + 1)
    while lead := next((w for w in cues.subject_leads if piece.text.startswith(w, start, core)), None):
        start += len(lead)
    name = piece.text[start:core]
    is_name = 2 <= len(name) <= UNKNOWN_NAME_LIMIT and name.endswith((*cues.units, *cues.ambiguous_units))
    return _Name(start if is_name else core, "unknown" if is_name else "bare")


def _branch(piece: Passage, body: Body, register: RegionRegister, cues: IdentityCues) -> Body:
    """The part of a bureau that is named after it (…局上城分局): its own place is the reporting one."""
    if body.naming != "named":
        return body
    endings = "|".join(cues.branch_endings)
    match = match_at(rf"(?P<place>[\u4e00-\u9fff]{{2,10}}?)(?P<ending>{endings})", piece, body.end)
    if match is None:
        return body
    place = match["place"]
    candidates = (*register.named(place), *register.short_named(place))
    inside = tuple(r for r in candidates if any(register.is_within(r, above) for above in body.regions))
    formal = body.formal + match.group()
    end = match.end()
    naming: Naming = "named" if inside else "zone"
    return Body(
        body.start, body.core, end, naming, formal, body.is_bureau, body.is_department, inside or body.regions
    )


def find_places(
    piece: Passage, register: RegionRegister, cues: IdentityCues, followers: str | None = None
) -> Iterator[Body]:
    """Region names at a boundary and before a word of a heading (青岚县2024年…) or ``followers``."""
    expected = cues.title_followers if followers is None else followers
    for mention in register.find_in_text(piece.text):
        chain = chain_before(piece, mention.end, register, cues)
        follows = match_at(expected, piece, mention.end)
        if chain and chain.regions and follows:
            yield Body(chain.start, chain.end, chain.end, "named", "", False, False, chain.regions)
