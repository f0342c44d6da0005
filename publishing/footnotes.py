"""Footnotes of a table: each reason once, numbered in the order in which it is first needed."""

from __future__ import annotations

from dataclasses import dataclass, field

from publishing.comparison import ComparisonRow
from publishing.labels import SERIES_BREAKS, Labels
from publishing.wording import SERIES_BREAK

PARTIAL_PERIODS: frozenset[str] = frozenset({"ytd", "range"})
FIRST_CIRCLED, FIRST_CIRCLED_BEYOND_20, FIRST_CIRCLED_BEYOND_35 = 0x2460, 0x3251, 0x32B1


@dataclass(slots=True)
class Footnotes:
    """Collects the notes of one table or sheet while its rows are laid out."""

    labels: Labels
    year: int
    notes: dict[str, str] = field(default_factory=dict)

    def mark(self, row: ComparisonRow) -> str:
        """The mark behind a refused comparison, or nothing."""
        text = self.labels.note(row, self.year)
        if text is None:
            return ""
        if row.refusal_reason in SERIES_BREAKS:
            text, lead = f"{SERIES_BREAK} {text}", SERIES_BREAK
        else:
            lead = ""
        return lead + self._number(text)

    def lines(self) -> tuple[str, ...]:
        """The notes as printed below the table."""
        return tuple(f"{mark} {text}" for text, mark in self.notes.items())

    def _number(self, text: str) -> str:
        return self.notes.setdefault(text, circled(len(self.notes) + 1))


def circled(number: int) -> str:
    """① to ㊿, then the number in brackets."""
    if number <= 20:
        return chr(FIRST_CIRCLED + number - 1)
    if number <= 35:
        return chr(FIRST_CIRCLED_BEYOND_20 + number - 21)
    if number <= 50:
        return chr(FIRST_CIRCLED_BEYOND_35 + number - 36)
    return f"［{number}］"


def remark(row: ComparisonRow) -> str:
    """The short remark of a row that is not about the comparison: a figure that is not of the whole year."""
    is_partial = row.current is not None and row.current.period_type in PARTIAL_PERIODS
    return "非全年数" if is_partial else ""
