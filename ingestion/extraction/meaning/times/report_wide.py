"""The period that a report states for its figures at large."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from catalog import Catalog, Indicator
from ingestion.extraction.meaning.times.campaigns import campaign_words, dated_before, title_and_lead
from ingestion.extraction.meaning.times.period import Period
from ingestion.extraction.text.boundaries import NOWHERE, between
from ingestion.extraction.text.dates import A_YEAR
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.structure import POINT, Division, Structure
from ingestion.extraction.text.surroundings import STRONG
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities.compiled import compiled_once
from ingestion.quantities.numerals import NUMERAL_CHARACTERS

PARTS_OF_YEAR = ("ytd", "range")
YEARS_ALONE = ("full_year", "previous_year", "other_reference_year")
A_YEAR_FIRST = re.compile(A_YEAR)
LOWEST_HEADING = POINT - 1
NOTE_BEGINS, NOTE_ENDS = "。;\n(", "。;\n)"
BEFORE_THE_DATE = 10
"""Within so many characters before a date it is said that it closes the count."""


class Throughout(NamedTuple):
    """A time that holds for every figure without its own: in a stretch of the report, or of some areas."""

    period: Period
    areas: frozenset[str] = frozenset()
    """The subject areas; none where it holds for all."""
    start: int = 0
    end: int = NOWHERE

    def of(self, indicator: Indicator, at: int) -> Period | None:
        """The time of a figure of ``indicator`` at a place, if it holds there."""
        concerned = not self.areas or indicator.subject_area in self.areas
        return self.period if concerned and self.start <= at < self.end else None


def period_of_report(
    expressions: Sequence[Period], marked: MarkedText, structure: Structure, catalog: Catalog
) -> Throughout | None:
    """What holds for every figure without a time of its own: a closing date, months, a campaign."""
    closing = _closing_date(expressions, marked, catalog)
    if closing is not None:
        return _limited(closing, marked, structure, catalog)
    stated = _in_title(expressions, marked, structure)
    stated = stated or _leading_in(expressions, marked, structure, catalog)
    stated = stated or _told_of(expressions, marked, catalog)
    return Throughout(_nowhere(stated)) if stated else None


def _nowhere(period: Period) -> Period:
    """A period that no words beside a figure state."""
    return period._replace(start=0, end=0)


def _limited(closing: Period, marked: MarkedText, structure: Structure, catalog: Catalog) -> Throughout:
    """A closing date, and for which part it is told (第三部分数据截至…) or of what (仲裁数据截至…)."""
    data, text = catalog.lexicon["periods"], marked.normal
    clause = text[marked.boundary_before(closing.start, STRONG) : closing.start]
    named = {area for area, words in data["areas_of_data"].items() if any(word in clause for word in words)}
    part = re.search(rf"([{NUMERAL_CHARACTERS}]+){data['part_of_report']}", clause)
    if part is None:
        return Throughout(_nowhere(closing), frozenset(named))
    chapters = [d.start for d in structure.divisions if d.level == 1]
    chosen = next((start for start in chapters if text.startswith(f"{part[1]}、", start)), None)
    if chosen is None:
        return Throughout(_nowhere(closing), frozenset(named))
    end = next((start for start in chapters if start > chosen), NOWHERE)
    return Throughout(_nowhere(closing), frozenset(), chosen, end)


def tells_of_years(expressions: Sequence[Period], marked: MarkedText) -> bool:
    """Whether a whole year is named outside brackets anywhere behind the title lines."""
    lead, _ = title_and_lead(marked.normal)
    years = (p for p in expressions if p.type == "full_year" and p.start >= lead)
    return any(marked.bracket_end(year.start) >= len(marked.normal) for year in years)


def _closing_date(expressions: Sequence[Period], marked: MarkedText, catalog: Catalog) -> Period | None:
    """数据统计截至10月31日: until when everything was counted."""
    data = catalog.lexicon["periods"]
    words, linking = tuple(data["of_the_report"]), data["before_the_date"]
    until = tuple(data["counted_until"])
    for index, named in enumerate(expressions):
        closed = named.dated and marked.normal.endswith(until, 0, named.start)
        period = Period("ytd", named.start, named.end, named.year) if closed else named
        if period.type not in PARTS_OF_YEAR or _of_past(expressions, index, marked):
            continue
        before = marked.normal[max(0, period.start - BEFORE_THE_DATE) : period.start].rstrip(linking)
        if before.endswith(words) or _said_of_data(period, marked, catalog):
            return period
    return None


def _of_past(expressions: Sequence[Period], index: int, marked: MarkedText) -> bool:
    """Whether a time is of a year before the reported one, which its clause may have named before it."""
    clause = marked.boundary_before(expressions[index].start, STRONG)
    while index >= 0 and expressions[index].start >= clause:
        if expressions[index].past:
            return True
        index -= 1
    return False


@compiled_once
def _of_data(catalog: Catalog) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a note on the data of a report names, and how it goes on behind its time."""
    data = catalog.lexicon["periods"]
    return one_of(data["data"]), re.compile(rf"(?:{one_of(data['behind_their_time']).pattern})*[,。;:)\n]")


