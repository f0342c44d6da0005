"""What each part of an identity rests on: the pieces of the submission that say it, with their confidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, get_args

from catalog.regions import Region, RegionLevel
from ingestion.identity.claims import Claim, Witness
from ingestion.identity.kinds import FoundKind
from ingestion.identity.publication import PublicationDay
from ingestion.identity.years import YearClaim
from ingestion.submissions import Evidence, ManifestEntry

Stated = Literal["region", "agency", "year", "kind"]


def of_manifest(entry: ManifestEntry | None) -> Iterator[Evidence]:
    """What the sender states."""
    for attribute in get_args(Stated):
        value = getattr(entry, attribute, None)
        if value is not None:
            yield Evidence(
                attribute=attribute, source="manifest", text=str(value), value=str(value), confidence=1.0
            )


def of_regions(claims: Iterable[Claim]) -> Iterator[Evidence]:
    """The regions that are named as the reporting one, or as one that contains it (``within``)."""
    for claim in claims:
        codes = "、".join(dict.fromkeys(r.region_code for r in claim.regions[:4]))
        yield Evidence(
            attribute="region",
            source=claim.source,
            text=claim.text,
            value=codes if claim.is_exact else f"within {codes}",
            confidence=claim.confidence,
            start=claim.start,
            end=claim.end,
        )


def of_level(
    level: RegionLevel | None, region: Region | None, claims: Iterable[Claim], found: Iterable[Witness]
) -> Iterator[Evidence]:
    """The level by the surest name of the region, else by a body that shows its kind alone (县人社局)."""
    naming = [c for c in claims if region is not None and region in c.regions]
    showing = [w for w in found if w.body.naming != "bare"]
    if level is None:
        return
    for piece in sorted(naming, key=lambda c: -c.confidence)[:1] or showing[:1]:
        yield Evidence(
            attribute="level",
            source=piece.source,
            text=piece.text,
            value=level,
            confidence=piece.confidence if isinstance(piece, Claim) else 0.8,
            start=piece.start,
            end=piece.end,
        )


def of_bodies(found: Iterable[Witness]) -> Iterator[Evidence]:
    """The bodies named where the reporting one is named."""
    for witness in found:
        yield Evidence(
            attribute="agency",
            source=witness.source,
            text=witness.text,
            value=witness.body.formal or witness.text,
            confidence=0.9,
            start=witness.start,
            end=witness.end,
        )


def of_years(claims: Iterable[YearClaim]) -> Iterator[Evidence]:
    """The years that the parts of the submission name."""
    for claim in claims:
        yield Evidence(
            attribute="year",
            source=claim.source,
            text=claim.text,
            value=str(claim.year),
            confidence=claim.confidence,
            start=claim.start,
            end=claim.end,
        )


def of_kind(kind: FoundKind) -> Iterator[Evidence]:
    """The form, or the words, that make the submission what it is; nothing for what is left over."""
    if kind.source is not None:
        yield Evidence(
            attribute="kind", source=kind.source, text=kind.text, value=kind.kind, confidence=kind.confidence
        )


def of_publication(published: PublicationDay | None) -> Iterator[Evidence]:
    """The day of the signature, the form or the page."""
    if published is not None:
        yield Evidence(
            attribute="published_on",
            source=published.source,
            text=published.text,
            value=published.day.isoformat(),
            confidence=published.confidence,
            start=published.start,
            end=published.end,
        )
