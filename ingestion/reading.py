"""A submission from bytes to figures: reader, form recognition, identity, then forms and narrative.

Everything here is pure: the same document, manifest statement and catalogue give the same reading.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from catalog import Catalog
from ingestion.documents import Document
from ingestion.extraction import extract_correction, extract_narrative
from ingestion.forms import read_forms, recognise
from ingestion.identity import identify
from ingestion.observations import Observation, in_reading_order
from ingestion.submissions import Identity, ManifestEntry

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one submission says: who, where and when, and every mention of a number in it."""

    identity: Identity
    observations: tuple[Observation, ...]
    chars: int


def read_submission(document: Document, name: str, entry: ManifestEntry | None, catalog: Catalog) -> Reading:
    """Read one document; ``name`` is the name it was received under, ``entry`` what its sender states.

    Tables that a form claims are read by their headers, everything else as narrative. What a form
    could not be read for (an unknown header) sends the submission to review, with the form's message.
    """
    identity = identify(document, name, entry, catalog.regions, recognise(document, catalog))
    forms = read_forms(document, identity, catalog)
    read_text = extract_correction if identity.kind == "correction" else extract_narrative
    narrative = outside(forms.claimed_spans, read_text(document, identity, catalog))
    observations = in_reading_order((*forms.observations, *narrative))
    return Reading(with_problems(identity, forms.problems), observations, len(document.text))


def outside(claimed: Iterable[Span], observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """The observations of the running text: those that touch no claimed table."""
    spans = tuple(claimed)
    return tuple(o for o in observations if not any(_touches(o, span) for span in spans))


def with_problems(identity: Identity, problems: Iterable[str]) -> Identity:
    """The identity, sent to review where a form could not be read in full."""
    new = tuple(problem for problem in problems if problem not in identity.reasons)
    if not new:
        return identity
    return replace(identity, status="needs_review", reasons=(*identity.reasons, *new))


def _touches(observation: Observation, span: Span) -> bool:
    if observation.start is None or observation.end is None:
        return False
    return observation.start < span[1] and span[0] < observation.end