def _said_of_data(period: Period, marked: MarkedText, catalog: Catalog) -> bool:
    """Whether a sentence, or a bracket, only says of when the data are (所列数据除另有说明外均为1—10月数)."""
    named, behind = _of_data(catalog)
    note = marked.boundary_before(period.start, NOTE_BEGINS)
    if behind.match(marked.normal, period.end) is None:
        return False
    if named.search(marked.normal, note, period.start) is None:
        return False
    counted = marked.quantity_after(note)
    return counted is None or counted.start >= marked.boundary_after(period.end, NOTE_ENDS)


@compiled_once
def _told_below(catalog: Catalog) -> re.Pattern[str]:
    """What stands between a time and the end of a sentence that announces the whole report."""
    data = catalog.lexicon["periods"]
    told, below = one_of(data["told_below"]).pattern, one_of(data["below"]).pattern
    return re.compile(rf"[^。;:\n\d]{{0,40}}?{told}[^。;:,\n\d]{{0,8}}{below}[:。\n(]")


def _leading_in(
    expressions: Sequence[Period], marked: MarkedText, structure: Structure, catalog: Catalog
) -> Period | None:
    """现将1—11月工作情况报告如下: the stretch of time of a report, told before its first heading."""
    opening = _first_heading(marked, structure)
    opening = title_and_lead(marked.normal)[1] if opening is None else opening
    announced = _told_below(catalog)
    for period in expressions:
        if period.start >= opening:
            return None
        if period.type in PARTS_OF_YEAR and announced.match(marked.normal, period.end):
            return period
    return None


def _first_heading(marked: MarkedText, structure: Structure) -> int | None:
    """Where the first heading behind the title begins; one with a number is no title."""
    numbered = any(mention.kind == "marker" and mention.start == 0 for mention in marked.mentions[:1])
    headings = (d.start for d in structure.divisions if d.level < POINT and (d.start > 0 or numbered))
    return next(headings, None)


def _in_title(expressions: Sequence[Period], marked: MarkedText, structure: Structure) -> Period | None:
    """The months that the title names (…情况（2031年3月）, 2031年上半年…总结)."""
    lead, _ = title_and_lead(marked.normal)
    heading = _first_heading(marked, structure)
    lead = lead if heading is None else min(lead, heading)
    for period in expressions:
        if period.start < lead and period.first is not None and period.first != period.last:
            return period._replace(type="range", label=None)
    return None


def _told_of(expressions: Sequence[Period], marked: MarkedText, catalog: Catalog) -> Period | None:
    """The campaign that the title names and the first paragraph dates: the whole report tells of it."""
    lead, end = title_and_lead(marked.normal)
    named = [p for p in expressions if p.type == "event" and p.label and p.campaign]
    if not any(p.start < lead for p in named):
        return None
    dates = campaign_words(catalog).dated
    dated = (p for p in named if lead <= p.start < end and dated_before(marked.normal, p.start, dates))
    return next(dated, None)


def _year_alone(
    expressions: Sequence[Period], places: Sequence[int], marked: MarkedText, division: Division
) -> Period | None:
    """The year that a line names and nothing else (2030年：)."""
    text = marked.normal
    if A_YEAR_FIRST.match(text, division.start) is None:
        return None
    index = bisect_left(places, division.start)
    if index == len(places) or places[index] != division.start or expressions[index].type not in YEARS_ALONE:
        return None
    end = text.find("\n", expressions[index].end)
    return expressions[index] if end > 0 and not text[expressions[index].end : end].strip(": ") else None


def periods_of_headings(
    expressions: Sequence[Period], marked: MarkedText, structure: Structure
) -> tuple[list[int], list[Period | None]]:
    """Where a heading with a part of the year begins to hold, or ends to, and what holds from there on.

    一、2031年上半年工作情况 is said of all figures below it, up to the next heading of its level.
    """
    starts, periods = [0], list[Period | None]([None])
    open_: list[tuple[int, Period]] = []
    places = [period.start for period in expressions]
    for division in structure.divisions:
        year = _year_alone(expressions, places, marked, division) if division.level >= POINT else None
        if year is None and division.level >= POINT:
            continue
        level = division.level if year is None else LOWEST_HEADING
        open_ = [(upper, period) for upper, period in open_ if upper < level]
        if year is not None:
            open_.append((level, year._replace(start=0, end=0)))
        if marked.normal[division.title_end : division.title_end + 1] == "\n":
            named = between(expressions, places, division.start, division.title_end)
            open_ += [(division.level, p._replace(start=0, end=0)) for p in named if p.type in PARTS_OF_YEAR]
        holds = open_[-1][1] if open_ else None
        if holds != periods[-1]:
            starts.append(division.start)
            periods.append(holds)
    return starts, periods
