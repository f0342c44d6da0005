"""The period a number is about: the year, the year so far, a stretch of months, a campaign, another year."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from catalog import Catalog, Indicator
from ingestion.extraction.bulletins import is_bulletin
from ingestion.extraction.campaigns import campaign_words, dated_before, title_and_lead
from ingestion.extraction.marked import TITLE, MarkedText
from ingestion.extraction.structure import Structure
from ingestion.extraction.surroundings import Surroundings
from ingestion.extraction.timewords import MARKER, YEAR, months_of, time_expression, years_aside
from ingestion.extraction.wordlist import one_of
from ingestion.observations import PeriodType
from ingestion.quantities.compiled import compiled_once
from ingestion.quantities.numerals import numeral_value

LABEL = 24
LASTING = ("ytd", "range", "multi_year")
AHEAD = 24


class Period(NamedTuple):
    """A period named at a place. ``lasting`` ones hold for their whole point, others for their sentence."""

    type: PeriodType
    start: int = 0
    end: int = 0
    year: int | None = None
    first: date | None = None
    last: date | None = None
    label: str | None = None
    lasting: bool = False
    single: bool = False
    campaign: bool = False
    """Whether a campaign's name states it, not a date."""
    dated: bool = False
    """Whether only a month or a day states it."""
    past: bool = False
    """A year before the reported one, quoted for comparison and not settled by this report."""

    @property
    def stated(self) -> bool:
        """Whether the text names the period."""
        return self.end > 0

    @property
    def shared(self) -> bool:
        """Whether the figures that lean on one of this period are of it as well."""
        return self.stated and not self.single and self.type != "point_in_time"


@compiled_once
def _occasions(catalog: Catalog) -> re.Pattern[str]:
    """What stands behind a campaign that is one of several."""
    words = one_of(catalog.lexicon["periods"]["made_use_of"]).pattern
    return re.compile(rf"[”)]?(?:活动)?(?:[、和及][^,。;\n]{{0,40}}?)?{words}")


@compiled_once
def _things(catalog: Catalog) -> re.Pattern[str]:
    """What stands behind a date that things are dated by."""
    words = one_of(catalog.lexicon["periods"]["of_things"]).pattern
    return re.compile(rf"(?:\d{{1,2}}日)?(?:底|末)?(?:以前|之前|前|以来)?[^,。;\n\d]{{0,10}}?{words}")


