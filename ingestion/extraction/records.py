"""Observations made of what was decided: the printed form, the place, the reason and the meaning."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from catalog import Indicator
from ingestion.extraction.link import Link
from ingestion.extraction.marked import MarkedText
from ingestion.extraction.periodreading import Period
from ingestion.extraction.scopes import Scope
from ingestion.observations import Alternative, Assertion, Disposition, Observation
from ingestion.quantities import Mention

EVIDENCE = 160
CLAUSE = ",。;:!?\n\t"
NOTHING: Mapping[str, Any] = MappingProxyType({})


class Records:
    """Makes the observations of one text."""

    def __init__(self, text: str, marked: MarkedText) -> None:
        self.text = text
        self.marked = marked
        self._rules: dict[str, str] = {}
        """The rules that were named, so that each is held once."""
        self._clause = (0, 0)
        self._said = ""

    def record(
        self,
        mention: Mention,
        disposition: Disposition,
        rule: str,
        confidence: float,
        assertion: Assertion | None = None,
        meaning: Mapping[str, Any] = NOTHING,
    ) -> Observation:
        """The observation of ``mention``; ``meaning`` holds the fields that say what figure it is."""
        quantity = mention.kind == "quantity"
        return Observation(
            **(meaning or {"unit": mention.unit or None}),
            disposition=disposition,
            raw_text=self.text[mention.start : mention.end],
            rule=self._rules.setdefault(rule, rule),
            evidence=self._evidence(mention),
            confidence=confidence,
            value=mention.value,
            value_low=mention.low,
            value_high=mention.high,
            qualifier=mention.qualifier if quantity else None,
            in_words=mention.in_words,
            value_status=None if not quantity else "zero" if mention.value == 0 else "value",
            assertion=assertion,
            start=mention.start,
            end=mention.end,
        )

    def _evidence(self, mention: Mention) -> str:
        """The clause of a mention; mentions of one clause share it."""
        start = self.marked.boundary_before(mention.start, CLAUSE, EVIDENCE)
        end = self.marked.boundary_after(mention.end, CLAUSE, EVIDENCE)
        if (start, end) != self._clause:
            self._clause, self._said = (start, end), self.text[start:end].strip()
        return self._said


def meaning_of(indicator: Indicator, period: Period, scope: Scope) -> dict[str, Any]:
    """The fields that say what a figure is, whose and of when."""
    return {
        "indicator_id": indicator.id,
        "unit": indicator.unit,
        "org_scope": scope.scope,
        "scope_basis": scope.basis,
        "period_type": period.type,
        "period_year": period.year,
        "period_start": period.first,
        "period_end": period.last,
        "event_label": period.label,
    }


def alternatives_of(link: Link) -> tuple[Alternative, ...]:
    """What else the number could have been."""
    return tuple(Alternative(c.indicator_id, c.score) for c in link.rivals)
