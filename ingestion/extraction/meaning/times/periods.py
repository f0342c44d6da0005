"""The period a number is about: the year, the year so far, a stretch of months, a campaign, another year."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from catalog import Catalog, Indicator
from ingestion.extraction.meaning.times.added import added_sentences
from ingestion.extraction.meaning.times.bulletins import Years, is_bulletin
from ingestion.extraction.meaning.times.level_beside import level_beside
from ingestion.extraction.meaning.times.period import Period
from ingestion.extraction.meaning.times.reading import PeriodReader
from ingestion.extraction.meaning.times.report_wide import (
    period_of_report,
    periods_of_headings,
    tells_of_years,
)
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import SENTENCE_ENDS, STOPS, MarkedText
from ingestion.extraction.text.structure import Structure
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.extraction.words.wordlist import one_of
from ingestion.observations import PeriodType
from ingestion.quantities.compiled import compiled_once

LOOK_BACK = 40
"""How many wordings of time are looked at for one that goes on."""
LASTING = ("ytd", "range", "multi_year")
WIDER: dict[PeriodType, tuple[PeriodType, ...]] = {"full_year": ("ytd", "range"), "ytd": ("event",)}
"""What a vague word of a type may mean, where its sentence has said so before."""
WHOLE_YEARS = ("full_year", "previous_year", "other_reference_year")


class Turns(NamedTuple):
    """What turns a text to another subject, see ``catalog/lexicon/periods.yaml``."""

    turns: re.Pattern[str]
    goes_on: re.Pattern[str]
    """The beginnings of a sentence that goes on with the last."""
    all_bodies: re.Pattern[str]
    """All bodies of the area are told of."""


@compiled_once
def _patterns(catalog: Catalog) -> Turns:
    data = catalog.lexicon["periods"]
    parts = one_of(catalog.lexicon["lists"]["parts_of"]).pattern
    goes_on = re.compile(rf"{parts}|\d[\d,]*[一-龥]{data['going_on']}")
    return Turns(one_of(data["turns"]), goes_on, one_of(data["all_bodies"]))


@compiled_once
def _beside_then(catalog: Catalog) -> re.Pattern[str]:
    """A clause that begins before or after a deed (划转前我局…, 划转之后，…)."""
    data = catalog.lexicon["periods"]
    begun = one_of((*catalog.lexicon["scopes"]["first_person"], *data["summed_since"])).pattern
    return re.compile(rf"[{STRONG}](?P<deed>[一-龥]{{2}}){one_of(data['beside_then']).pattern}(?=,|{begun})")


@compiled_once
def _of_campaigns(catalog: Catalog) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How a sentence begins that sums up (共…, 全县累计…), and the names of what is held for publicity."""
    data = catalog.lexicon["periods"]
    area, summed = one_of(catalog.lexicon["scopes"]["region"]).pattern, one_of(data["summed_since"]).pattern
    return re.compile(rf"(?:{area})?{summed}"), one_of(data["of_publicity"])


