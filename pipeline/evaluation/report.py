"""The evaluation of a reading: totals, breakdowns, and every error with its sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from catalog import Catalog
from catalog.model import SUBJECT_AREAS
from pipeline.evaluation.gold import Gold, GoldFact
from pipeline.evaluation.matching import FalseFact, Hit, Match, Miss, Observations, is_fact, match
from pipeline.evaluation.phenomena import Phenomena
from pipeline.evaluation.surroundings import figure_of_gold, figure_of_record, sentence_with_mark
from pipeline.wording import Record, indicator_text

_OfGold = Callable[[GoldFact], tuple[str, ...]]
_OfFalse = Callable[[FalseFact], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Tally:
    """Facts found, missed and false under one heading."""

    code: str
    label: str
    hits: int
    missed: int
    false: int

    @property
    def recall(self) -> float | None:
        """Share of the annotated facts that were found; None where there are none."""
        return _share(self.hits, self.hits + self.missed)

    @property
    def precision(self) -> float | None:
        """Share of the facts read that are annotated; None where there are none."""
        return _share(self.hits, self.hits + self.false)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; None where neither exists."""
        return _share(2 * self.hits, 2 * self.hits + self.missed + self.false)


@dataclass(frozen=True, slots=True)
class Fault:
    """A missed or false fact: its place, its sentence with the number in 【】, and what stands instead."""

    doc: str
    start: int | None
    indicator_id: str
    value: float | None
    phenomena: tuple[str, ...]
    sentence: str
    instead: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything that `nianjian evaluate` shows. The shares are those of the facts found (hits)."""

    total: Tally
    scope: float | None
    period: float | None
    qualifier: float | None
    span: float | None
    accounted: float | None
    by_area: tuple[Tally, ...]
    by_phenomenon: tuple[Tally, ...]
    by_indicator: tuple[Tally, ...]
    misses: tuple[Fault, ...]
    false_facts: tuple[Fault, ...]
    differences: tuple[Fault, ...]
    """Facts found whose scope, period, qualifier or place is not the annotated one."""


def evaluate(
    gold: Gold, observations: Observations, texts: Mapping[str, str], catalog: Catalog
) -> Evaluation:
    """Compare a reading with the annotations; ``texts`` are the texts that the offsets count in."""
    compared = match(gold, observations)
    view = _View(gold, observations, texts, catalog)
    hits = compared.hits
    return Evaluation(
        total=Tally("all", "合计", len(hits), len(compared.misses), len(compared.false_facts)),
        scope=_share(sum(hit.scope_right for hit in hits), len(hits)),
        period=_share(sum(hit.period_right for hit in hits), len(hits)),
        qualifier=_share(sum(hit.qualifier_right for hit in hits), len(hits)),
        span=_share(sum(hit.span_right for hit in hits), len(hits)),
        accounted=compared.accounted,
        by_area=view.by_area(compared),
        by_phenomenon=view.by_phenomenon(compared),
        by_indicator=view.by_indicator(compared),
        misses=tuple(view.miss(miss) for miss in compared.misses),
        false_facts=tuple(view.false_fact(fault) for fault in compared.false_facts),
        differences=tuple(view.difference(hit) for hit in hits if _differences(hit)),
    )


class _View:
    """The comparison seen from areas, phenomena, indicators and single faults."""

    def __init__(
        self, gold: Gold, observations: Observations, texts: Mapping[str, str], catalog: Catalog
    ) -> None:
        self.texts, self.catalog = texts, catalog
        self.phenomena = Phenomena(catalog)
        self._gold_places = Counter((fact.doc, fact.start, fact.end) for fact in gold.facts)
        self._fact_places = Counter(
            (doc, record["start"], record["end"])
            for doc, records in observations.items()
            for record in records
            if is_fact(record)
        )

    def by_area(self, compared: Match) -> tuple[Tally, ...]:
        labels = self.catalog.vocabulary.vocabularies["subject_area"]
        order: dict[str, str] = {area: labels[area].label for area in SUBJECT_AREAS}
        return self._tallies(compared, order, lambda fact: (self._area(fact.indicator_id),), self._found_area)

    def by_indicator(self, compared: Match) -> tuple[Tally, ...]:
        order = {indicator.id: indicator.name_zh for indicator in self.catalog.indicators.values()}
        return self._tallies(
            compared, order, lambda fact: (fact.indicator_id or "",), lambda f: (f.found["indicator_id"],)
        )

    def by_phenomenon(self, compared: Match) -> tuple[Tally, ...]:
        return self._tallies(
            compared,
            self.phenomena.labels,
            self._of_gold,
            lambda fault: self._of_record(fault.doc, fault.found),
        )

    def miss(self, miss: Miss) -> Fault:
        fact = miss.gold
        return Fault(
            fact.doc,
            fact.start,
            fact.indicator_id or "",
            fact.value,
            self._of_gold(fact),
            sentence_with_mark(self.texts[fact.doc], fact.start, fact.end),
            "；".join(_said(record, self.catalog) for record in miss.instead),
        )

    def false_fact(self, fault: FalseFact) -> Fault:
        found = fault.found
        return Fault(
            fault.doc,
            found["start"],
            found["indicator_id"],
            found["value"],
            self._of_record(fault.doc, found),
            self._sentence(fault),
            "；".join(indicator_text(self.catalog, fact.indicator_id) for fact in fault.instead),
        )

    def difference(self, hit: Hit) -> Fault:
        fact = hit.gold
        return Fault(
            fact.doc,
            fact.start,
            fact.indicator_id or "",
            fact.value,
            self._of_gold(fact),
            sentence_with_mark(self.texts[fact.doc], fact.start, fact.end),
            "；".join(_differences(hit)),
        )

    def _sentence(self, fault: FalseFact) -> str:
        found = fault.found
        if found["start"] is None:
            return f"{found['sheet'] or ''} {found['cell'] or ''} {found['evidence']}".strip()
        return sentence_with_mark(self.texts[fault.doc], found["start"], found["end"])

    def _area(self, indicator_id: str | None) -> str:
        indicator = self.catalog.indicators.get(indicator_id or "")
        return indicator.subject_area if indicator else ""

    def _found_area(self, fault: FalseFact) -> tuple[str, ...]:
        return (self._area(fault.found["indicator_id"]),)

    def _of_gold(self, fact: GoldFact) -> tuple[str, ...]:
        shared = self._gold_places[fact.doc, fact.start, fact.end] > 1
        return self.phenomena.of(figure_of_gold(fact, self.texts[fact.doc], shared))

    def _of_record(self, doc: str, record: Record) -> tuple[str, ...]:
        shared = self._fact_places[doc, record["start"], record["end"]] > 1
        return self.phenomena.of(figure_of_record(record, self.texts[doc], shared))

    @staticmethod
    def _tallies(
        compared: Match, order: Mapping[str, str], of_gold: _OfGold, of_false: _OfFalse
    ) -> tuple[Tally, ...]:
        """A tally per heading that occurs, known headings in their order, unknown ones behind."""
        hits = Counter(_flat(of_gold(hit.gold) for hit in compared.hits))
        missed = Counter(_flat(of_gold(miss.gold) for miss in compared.misses))
        false = Counter(_flat(of_false(fault) for fault in compared.false_facts))
        known = [code for code in order if code in hits or code in missed or code in false]
        others = sorted((hits.keys() | missed.keys() | false.keys()) - set(known))
        return tuple(
            Tally(code, order.get(code, code), hits[code], missed[code], false[code])
            for code in (*known, *others)
        )


def _flat(groups: Iterable[tuple[str, ...]]) -> Iterator[str]:
    return (code for group in groups for code in group)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _differences(hit: Hit) -> list[str]:
    """Each column that is not as annotated: what was read, and what would have been right."""
    gold, found = hit.gold, hit.found
    checks = (
        ("org_scope", hit.scope_right, gold.scopes),
        ("period_type", hit.period_right, gold.periods),
        ("qualifier", hit.qualifier_right, {gold.qualifier}),
        ("start", hit.span_right, {str(gold.start)}),
    )
    return [
        f"{name} {found[name]} ≠ {'/'.join(sorted(right))}"
        for name, is_right, right in checks
        if not is_right
    ]


def _said(record: Record, catalog: Catalog) -> str:
    """What the reading says of a number instead: its kind, and the indicator where it has one."""
    kind = catalog.vocabulary.label("disposition", record["disposition"])
    indicator = indicator_text(catalog, record["indicator_id"])
    return f"{kind}（{indicator}）" if indicator else kind
