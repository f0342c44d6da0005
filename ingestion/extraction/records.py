"""Observations made of what was decided: the printed form, the place, the reason and the meaning."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from catalog import Indicator
from ingestion.extraction.linking.link import Link
from ingestion.extraction.meaning.scopes.scopes import Scope
from ingestion.extraction.meaning.times.period import Period
from ingestion.extraction.text.marked import MarkedText
from ingestion.observations import (
    COLUMNS,
    Alternative,
    Assertion,
    Disposition,
    Observation,
    OrgScope,
    PeriodType,
    ScopeBasis,
    observation_of,
)
from ingestion.quantities import Mention

EVIDENCE: Final = 160
CLAUSE: Final = ",。;:!?\n\t"
NOWHERE: Final = (-1, -1)
"""No clause: no number stands there."""


class Meaning(NamedTuple):
    """The fields of an observation that say what figure it is, whose and of when."""

    indicator_id: str | None = None
    unit: str | None = None
    org_scope: OrgScope | None = None
    scope_basis: ScopeBasis | None = None
    period_type: PeriodType | None = None
    period_year: int | None = None
    period_start: date | None = None
    period_end: date | None = None
    event_label: str | None = None
    alternatives: tuple[Alternative, ...] = ()


NOTHING: Final = Meaning()
SHEET_OR_PAGE: Final[tuple[None, ...]] = (None,) * len(COLUMNS[COLUMNS.index("end") + 1 :])
"""What only the figures of spreadsheets, pages and tables have."""


class Records:
    """Makes the observations of one text."""

    def __init__(self, text: str, marked: MarkedText) -> None:
        self.text = text
        self.marked = marked
        self._held: dict[str, str] = {}
        """The rules that were named and the printed forms, so that each is held once."""
        self._clause = NOWHERE
        """The last clause, where marks end it on both sides …"""
        self._said = ""
        """… and what it says."""

    def record(
        self,
        mention: Mention,
        disposition: Disposition,
        rule: str,
        confidence: float,
        assertion: Assertion | None = None,
        meaning: Meaning = NOTHING,
    ) -> Observation:
        """The observation of ``mention``; ``meaning`` says what figure it is."""
        quantity, start, end = mention.kind == "quantity", mention.start, mention.end
        id_, unit, whose, basis, type_, year, first, last, label, alternatives = meaning
        status = None if not quantity else "zero" if mention.value == 0 else "value"
        rule, printed = self._once(rule), self._once(self.text[start:end])
        said = disposition, printed, rule, self._evidence(mention), confidence, id_
        value = mention.value, mention.low, mention.high, unit or mention.unit or None
        form = mention.qualifier if quantity else None, mention.in_words, status
        when = type_, year, first, last, label
        place = assertion, alternatives, start, end, *SHEET_OR_PAGE
        return observation_of((*said, *value, *form, whose, basis, *when, *place))

    def _once(self, said: str) -> str:
        return self._held.setdefault(said, said)

    def _evidence(self, mention: Mention) -> str:
        """The clause of a mention; mentions of one clause share it."""
        at, until, (start, end) = mention.start, mention.end, self._clause
        if start <= at < start + EVIDENCE and end - EVIDENCE < until <= end:
            return self._said
        start, end = self.marked.boundaries.around(at, until, CLAUSE, EVIDENCE)
        self._clause = (start, end) if at - EVIDENCE < start and end < until + EVIDENCE else NOWHERE
        self._said = self.text[start:end].strip()
        return self._said


def meaning_of(
    indicator: Indicator, period: Period, scope: Scope, alternatives: tuple[Alternative, ...] = ()
) -> Meaning:
    """What figure it is, whose and of when, and what else it could have been."""
    when = period.type, period.year, period.first, period.last, period.label
    return Meaning(indicator.id, indicator.unit, scope.scope, scope.basis, *when, alternatives)


def alternatives_of(link: Link) -> tuple[Alternative, ...]:
    """What else the number could have been."""
    return tuple(Alternative(c.indicator_id, c.score) for c in link.rivals)