class Periods:
    """The time expressions of one text."""

    def __init__(self, marked: MarkedText, structure: Structure, catalog: Catalog, years: Years) -> None:
        self.marked = marked
        self.structure = structure
        self.this_year = years.this
        data = catalog.lexicon["periods"]
        self._once = frozenset(data["done_once"])
        self._done_before = tuple(data["done_before"])
        self._rated = frozenset(data["rated"])
        self._standing_rates = frozenset(data["standing_rates"])
        self._state_words: dict[str, tuple[str, ...]] = {k: tuple(w) for k, w in data["state"].items()}
        self._vague = frozenset(data["vague"])
        self._same_stretch = frozenset(data["same_stretch"])
        self._of_named_year, self._same_year = frozenset(data["of_named_year"]), frozenset(data["same_year"])
        self._beside_then, self._beside = _beside_then(catalog), level_beside(catalog)
        self._sum, self._of_publicity = _of_campaigns(catalog)
        self._turns, self._goes_on, self._all_bodies = _patterns(catalog)
        self._added = added_sentences(catalog)
        reader = PeriodReader(marked, catalog, years)
        self.of_year = reader.of_year
        self.expressions = sorted([*reader.read(), *reader.last_years()], key=lambda p: (p.start, -p.end))
        self._starts = [period.start for period in self.expressions]
        self._asides = [start for start, _ in marked.asides]
        self._general = period_of_report(self.expressions, marked, structure, catalog)
        self._headed = periods_of_headings(self.expressions, marked, structure)
        self._of_a_moment = is_bulletin(marked.normal, catalog) and not tells_of_years(
            self.expressions, marked
        )

    def of(self, indicator: Indicator, around: Surroundings) -> Period:
        """The period of a figure of ``indicator``."""
        period = self._behind(around) or self._named(around, indicator)
        if period is not None and indicator.id in self._once and self._only_dates(period):
            period = Period("full_year", year=period.year)
        if period is None:
            state = self._state(around, indicator.kind)
            type_: PeriodType = "point_in_time" if state else "full_year"
            general = None if state else self._at_large(indicator, around)
            return self.fitted(general, indicator) if general else Period(type_, year=self.this_year)
        return self.fitted(period, indicator)

    def _only_dates(self, period: Period) -> bool:
        """Whether a time says no more than when something was done once (于“五一”前发布)."""
        if period.dated:
            return True
        occasion = period.type == "event" and not (period.campaign or period.lasting)
        return occasion and self.marked.normal.endswith(self._done_before, period.start, period.end)

    def _at_large(self, indicator: Indicator, around: Surroundings) -> Period | None:
        """What a heading, or the report, says of when its figures are; in news what was told last."""
        general = self._general.of(indicator, around.mention.start) if self._general else None
        return self._below_heading(around) or general or self._going_on(around)

    def _behind(self, around: Surroundings) -> Period | None:
        """The whole year that fills a bracket directly behind a number (250户（2030年）)."""
        opening = around.mention.end
        if not self.marked.normal.startswith("(", opening):
            return None
        index = bisect_left(self._starts, opening + 1)
        period = self.expressions[index] if index < len(self._starts) else None
        if period is None or period.start != opening + 1 or period.type not in WHOLE_YEARS:
            return None
        return period if self.marked.normal.startswith(")", period.end) else None

    def _below_heading(self, around: Surroundings) -> Period | None:
        """The part of the year that a heading above it names."""
        starts, periods = self._headed
        return periods[bisect_right(starts, around.mention.start) - 1]

    def _going_on(self, around: Surroundings) -> Period | None:
        """In news the time that was named last, an occasion within its paragraph only."""
        at = around.mention.start
        paragraph = self.marked.normal.rfind("\n", 0, at)
        index = bisect_left(self._starts, at) if self._of_a_moment else 0
        for period in reversed(self.expressions[max(0, index - LOOK_BACK) : index]):
            if period.single or self.marked.bracket_end(period.start) < at or self._aside(period, around):
                continue
            if period.type in LASTING or (period.type == "event" and period.start > paragraph):
                return period
            if period.type != "point_in_time":
                return None
        return None

    def fitted(self, period: Period, indicator: Indicator) -> Period:
        """The period in the sense that a figure of this kind can have."""
        stands = indicator.kind == "stock" or indicator.id in self._standing_rates
        if period.type == "ytd" and stands:
            return period._replace(type="point_in_time", first=None)
        if period.dated and period.type == "event" and indicator.kind == "stock":
            return period._replace(type="point_in_time", first=None, last=None, label=None)
        if period.whole and not stands:
            return period._replace(type="full_year")
        if period.type == "point_in_time" and indicator.kind == "ratio" and not stands:
            return period._replace(type="full_year")
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
            for word in self._state_words.get(kind, ())
        )

    def _named(self, around: Surroundings, indicator: Indicator) -> Period | None:
        """The expression that governs a number: the nearest before it in its sentence, else a lasting one."""
        rated = indicator.id in self._rated
        if rated and (rating := self._rating_ahead(around)) is not None:
            return rating
        sentence = self._sentence(around)
        for index, period in self._before(around):
            if self._says_nothing(period, around, rated=rated):
                continue
            if period.start >= sentence:
                if self._reaches(period, around):
                    return self._beside_day(self._within(period, index, around), around)
            elif not self._over(period, index, around) and not self._of_other_kind(period, indicator):
                if period.type == "full_year":
                    return None
                if self._added_to(period, index, around):
                    return period
                if (period.lasting or self._summed_up(period, around)) and not period.part:
                    return self._within(period, index, around)
        return None

    def _before(self, around: Surroundings) -> Iterator[tuple[int, Period]]:
        """The expressions before a number in its part, the last first, with the index of the one before."""
        index = bisect_left(self._starts, around.mention.start) - 1
        group = self.structure.at(around.mention.start)
        while index >= 0 and self.expressions[index].start >= group.start:
            index -= 1
            yield index, self.expressions[index + 1]

    def _says_nothing(self, period: Period, around: Surroundings, *, rated: bool) -> bool:
        """Whether an expression before a number is of something else: a rating, an aside, another subject."""
        if period.type == "other_reference_year" and period.lasting and not rated:
            return True
        if self.marked.bracket_end(period.start) < around.mention.start or self._aside(period, around):
            return True
        return period.type == "event" and self._turned(period, around)

    def _added_to(self, period: Period, index: int, around: Surroundings) -> bool:
        """Whether its sentence only adds to one that tells of another year, and names no time itself."""
        at = around.mention.start
        behind = self._starts[index + 2] if index + 2 < len(self._starts) else at
        return behind >= at and self._added.to(self.marked, period, around.sentence, at)

    def _over(self, period: Period, index: int, around: Surroundings) -> bool:
        """Whether what an earlier sentence says of when does not last up to a number."""
        if self._yet_to_come(period) or self._year_told_on(period, index + 1):
            return True
        return bool(period.campaign) and self._told_of_all(period, around)

    def _year_told_on(self, period: Period, index: int) -> bool:
        """Whether the sentence of a part of the year has told of a later part too (1—6月…；7月以后…)."""
        if period.last is None:
            return False
        end = self.marked.boundary_after(period.end, SENTENCE_ENDS)
        later = takewhile(
            lambda other: other.start < end, self.expressions[index + 1 : index + 1 + LOOK_BACK]
        )
        return any(other.first is not None and other.first > period.last for other in later)

    def _of_other_kind(self, period: Period, indicator: Indicator) -> bool:
        """Whether a campaign that an earlier sentence has named was held for something else than a figure."""
        if not period.campaign or period.label is None:
            return False
        held_for = "publicity" if self._of_publicity.search(period.label) else "enforcement"
        return indicator.subject_area != held_for

    def _summed_up(self, period: Period, around: Surroundings) -> bool:
        """Whether the sentence behind one that names a campaign and counts nothing begins with its sum."""
        if not period.campaign or self._sum.match(self.marked.normal, around.sentence) is None:
            return False
        end = self.marked.boundary_after(period.end, SENTENCE_ENDS)
        number = self.marked.quantity_after(period.end)
        return end + 1 >= around.sentence and (number is None or number.start >= end)

    def _yet_to_come(self, period: Period) -> bool:
        """Whether it lies behind the reported year: what was put off until then says nothing of the rest."""
        return period.year is not None and self.this_year is not None and period.year > self.this_year

    def _told_of_all(self, period: Period, around: Surroundings) -> bool:
        """Whether a campaign was told of with a number and all bodies of the area are told of since."""
        if self._all_bodies.match(self.marked.normal, around.sentence) is None:
            return False
        number = self.marked.quantity_after(period.end)
        return number is not None and number.end < around.sentence

    def _turned(self, period: Period, around: Surroundings) -> bool:
        """Whether the sentence has turned to another subject since (在争议处理方面，…)."""
        at = around.mention.start
        return self._turns.search(self.marked.normal, max(period.end, at - reach.TURN), at) is not None

    def _sentence(self, around: Surroundings) -> int:
        """Where the sentence begins; one that opens with 其中 or 53件中 goes on with the one before it."""
        start = around.sentence
        while start > 0 and self._goes_on.match(self.marked.normal, start):
            start = self.marked.boundary_before(start - 1, SENTENCE_ENDS)
        return start

    def _within(self, period: Period, index: int, around: Surroundings) -> Period:
        """What governs a vague word in its sentence: 截至11月底…今年受理… is of the year so far.

        截至目前 behind a campaign says how far the campaign has come. 全年 is the year that the sentence has
        named (2031年受理…；全年结案…), 同年 the one that the point has.
        """
        word = self.marked.normal[period.start : period.end]
        wider = WIDER.get(period.type, ()) if word in self._vague else ()
        if word in self._same_stretch:
            return self._stretch_before(index, around) or period
        same = word in self._same_year
        start = self.structure.at(around.mention.start).start if same else around.sentence
        while index >= 0 and self.expressions[index].start >= start:
            earlier = self.expressions[index]
            named = word in self._of_named_year and earlier.type in WHOLE_YEARS
            if named and (same or self._heads(earlier, period, around)):
                return earlier
            if earlier.type in wider and self.marked.bracket_end(earlier.start) >= around.mention.start:
                return earlier
            index -= 1
        return period

    def _beside_day(self, period: Period, around: Surroundings) -> Period:
        """Of a part of the year, where it is what came before or after a deed of that day (划转前我局…)."""
        if not period.dated:
            return period
        text, at = self.marked.normal, around.mention.start
        said = next(self._beside_then.finditer(text, period.end, at), None)
        if said is None or text.find(said["deed"], period.start, said.start()) < 0:
            return period
        return period._replace(type="range", dated=False, first=None, last=None, label=None)

    def _stretch_before(self, index: int, around: Surroundings) -> Period | None:
        """The stretch of time that its part of the report has named last (截至10月底…。同期，…)."""
        start = self.structure.at(around.mention.start).start
        while index >= 0 and (earlier := self.expressions[index]).start >= start:
            aside = self.marked.bracket_end(earlier.start) < around.mention.start
            if not (earlier.single or earlier.past or aside):
                return earlier
            index -= 1
        return None

    def _heads(self, earlier: Period, period: Period, around: Surroundings) -> bool:
        """Whether a time heads the sentence, or its part between semicolons in which a later one is told."""
        clause = self.marked.boundary_before(earlier.start, STRONG)
        return clause in (around.sentence, self.marked.boundary_before(period.start, STOPS))

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
        if period.part:
            return self.marked.boundary_before(around.mention.start, STRONG) <= period.start
        if self._told_within_year(period, around) or self._told_for_one_level(period, around):
            return False
        if self._planned_before(period, around):
            return False
        if period.compounded:
            return around.left <= period.start and period.end <= around.left_end
        if not period.single:
            return True
        between = self.marked.quantity_before(around.mention.start)
        return between is None or between.start < period.end or self._in_bracket_behind(period, around)

    def _told_for_one_level(self, period: Period, around: Surroundings) -> bool:
        """Whether another year was named for one level beside that of this year, up to a semicolon."""
        if period.type not in ("previous_year", "other_reference_year"):
            return False
        return self._beside.told_up_to(self.marked, period.start, period.end, around.mention.start)

    def _planned_before(self, period: Period, around: Surroundings) -> bool:
        """Whether it says of another part of the sentence when that is to be done (…，今年补上；…)."""
        if not (self.marked.of_last_year and self._yet_to_come(period)):
            return False
        return self.marked.boundary_before(around.mention.start, STOPS) > period.start

    def _told_within_year(self, period: Period, around: Surroundings) -> bool:
        """Whether a part of a year that the sentence has named ended with a semicolon (…，下半年增多；…)."""
        if period.type not in ("range", "event") or period.campaign or period.lasting:
            return False
        if self.marked.normal.find(";", period.end, around.mention.start) < 0:
            return False
        first = bisect_left(self._starts, around.sentence)
        told = self.expressions[first : bisect_left(self._starts, period.start)]
        counted = self.marked.quantity_before(period.start)
        return counted is not None and any(
            earlier.type == "full_year" and earlier.end <= counted.start for earlier in told
        )

    def _in_bracket_behind(self, period: Period, around: Surroundings) -> bool:
        """Whether the parts of its only number are told in a bracket (从2031年的53件（其中复议9件…）)."""
        number = self.marked.quantity_after(period.end)
        if number is None or self.marked.normal[number.end : number.end + 1] != "(":
            return False
        return number.end < around.mention.start < self.marked.bracket_end(number.end + 1)
