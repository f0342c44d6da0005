"""Which facts of a reading are the annotated ones.

A fact is right where document, indicator and value agree; among several such facts the one at the annotated
place is taken first. An arguable annotation uses up the fact that matches it and excuses whatever else
stands at its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.evaluation.gold import Gold, GoldFact
from pipeline.wording import Record

SAME = 1e-6
"""Two values in base units nearer than this are the same."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An annotated fact and the fact of the reading that is the same."""

    gold: GoldFact
    found: Record

    @property
    def scope_right(self) -> bool:
        """Whether the scope is one of the accepted ones."""
        return self.found["org_scope"] in self.gold.scopes

    @property
    def period_right(self) -> bool:
        """Whether the kind of period is one of the accepted ones."""
        return self.found["period_type"] in self.gold.periods

    @property
    def qualifier_right(self) -> bool:
        """Whether the qualifier is the annotated one."""
        return bool(self.found["qualifier"] == self.gold.qualifier)

    @property
    def span_right(self) -> bool:
        """Whether the fact stands where the annotation does."""
        return stands_at(self.found, self.gold.start, self.gold.end)


@dataclass(frozen=True, slots=True)
class Miss:
    """An annotated fact that the reading lacks, and what the reading has at its place."""

    gold: GoldFact
    instead: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class FalseFact:
    """A fact of the reading that is not annotated, and what the annotation has at its place."""

    doc: str
    found: Record
    instead: tuple[GoldFact, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """The whole comparison; ``accounted`` is the share of annotated numbers that any observation covers."""

    hits: tuple[Hit, ...]
    misses: tuple[Miss, ...]
    false_facts: tuple[FalseFact, ...]
    accounted: float | None


Observations = Mapping[str, Sequence[Record]]
"""The observations of a reading by the name of their document."""


def match(gold: Gold, observations: Observations) -> Match:
    """Compare; documents that the annotations do not name are left out."""
    pairs, taken = _pairs(gold, observations)
    hits = tuple(Hit(fact, found) for fact, found in pairs if found is not None and not fact.arguable)
    misses = tuple(
        Miss(fact, tuple(o for o in observations.get(fact.doc, ()) if stands_at(o, fact.start, fact.end)))
        for fact, found in pairs
        if found is None and not (fact.arguable or fact.repeat)
    )
    return Match(hits, misses, tuple(_false_facts(gold, observations, taken)), _accounted(gold, observations))


def stands_at(record: Record, start: int, end: int) -> bool:
    """Whether an observation of a text touches these characters."""
    return record["start"] is not None and bool(record["start"] < end and start < record["end"])


def _pairs(
    gold: Gold, observations: Observations
) -> tuple[list[tuple[GoldFact, Record | None]], set[tuple[str, int]]]:
    """Each annotated fact with the fact that matches it; and the facts so taken, by document and position."""
    pool = _facts_by_indicator(gold, observations)
    taken: set[tuple[str, int]] = set()
    pairs: list[tuple[GoldFact, Record | None]] = []
    for fact in gold.facts:
        if fact.indicator_id is None:
            continue
        same = [
            (not stands_at(record, fact.start, fact.end), position, record)
            for position, record in pool.get((fact.doc, fact.indicator_id), ())
            if (fact.doc, position) not in taken and _same_value(record, fact)
        ]
        best = min(same, key=lambda candidate: candidate[:2], default=None)
        if best is not None:
            taken.add((fact.doc, best[1]))
        pairs.append((fact, best[2] if best else None))
    return pairs, taken


def _facts_by_indicator(
    gold: Gold, observations: Observations
) -> Mapping[tuple[str, str], list[tuple[int, Record]]]:
    """The facts that were read, with their positions, by document and indicator."""
    pool: dict[tuple[str, str], list[tuple[int, Record]]] = defaultdict(list)
    for doc in sorted(gold.documents):
        for position, record in enumerate(observations.get(doc, ())):
            if is_fact(record):
                pool[doc, record["indicator_id"]].append((position, record))
    return pool


def is_fact(record: Record) -> bool:
    """Whether an observation is a fact of the catalogue."""
    return record["disposition"] == "fact" and bool(record["indicator_id"])


def _same_value(record: Record, fact: GoldFact) -> bool:
    return record["value"] is not None and abs(record["value"] - fact.value) < SAME


def _false_facts(gold: Gold, observations: Observations, taken: set[tuple[str, int]]) -> Iterable[FalseFact]:
    by_document: dict[str, list[GoldFact]] = defaultdict(list)
    for fact in gold.facts:
        by_document[fact.doc].append(fact)
    for doc in sorted(gold.documents):
        for position, record in enumerate(observations.get(doc, ())):
            if not is_fact(record) or (doc, position) in taken:
                continue
            here = tuple(f for f in by_document[doc] if stands_at(record, f.start, f.end))
            if not any(fact.arguable for fact in here):
                yield FalseFact(doc, record, here)


def _accounted(gold: Gold, observations: Observations) -> float | None:
    if not gold.mentions:
        return None
    covered = sum(
        any(stands_at(record, m.start, m.end) for record in observations.get(m.doc, ()))
        for m in gold.mentions
    )
    return covered / len(gold.mentions)
