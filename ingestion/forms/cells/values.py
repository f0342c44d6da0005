"""The value of one cell: number, unit, hedge, and the marks that stand in place of a number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from catalog.form_conventions import FormConventions
from ingestion.documents import Cell
from ingestion.forms.cells.text import squeeze
from ingestion.observations import Qualifier, ValueStatus
from ingestion.quantities.numerals import NUMERAL_CHARACTERS, numeral_value

# Circled and raised digits must go before widths are folded: NFKC would make 63① the number 631.
_RAISED = re.compile(r"[①-⑳⓪⑴-⒇¹²³⁰-⁹]+")
# Two numbers with nothing but a gap between them: a border between two cells was lost.
_GAP = re.compile(r"\d(?:\.\d+)?[^\S]+[+-]?\d")
_SPACED_THOUSANDS = re.compile(r"\D*\d{1,3}(?: \d{3})+(?!\d)\D*(?:\.\d+)?\D*")
_DIGIT = re.compile(r"\d")
_DATE = re.compile(r"^\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?(?:\d{1,2}:\d{2}(?::\d{2})?)?$")
_YEAR = re.compile(r"^(?:19|20)\d{2}年?度?$")
_DAY = re.compile(r"\d{1,2}月\d{1,2}日|\d{1,2}-[A-Z][a-z]{2}(?:-\d{2})?")
_MONTH = re.compile(r"(?:19|20)\d{2}/(?:0?[1-9]|1[0-2])$")
_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d+)?"
PLAIN_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_WORDS = f"[{NUMERAL_CHARACTERS}]+"
# Formats may show a number in thousands or ten thousands (0!.0,); what is seen is what is meant.
_REMEMBERED = 4096
_SHOWN_SCALES = (1_000, 10_000, 1_000_000, 100_000_000)


@dataclass(frozen=True, slots=True)
class CellValue:
    """What a cell says. ``number`` is as printed, in ``unit`` where the cell itself names one.

    ``high`` is the upper end of a printed range. ``status`` is None where the cell holds something
    that is no value at all: a name, a date, a tick, two numbers; ``reason`` then says what, in Chinese.
    ``is_grouped`` marks digits grouped by blanks (1 234), which a lost border looks like too.
    """

    status: ValueStatus | None
    number: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    qualifier: Qualifier | None = None
    in_words: bool = False
    is_grouped: bool = False
    reason: str = "不是数字；请改填数字，确无此项的填“—”"


BLANK = CellValue("blank")
NOT_A_VALUE = CellValue(None)
SEVERAL = CellValue(None, reason="一格里有不止一个数，疑为格线丢失；请分格填写")
A_DATE = CellValue(None, reason="像是日期，疑为表格软件把数字改成了日期；请把单元格设为文本后填写原数")
TWO_FIGURES = CellValue(None, reason="一格里有两个数，表头没有写明各是哪一项；请分成两格填写")
UNSEEN = CellValue(None, reason="存有数字但按格式不显示；请核对这一格是否应有数字")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(squeeze(word) for word in words)


def _footnote(note: str) -> re.Pattern[str]:
    """The mark of a note behind a number; one in round brackets alone is none: 12(3) may be two numbers."""
    bracketed = rf"[\[【]{note}?\d{{0,2}}[\]】]|\({note}\d{{0,2}}\)"
    return re.compile(rf"(?<=[\d%])(?:\*+|#+|{bracketed})+$")


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
        self._footnote = _footnote(conventions.note_mark)
        self._compile_numbers(conventions)
        # A sheet repeats a few texts many times.
        self._read_text = lru_cache(maxsize=_REMEMBERED)(self._parsed)

    def _compile_numbers(self, conventions: FormConventions) -> None:
        """The ways to print one number or two, with their units and hedges."""
        units = _any_of(conventions.units)
        self._units = frozenset(conventions.units)
        self._scales = _any_of(name for name, unit in conventions.units.items() if unit.dimension == "scale")
        self._number = self._hedged_pattern(_NUMBER, units)
        # As few numeral characters as possible: 二十万元 is twenty 万元.
        self._words = self._hedged_pattern(f"{_WORDS}?", units)
        self._percent = re.compile(
            rf"(?:{_any_of(conventions.percent_words)})(?:(?P<number>{_NUMBER})|(?P<words>[{NUMERAL_CHARACTERS}点]+))"
        )
        self._range = re.compile(
            rf"(?P<number>{_NUMBER})(?:{units})?[-~—–至](?P<high>{_NUMBER})(?P<unit>{units})?"
        )
        one = rf"{PLAIN_NUMBER}(?:{units})?"
        counted = rf"{PLAIN_NUMBER}(?:{units})"
        self._halves = re.compile(rf"({one})[/|]({one})|({counted})[、,;]?({counted})")

    def _hedged_pattern(self, number: str, units: str) -> re.Pattern[str]:
        before, after = _any_of(self._before), _any_of(self._after)
        # A hedge may part the scale from what is counted: 1.5万余份.
        scale = rf"(?:(?P<scale>{self._scales})(?={after}))?"
        hedged = rf"(?P<before>{before})?(?P<number>{number}){scale}(?P<mid>{after})?"
        return re.compile(rf"{hedged}(?P<unit>{units})?(?P<after>{after})?")

    def read(self, cell: Cell | None) -> CellValue:
        """The value of a cell; a missing or empty cell is blank."""
        if cell is None:
            return BLANK
        if cell.number is not None and not _DATE.match(squeeze(cell.text)):
            return self._stored(cell, cell.number)
        return self.read_text(cell.text)

    def read_text(self, text: str) -> CellValue:
        """The value of a cell that is stored as text."""
        return self._read_text(text)

    def _parsed(self, text: str) -> CellValue:
        printed = _RAISED.sub("", text)
        squeezed = squeeze(printed).lstrip("'‘’`")
        if not squeezed:
            return BLANK
        if squeezed in self._marks:
            return _marked(self._marks[squeezed])
        squeezed = self._footnote.sub("", squeezed)
        if _DATE.match(squeezed) or _DAY.fullmatch(squeezed):
            return A_DATE
        halfwidth = unicodedata.normalize("NFKC", printed.strip())
        is_gapped = _GAP.search(halfwidth) is not None
        if self.halves(squeezed) is not None:
            return TWO_FIGURES
        if is_gapped and not _SPACED_THOUSANDS.fullmatch(halfwidth):
            return SEVERAL
        value = self._hedged(squeezed) or self._spread(squeezed) or self._in_words(squeezed)
        value = value or self._in_a_hundred(squeezed)
        return replace(value, is_grouped=is_gapped) if value is not None else NOT_A_VALUE

    def halves(self, text: str) -> tuple[str, str] | None:
        """The two figures of a squeezed text that holds two (12/3, 12件35人); a month (2023/5) is no pair."""
        found = self._halves.fullmatch(text)
        if found is None or _MONTH.match(text):
            return None
        first, second = (half for half in found.groups() if half is not None)
        return first, second

    def is_tick(self, text: str) -> bool:
        """Whether the cell is a tick mark (√): something is there, but not how much."""
        return squeeze(text) in self._ticks

    def is_value(self, cell: Cell) -> bool:
        """Whether the cell holds a number or a mark that stands for one; a year alone is a heading.

        A number in words (三) counts as text here: it numbers headings more often than it counts. A
        percentage in words numbers nothing.
        """
        text = squeeze(cell.text)
        if (not text and cell.number is None) or _YEAR.match(text):
            return False
        value = self.read(cell)
        if value in (SEVERAL, TWO_FIGURES, UNSEEN):
            return True
        return value.status not in (None, "blank") and (not value.in_words or value.unit == "%")

    def _hedged(self, text: str) -> CellValue | None:
        found = self._number.fullmatch(text)
        return (
            None
            if found is None
            else _number(printed_decimal(found["number"]), self._unit(found), self._hedge(found))
        )

    def _unit(self, found: re.Match[str]) -> str | None:
        """The unit with its scale; the scale alone where nothing is known of their compound."""
        unit, scale = found["unit"], found["scale"]
        if scale is None:
            return unit
        compound = scale + (unit or "")
        return compound if compound in self._units else scale

    def _in_words(self, text: str) -> CellValue | None:
        """A count in Chinese numerals (十二, 三十五人); a scale alone (万) is none."""
        found = self._words.fullmatch(text)
        if found is None or not found["number"] or found["number"][0] in "百千万亿":
            return None
        value = _number(numeral_value(found["number"]), self._unit(found), self._hedge(found))
        return replace(value, in_words=True)

    def _in_a_hundred(self, text: str) -> CellValue | None:
        """A percentage with its unit in words (百分之七十五, 百分之98.5)."""
        found = self._percent.fullmatch(text)
        if found is None:
            return None
        number = printed_decimal(found["number"]) if found["number"] else numeral_value(found["words"])
        return replace(_number(number, "%", "exact"), in_words=bool(found["words"]))

    def _hedge(self, found: re.Match[str]) -> Qualifier:
        """The qualifier that the words around a number give it."""
        hedge = self._before.get(found["before"] or "")
        hedge = hedge or self._after.get(found["mid"] or "") or self._after.get(found["after"] or "")
        return hedge or "exact"

    def _stored(self, cell: Cell, stored: float) -> CellValue:
        """A number of the file, as the cell's format shows it where that is another scale."""
        if cell.text.isdecimal() and cell.text.isascii() and stored == int(cell.text) and not cell.percent:
            return _number(Decimal(cell.text), None, "exact")  # shown as it is stored, as most are
        number = Decimal(repr(stored))
        if cell.percent:
            return _number(round(number * 100, 10).normalize(), "%", "exact")
        if not cell.text.strip():
            return _number(number, None, "exact") if number == 0 else UNSEEN
        shown = self.read_text(cell.text)
        if shown.number is None:
            return _number(number, None, "exact")
        return _number(_as_shown(number, shown.number), shown.unit, "exact")

    def _spread(self, text: str) -> CellValue | None:
        found = self._range.fullmatch(text)
        if found is None or printed_decimal(found["high"]) <= printed_decimal(found["number"]):
            return None
        value = CellValue("value", printed_decimal(found["number"]), unit=found["unit"], qualifier="range")
        return replace(value, high=printed_decimal(found["high"]))


def printed_decimal(text: str) -> Decimal:
    """The value of a plain number as it is printed (1,068)."""
    return Decimal(text.replace(",", ""))


def _number(number: Decimal, unit: str | None, qualifier: Qualifier) -> CellValue:
    status: ValueStatus = "zero" if number == 0 else "value"
    return CellValue(status, number, unit=unit, qualifier=qualifier)


def _marked(status: ValueStatus) -> CellValue:
    return _number(Decimal(0), None, "exact") if status == "zero" else CellValue(status)


def _as_shown(stored: Decimal, shown: Decimal) -> Decimal:
    """The stored number with all its decimals, in the scale in which its format shows it."""
    exponent = shown.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    if abs(stored - shown) <= step:
        return stored
    scaled = (stored / scale for scale in _SHOWN_SCALES)
    return next((number for number in scaled if abs(number - shown) <= step), stored)


def has_digits(text: str) -> bool:
    """Whether a digit stands in the text, in any width."""
    return _DIGIT.search(squeeze(text)) is not None


def is_year(text: str) -> bool:
    """Whether the text is a year and nothing else (2023, 2023年, 2023年度)."""
    return _YEAR.match(squeeze(text)) is not None
