"""The period a table or a column is about, from its title, its unit line and its year headings."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from catalog.form_conventions import DateWords
from ingestion.forms.cells.text import squeeze
from ingestion.observations import PeriodType

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
_YEAR_AS_WHOLE = re.compile(r"(?<!\d)((?:19|20)\d{2})年度")
_BARE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_LEADING_YEAR = re.compile(r"((?:19|20)\d{2})年度?(?=.)")
_QUARTER = re.compile(r"第?([一二三四1-4])季度")
_MONTHS = re.compile(r"(?<!\d)(\d{1,2})月?[-—–~至](\d{1,2})月")
_SPAN_OF_YEARS = re.compile(r"\d{4}年?[-—–~至]\d{4}年")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_MONTHS_IN_QUARTER = 3
_LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """The words beside the dates of a table, see ``dates`` in ``catalog/forms/conventions.yaml``."""

    parts_of_year: Mapping[str, tuple[int, int]]
    month: re.Pattern[str]
    """A month in a title."""
    until: re.Pattern[str]
    reported_on: re.Pattern[str]
    day: re.Pattern[str]
    """Any other day that is none after 截至 and none before 至: it says nothing of a period either."""
    whole_year: re.Pattern[str]
    """A whole year (2023年度, 2023年1—12月); a single month beside it is mostly the day of reporting."""
    several_years: re.Pattern[str]
    filled_in: re.Pattern[str]

    @classmethod
    def of(cls, words: DateWords) -> PeriodWords:
        """The words made ready for reading squeezed lines."""
        filled_in = rf"(?:{words.filled_in})(?:{words.day})"
        reported = rf"{filled_in}?[:：]?\d{{4}}[年./-]\d{{1,2}}(?:[月./-](?:\d{{1,2}}日?)?)?"
        sent = rf"\d{{4}}年\d{{1,2}}月(?:份)?(?={words.sent})"
        ends = "".join({word[-1] for word in words.until})
        day = rf"(?<![{ends}至—–~-])(?:\d{{4}}年)\d{{1,2}}月\d{{1,2}}日(?![至—–~-])"
        months = r"年1月?[-—–~至]\d{1,2}月"
        year = rf"(?<![\d〔\[])((?:19|20)\d{{2}})(?:年度|年(?!\d{{1,2}}月)|{months})"
        return cls(
            parts_of_year=words.parts_of_year,
            month=re.compile(rf"\d{{4}}年(\d{{1,2}})月(?:份)?(?!\d)(?=[^:]{{0,40}}(?:{words.titles}))"),
            until=re.compile(rf"(?:{'|'.join(words.until)})\D{{0,6}}(?:\d{{4}}年)?(\d{{1,2}})月"),
            reported_on=re.compile(f"{reported}|{sent}"),
            day=re.compile(day),
            whole_year=re.compile(f"{year}(?!{words.editions})"),
            several_years=re.compile(rf"\d{{4}}年?(?:[-—–~]|{words.joins})\d{{4}}年"),
            filled_in=re.compile(rf"{filled_in}[:：]((?:19|20)\d{{2}})[年./-]"),
        )


@dataclass(frozen=True, slots=True)
class Period:
    """A period: its year, and first and last month where it is not the whole year.

    ``cumulative`` marks the year so far (截至11月底, 1—11月) rather than a half-year or quarter.
    """

    year: int | None = None
    months: tuple[int, int] | None = None
    cumulative: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it is a whole year, also where the title counts its months."""
        return self.months in (None, (1, _LAST_MONTH))

    def of_aspect(self, aspect: str | None) -> Period:
        """The same period for a column of the month alone, or of the year so far."""
        if aspect == "cumulative" and self.months is not None:
            return replace(self, months=(1, self.months[1]), cumulative=True)
        if aspect == "month":
            last = self.months[1] if self.months is not None else _LAST_MONTH
            return replace(self, months=(last, last), cumulative=False)
        return self

    @property
    def type(self) -> PeriodType:
        """The period type of a figure of the report's own year."""
        if self.is_whole:
            return "full_year"
        return "ytd" if self.cumulative else "range"

    @property
    def start(self) -> date | None:
        """The first day, where the period is a part of a known year."""
        if self.year is None or self.months is None or self.is_whole:
            return None
        return date(self.year, self.months[0], 1)

    @property
    def end(self) -> date | None:
        """The last day, where the period is a part of a known year."""
        if self.year is None or self.months is None or self.is_whole:
            return None
        return date(self.year, self.months[1], calendar.monthrange(self.year, self.months[1])[1])


def year_of(text: str) -> int | None:
    """The year that a heading names (2023, 2023年, 2023年度)."""
    squeezed = squeeze(text)
    found = _YEAR.search(squeezed) or _BARE_YEAR.fullmatch(squeezed)
    return int(found.group(1)) if found else None


def leading_year(name: str) -> tuple[int | None, str]:
    """The year that a heading begins with (2022年受理数), and the heading without it."""
    found = _LEADING_YEAR.match(name)
    return (int(found.group(1)), name[found.end() :]) if found else (None, name)


def period_of(lines: Iterable[str], words: PeriodWords, sheet: str | None = None) -> Period:
    """The period that the lines above a table state; for year and months the first to say so wins.

    A year alone in the sheet's name (2022) dates a table that has none in its title.
    """
    year: int | None = None
    part: Period | None = None
    for line in (_without_days(line, words) for line in lines):
        year = year if year is not None else _title_year(line)
        part = part or _part(line, words)
    year = year if year is not None else _only_year(_without_days(sheet or "", words))
    if part is None:
        return Period(year)
    return replace(part, year=year)


def _only_year(name: str) -> int | None:
    years = set(_BARE_YEAR.findall(name))
    return int(years.pop()) if len(years) == 1 else None


def _without_days(line: str, words: PeriodWords) -> str:
    return words.day.sub("", words.reported_on.sub("", squeeze(line)))


def _title_year(line: str) -> int | None:
    """The year of a title; in a span (2007—2010年) the columns speak for themselves."""
    years = _YEAR_AS_WHOLE.findall(line) or _YEAR.findall(line)
    if not years or _SPAN_OF_YEARS.search(line):
        return None
    return int(years[0])


def _part(line: str, words: PeriodWords) -> Period | None:
    for part, months in words.parts_of_year.items():
        if part in line:
            return Period(None, months)
    if found := _QUARTER.search(line):
        quarter = _QUARTERS.get(found.group(1)) or int(found.group(1))
        last = quarter * _MONTHS_IN_QUARTER
        return Period(None, (last - 2, last))
    if found := _MONTHS.search(line):
        return _month_span(int(found.group(1)), int(found.group(2)))
    if found := words.until.search(line):
        return _month_span(1, int(found.group(1)))
    if found := words.month.search(line):
        month = int(found.group(1))
        return Period(None, (month, month)) if 1 <= month <= _LAST_MONTH else None
    return None


def _month_span(first: int, last: int) -> Period | None:
    if not 1 <= first <= last <= _LAST_MONTH:
        return None
    return Period(None, (first, last), cumulative=first == 1)
