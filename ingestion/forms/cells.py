"""The value of one cell: number, unit, hedge, and the marks that stand in place of a number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from catalog.forms import FormConventions
from ingestion.documents import Cell
from ingestion.forms.text import squeeze
from ingestion.observations import Qualifier, ValueStatus

# Circled and raised digits must go before widths are folded: NFKC would make 63① the number 631.
_RAISED = re.compile(r"[①-⑳⓪⑴-⒇¹²³⁰-⁹]+")
_FOOTNOTE = re.compile(r"(?<=[\d%])(?:\*+|#+|[\[(【]注?\d{0,2}[\])】])+$")
_DIGIT = re.compile(r"\d")
_DATE = re.compile(r"^\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?(?:\d{1,2}:\d{2}(?::\d{2})?)?$")
_YEAR = re.compile(r"^(?:19|20)\d{2}年?度?$")
_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d+)?"


@dataclass(frozen=True, slots=True)
class CellValue:
    """What a cell says. ``number`` is as printed, in ``unit`` where the cell itself names one.

    ``high`` is the upper end of a printed range. ``status`` is None where the cell holds something
    that is no value at all: a name, a date, a tick.
    """

    status: ValueStatus | None
    number: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    qualifier: Qualifier | None = None


BLANK = CellValue("blank")
NOT_A_VALUE = CellValue(None)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(squeeze(word) for word in words)


class CellReader:
    """Reads cells by the conventions of the form catalogue."""

    def __init__(self, conventions: FormConventions) -> None:
        self._marks: dict[str, ValueStatus] = {
            squeeze(mark): status for status, marks in conventions.statuses.items() for mark in marks
        }
        self._ticks = _folded(conventions.ticks)
        self._before: dict[str, Qualifier] = {}
        self._after: dict[str, Qualifier] = {}
        for qualifier, words in conventions.hedges.items():
            self._before.update(dict.fromkeys(_folded(words.before), qualifier))
            self._after.update(dict.fromkeys(_folded(words.after), qualifier))
        self._number, self._range = self._patterns(conventions)

    def _patterns(self, conventions: FormConventions) -> tuple[re.Pattern[str], re.Pattern[str]]:
        units = _any_of(conventions.units)
        before, after = _any_of(self._before), _any_of(self._after)
        hedged = rf"(?P<before>{before})?(?P<number>{_NUMBER})(?P<mid>{after})?"
        number = rf"{hedged}(?P<unit>{units})?(?P<after>{after})?"
        spread = rf"(?P<number>{_NUMBER})(?:{units})?[-~—–至](?P<high>{_NUMBER})(?P<unit>{units})?"
        return re.compile(number), re.compile(spread)

    def read(self, cell: Cell | None) -> CellValue:
        """The value of a cell; a missing or empty cell is blank."""
        if cell is None:
            return BLANK
        if cell.number is not None and not _DATE.match(squeeze(cell.text)):
            return _stored(cell)
        return self.read_text(cell.text)

    def read_text(self, text: str) -> CellValue:
        """The value of a cell that is stored as text."""
        squeezed = squeeze(_RAISED.sub("", text)).lstrip("'‘’`")
        if not squeezed:
            return BLANK
        if squeezed in self._marks:
            return _marked(self._marks[squeezed])
        squeezed = _FOOTNOTE.sub("", squeezed)
        if _DATE.match(squeezed):
            return NOT_A_VALUE
        return self._hedged(squeezed) or self._spread(squeezed) or NOT_A_VALUE

    def is_tick(self, text: str) -> bool:
        """Whether the cell is a tick mark (√): something is there, but not how much."""
        return squeeze(text) in self._ticks

    def is_value(self, cell: Cell) -> bool:
        """Whether the cell holds a number or a mark that stands for one; a year alone is a heading."""
        text = squeeze(cell.text)
        if not text or _YEAR.match(text):
            return False
        return self.read(cell).status not in (None, "blank")

    def _hedged(self, text: str) -> CellValue | None:
        found = self._number.fullmatch(text)
        if found is None:
            return None
        hedge = self._before.get(found["before"] or "")
        hedge = hedge or self._after.get(found["mid"] or "") or self._after.get(found["after"] or "")
        return _number(_decimal(found["number"]), found["unit"], hedge or "exact")

    def _spread(self, text: str) -> CellValue | None:
        found = self._range.fullmatch(text)
        if found is None or _decimal(found["high"]) <= _decimal(found["number"]):
            return None
        value = CellValue("value", _decimal(found["number"]), unit=found["unit"], qualifier="range")
        return replace(value, high=_decimal(found["high"]))


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _number(number: Decimal, unit: str | None, qualifier: Qualifier) -> CellValue:
    status: ValueStatus = "zero" if number == 0 else "value"
    return CellValue(status, number, unit=unit, qualifier=qualifier)


def _marked(status: ValueStatus) -> CellValue:
    return _number(Decimal(0), None, "exact") if status == "zero" else CellValue(status)


def _stored(cell: Cell) -> CellValue:
    number = Decimal(repr(cell.number))
    if cell.percent:
        return _number(round(number * 100, 10).normalize(), "%", "exact")
    return _number(number, None, "exact")


def has_digits(text: str) -> bool:
    """Whether a digit stands in the text, in any width."""
    return _DIGIT.search(squeeze(text)) is not None


def is_year(text: str) -> bool:
    """Whether the text is a year and nothing else (2023, 2023年, 2023年度)."""
    return _YEAR.match(squeeze(text)) is not None
