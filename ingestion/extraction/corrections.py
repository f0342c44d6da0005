"""Reads a correction notice: only what it restates is a fact, the old values are references.

The notice is read twice. As printed, it tells what the old values were; with every old value and the words
that lead from it to the new one blanked out, each new value stands where the old one stood in its phrase.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from catalog import Catalog
from ingestion.documents import Document
from ingestion.extraction.narrative import Narrative, held_together
from ingestion.extraction.restatements import Restatements, Span, blanked, restatements
from ingestion.observations import Observation, in_reading_order
from ingestion.submissions import Identity

MEANING = (
    "indicator_id",
    "unit",
    "org_scope",
    "scope_basis",
    "period_type",
    "period_year",
    "period_start",
    "period_end",
    "event_label",
)
FIGURES = frozenset({"fact", "undecided", "unmapped", "target", "threshold"})


def extract_correction(document: Document, identity: Identity, catalog: Catalog) -> tuple[Observation, ...]:
    """Every mention of a number in a correction notice, in reading order.

    What it restates is read as in a report. Old values, and what it repeats as unchanged, are ``reference``,
    with the indicator of the figure that they belong to where that is known.
    """
    said = restatements(document.text, catalog)
    printed = _read(document, said.quoted, identity, catalog)
    corrected = _read(document, (*said.quoted, *said.replaced), identity, catalog)
    old = [_as_reference(o, "old_value") for o in printed if _is_within(o, said.replaced)]
    new = [_as_reference(o, "not_restated") if _place(o) in said.kept else o for o in corrected]
    return in_reading_order(_paired(old, new, printed, said))


def _read(
    document: Document, spans: Sequence[Span], identity: Identity, catalog: Catalog
) -> tuple[Observation, ...]:
    """The observations of the text with these stretches blank; what they quote is the text as printed."""
    blank = replace(document, text=blanked(document.text, spans))
    return held_together(Narrative(blank, identity, catalog, printed=document.text).found(), catalog)


def _paired(
    old: Sequence[Observation], new: Sequence[Observation], printed: Sequence[Observation], said: Restatements
) -> Iterator[Observation]:
    """Old and new values, each knowing what the other one counts; what stayed equal restates nothing."""
    before = _figures(o for o in printed if o.disposition == "fact")
    after = _figures(o for o in new if o.disposition == "fact")
    counterpart = dict(said.pairs)
    for observation in old:
        figure = after.get(counterpart.get(_place(observation), (-1, -1)))
        is_bare = figure is not None and observation.indicator_id is None
        yield _with_meaning(observation, figure) if is_bare and figure else observation
    origin = {later: earlier for earlier, later in said.pairs}
    repeated = {_statement(o) for o in old if o.indicator_id}
    for observation in new:
        figure = before.get(origin.get(_place(observation), (-1, -1)))
        if observation.disposition in ("unmapped", "undecided") and figure:
            yield _with_meaning(replace(observation, disposition="fact", assertion="actual"), figure)
        elif observation.disposition == "fact" and _statement(observation) in repeated:
            yield _as_reference(observation, "repeated")
        else:
            yield observation


def _statement(observation: Observation) -> tuple[object, ...]:
    return observation.indicator_id, observation.org_scope, observation.value


def _figures(observations: Iterator[Observation]) -> Mapping[Span, Observation]:
    return {_place(o): o for o in observations}


def _with_meaning(observation: Observation, figure: Observation) -> Observation:
    meaning = {name: getattr(figure, name) for name in MEANING}
    return replace(observation, **meaning, confidence=figure.confidence, rule=f"restated:{figure.rule}")


def _as_reference(observation: Observation, why: str) -> Observation:
    """The observation as a value that is only quoted; dates, names and markers stay what they are."""
    if observation.disposition not in FIGURES:
        return observation
    rule = f"{why}:{observation.rule}"
    return replace(observation, disposition="reference", assertion="reference", rule=rule)


def _place(observation: Observation) -> Span:
    return observation.start or 0, observation.end or 0


def _is_within(observation: Observation, spans: Sequence[Span]) -> bool:
    start, end = _place(observation)
    return any(first <= start and end <= last for first, last in spans)