class Periods:
    """The time expressions of one text."""

    def __init__(
        self, marked: MarkedText, structure: Structure, catalog: Catalog, report_year: int | None
    ) -> None:
        self.marked = marked
        self.structure = structure
        self.report_year = report_year
        self.catalog = catalog
        self._data = catalog.lexicon["periods"]
        self._from = frozenset(catalog.lexicon["stances"]["comparison"]["from"])
        self._part_of = tuple(catalog.lexicon["lists"]["parts_of"])
        self._once = frozenset(self._data["done_once"])
        self._turns = one_of(self._data["turns"])
        self._vague = frozenset(self._data["vague"])
        self._things = _things(catalog)
        self._occasions = _occasions(catalog)
        self._campaigns = campaign_words(catalog)
        self._aside_years = years_aside(catalog)
        self.expressions = sorted(self._find(), key=lambda p: (p.start, -p.end))
        self._starts = [period.start for period in self.expressions]
        self._asides = [start for start, _ in marked.asides]
        self._general = self._of_the_report()
        self._of_a_moment = is_bulletin(marked.normal, catalog) and not self._tells_of_years()

    def of(self, indicator: Indicator, around: Surroundings) -> Period:
        """The period of a figure of ``indicator``."""
        period = self._named(around, rated=indicator.id in self._data["rated"])
        if period is not None and period.dated and indicator.id in self._once:
            period = Period("full_year", year=period.year)
        if period is None:
            state = self._state(around, indicator.kind)
            type_: PeriodType = "point_in_time" if state else "full_year"
            general = None if state else self._general or self._going_on(around)
            return self.fitted(general, indicator) if general else Period(type_, year=self.report_year)
        return self.fitted(period, indicator)

    def _tells_of_years(self) -> bool:
        """Whether a whole year is named outside brackets anywhere behind the title lines."""
        lead, _ = title_and_lead(self.marked.normal)
        outside = len(self.marked.normal)
        years = (p for p in self.expressions if p.type == "full_year" and p.start >= lead)
        return any(self.marked.bracket_end(year.start) >= outside for year in years)

    def _going_on(self, around: Surroundings) -> Period | None:
        """In news the time that was named last, an occasion within its paragraph only."""
        at = around.mention.start
        paragraph = self.marked.normal.rfind("\n", 0, at)
        for period in reversed(self.expressions[: bisect_left(self._starts, at) if self._of_a_moment else 0]):
            if period.single or self.marked.bracket_end(period.start) < at or self._aside(period, around):
                continue
            if period.type in LASTING or (period.type == "event" and period.start > paragraph):
                return period
            if period.type != "point_in_time":
                return None
        return None

    def _of_the_report(self) -> Period | None:
        """The period that the report states for its figures at large (数据统计截至10月31日)."""
        words = tuple(self._data["of_the_report"])
        for period in self.expressions:
            before = self.marked.normal[max(0, period.start - 4) : period.start].rstrip("均为的时间是:")
            if period.type in ("ytd", "range") and before.endswith(words):
                return period._replace(start=0, end=0)
        return self._told_of()

    def _told_of(self) -> Period | None:
        """The campaign that the title names and the first paragraph dates: the whole report tells of it."""
        lead, end = title_and_lead(self.marked.normal)
        named = [p for p in self.expressions if p.type == "event" and p.label and p.campaign]
        if not any(p.start < lead for p in named):
            return None
        text, dates = self.marked.normal, self._campaigns.dated
        dated = (p for p in named if lead <= p.start < end and dated_before(text, p.start, dates))
        told = next(dated, None)
        return told._replace(start=0, end=0) if told else None

    @staticmethod
    def fitted(period: Period, indicator: Indicator) -> Period:
        """The period in the sense that a figure of this kind can have."""
        if period.type == "ytd" and indicator.kind == "stock":
            return period._replace(type="point_in_time", first=None)
        if period.type == "point_in_time" and indicator.kind == "flow":
            return period._replace(type="ytd")
        return period

    def in_piece(self, around: Surroundings) -> bool:
        """Whether one stands in the own piece before a number."""
        index = bisect_left(self._starts, around.left)
        return index < len(self._starts) and self.expressions[index].end <= around.left_end

    def _state(self, around: Surroundings, kind: str) -> bool:
        """Whether the words around a figure say that it stands (现有, 实现), not that it was made."""
        text = self.marked.normal
        return any(
            word in text[around.clause : around.mention.start]
            or word in text[around.mention.end : around.right]
            for word in self._data["state"].get(kind, ())
        )

    def _named(self, around: Surroundings, *, rated: bool) -> Period | None:
        """The expression that governs a number: the nearest before it in its sentence, else a lasting one."""
        if rated and (rating := self._rating_ahead(around)) is not None:
            return rating
        index = bisect_left(self._starts, around.mention.start) - 1
        group = self.structure.at(around.mention.start)
        while index >= 0 and self.expressions[index].start >= group.start:
            period = self.expressions[index]
            index -= 1
            if period.type == "other_reference_year" and period.lasting and not rated:
                continue
            if self.marked.bracket_end(period.start) < around.mention.start or self._aside(period, around):
                continue
            if period.type == "event" and self._turns.search(
                self.marked.normal, period.end, around.mention.start
            ):
                continue
            in_sentence = period.start >= around.sentence
            if not in_sentence and period.type == "full_year":
                return None
            if (in_sentence and self._reaches(period, around)) or (not in_sentence and period.lasting):
                return self._within(period, index, around)
        return None

    def _within(self, period: Period, index: int, around: Surroundings) -> Period:
        """What governs a vague word in its sentence: 截至11月底…今年受理… is of the year so far.

        截至目前 behind a campaign says how far the campaign has come.
        """
        vague = self.marked.normal[period.start : period.end] in self._vague
        wider = {"full_year": ("ytd", "range"), "ytd": ("event",)}.get(period.type, ()) if vague else ()
        while index >= 0 and self.expressions[index].start >= around.sentence:
            earlier = self.expressions[index]
            if earlier.type in wider and self.marked.bracket_end(earlier.start) >= around.mention.start:
                return earlier
            index -= 1
        return period

    def _aside(self, period: Period, around: Surroundings) -> bool:
        """Whether it stands in a short bracket without a figure (（仲裁数据更新至11月底）)."""
        index = bisect_right(self._asides, period.start) - 1
        return index >= 0 and period.start < self.marked.asides[index][1] <= around.mention.start

    def _rating_ahead(self, around: Surroundings) -> Period | None:
        """对320家企业开展2030年度…评价: the rating of another year that a number before it is about."""
        index = bisect_left(self._starts, around.mention.end)
        if index >= len(self._starts):
            return None
        ahead = self.expressions[index]
        near = ahead.type == "other_reference_year" and ahead.lasting and ahead.end <= around.right
        return ahead if near else None

    def _reaches(self, period: Period, around: Surroundings) -> bool:
        if not period.single:
            return True
        between = self.marked.quantity_before(around.mention.start)
        return between is None or between.start < period.end

    def _find(self) -> Iterator[Period]:
        expression = time_expression(self.catalog)
        text = TITLE.sub(lambda m: "#" * len(m.group()), self.marked.normal)
        for match in expression.found_in(text):
            quoted = text[match.start() - 1 : match.start()] == "“" and match["month"]
            silent = (
                quoted
                or self._aside_years.compared(text, match)
                or self._of_things(match)
                or self._made_use_of(match)
            )
            silent = silent or self._campaigns.no_campaign(text, match)
            period = None if silent else self._read(match)
            if period is not None and not self._of_record(period, match):
                left = text[match.start() - 1 : match.start()] in self._from and match["whole"] is not None
                single = period.single or left
                part = text.endswith(self._part_of, 0, match.start())
                lasting = period.lasting and not part
                yield period._replace(start=match.start(), end=match.end(), single=single, lasting=lasting)

    def _of_record(self, period: Period, match: re.Match[str]) -> bool:
        """Whether several years are named for a record only (2026年以来首次下降)."""
        return period.type == "multi_year" and self._campaigns.measured_since(self.marked.normal, match.end())

    def _made_use_of(self, match: re.Match[str]) -> bool:
        """Whether a campaign is one of several occasions (以宣传月、宪法宣传周为契机)."""
        if not match["campaign"] and not match["occasion"]:
            return False
        return self._occasions.match(self.marked.normal, match.end()) is not None

    def _of_things(self, match: re.Match[str]) -> bool:
        """Whether a date says of when the things are that were dealt with (2012年以来的文件)."""
        if not (match["so_far"] or match["month"] or match["whole"] or match["span"]):
            return False
        return self._things.match(self.marked.normal, match.end()) is not None

    def _read(self, match: re.Match[str]) -> Period | None:
        year = self._year(match)
        if match["campaign"]:
            label = self._label(match)
            timed = any(word in label for word in self._data["timed"])
            during = self._campaigns.during.match(self.marked.normal, match.end()) is not None
            lasting = timed or dated_before(self.marked.normal, match.start())
            return Period(
                "event",
                year=self.report_year,
                label=label,
                lasting=lasting,
                single=not (timed or during),
                campaign=True,
            )
        if match["occasion"]:
            return Period("event", year=self._held_in(year), label=self._label(match))
        if match["rating"]:
            if year is None or year == self.report_year:
                return Period("full_year", year=year)
            return Period("other_reference_year", year=year, lasting=True)
        if match["years"]:
            return Period("multi_year", year=self.report_year, lasting=match.group()[:1].isdigit())
        if match["stretch"]:
            return self._stretch(match, year or self.report_year)
        if match["span"]:
            return self._span(match, year or self.report_year)
        if match["so_far"]:
            earlier = year is not None and self.report_year is not None and year < self.report_year
            undated = year is not None and self.report_year is None and match.group()[-3:-2] != "年"
            since = (earlier or undated) and match.group().endswith("以来")
            return Period(
                "multi_year" if since else "ytd", year=self.report_year if since else year or self.report_year
            )
        if match["now"]:
            behind = self.marked.normal[match.end() : match.end() + 1]
            return Period("point_in_time", year=self.report_year, single=behind in self._data["compounding"])
        if match["month"]:
            return self._month(match, year or self.report_year)
        if match["whole"]:
            return self.of_year(year)
        return None

    def _month(self, match: re.Match[str], year: int | None) -> Period:
        """A month in which something was held is an event of the year."""
        month = months_of(match.group())
        label = self.marked.text[match.start() : match.end()]
        if month is None or year is None:
            return Period("event", year=year, label=label, dated=True)
        last = date(year, month[1], monthrange(year, month[1])[1])
        return Period("event", year=year, first=date(year, month[0], 1), last=last, label=label, dated=True)

    def _year(self, match: re.Match[str]) -> int | None:
        text = match.group()
        found = re.search(YEAR, text)
        return int(numeral_value(found["year"])) if found else None

    def _held_in(self, year: int | None) -> int | None:
        """The year of an occasion; one that the report tells of is none that lies ahead of it (春节期间)."""
        if year is None or (self.report_year is not None and year > self.report_year):
            return self.report_year
        return year

    def of_year(self, year: int | None) -> Period:
        """The period of a whole year: the reported one, the one before, or another."""
        if year is None or self.report_year is None or year == self.report_year:
            return Period("full_year", year=year or self.report_year)
        type_: PeriodType = "previous_year" if year == self.report_year - 1 else "other_reference_year"
        return Period(type_, year=year, past=year < self.report_year)

    def _span(self, match: re.Match[str], year: int | None) -> Period:
        months = months_of(match.group())
        if months is None or year is None:
            return Period("range", year=year)
        first, last = months
        if (first, last) == (1, 12):
            return Period("full_year", year=year)
        end = date(year, last, monthrange(year, last)[1])
        return Period("range", year=year, first=date(year, first, 1), last=end, lasting=first == 1)

    def _stretch(self, match: re.Match[str], year: int | None) -> Period:
        """From one day to another: an occasion, or the year where it begins and ends with it."""
        months = months_of(re.sub(YEAR, "", match.group()))
        if months == (1, 12):
            return self.of_year(year)
        label = self.marked.text[match.start() : match.end()]
        return Period("event", year=year, label=label, lasting=True)

    def _label(self, match: re.Match[str]) -> str:
        """The campaign's name: from where its clause or quotation begins."""
        text = self.marked.normal
        start = max(self.marked.boundary_before(match.start()), match.start() - LABEL)
        start = max(start, text.rfind("“", start, match.start()) + 1)
        marker = MARKER.match(text, start)
        return self.marked.text[marker.end() if marker else start : match.end()].strip("，,。、 ")
