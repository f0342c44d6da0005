"""The day a submission was signed or published, and where that is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from catalog.identity_cues import IdentityCues
from ingestion.identity.anatomy import Anatomy
from ingestion.identity.dates import find_dates
from ingestion.identity.passages import Passage, passage
from ingestion.submissions import EvidenceSource


@dataclass(frozen=True, slots=True)
class PublicationDay:
    """A day with the place that it was read from; no offsets where that is no part of the text."""

    day: date
    source: EvidenceSource
    text: str
    confidence: float
    start: int | None = None
    end: int | None = None


def publication_day(
    anatomy: Anatomy, metadata: Mapping[str, str], cues: IdentityCues
) -> PublicationDay | None:
    """The day under the signature, else the one that the form, its heading or the page gives."""
    return next(_days(anatomy, metadata, cues), None)


def _days(anatomy: Anatomy, metadata: Mapping[str, str], cues: IdentityCues) -> Iterator[PublicationDay]:
    signature = anatomy.signature
    if signature and signature.day and signature.dated:
        start, end = signature.dated.span(0, len(signature.dated.text))
        yield PublicationDay(signature.day, "signature", signature.dated.text, 0.95, start, end)
    for label in anatomy.labels:
        if label.name in cues.signed_date_labels:
            yield from _written(label.value, "form", 0.9)
    for label in anatomy.labels:
        if label.name in cues.date_labels:
            yield from _written(label.value, "published", 0.8)
    yield from _written(passage(metadata.get("published_on", "")), "metadata", 0.8)


def _written(piece: Passage, source: EvidenceSource, confidence: float) -> Iterator[PublicationDay]:
    for found in find_dates(piece.text):
        if found.day:
            start, end = piece.span(found.start, found.end)
            text = piece.text[found.start : found.end]
            yield PublicationDay(found.day, source, text, confidence, start, end)
