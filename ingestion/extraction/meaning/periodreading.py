"""Reads every wording of time in a text as a period."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from catalog import Catalog
from ingestion.extraction.meaning.bulletins import Years
from ingestion.extraction.meaning.campaigns import campaign_words, dated_before, days_beside, joined_campaigns
from ingestion.extraction.meaning.datedthings import dated_things
from ingestion.extraction.meaning.levelbeside import level_beside
from ingestion.extraction.meaning.months import Months, month_names
from ingestion.extraction.meaning.timewords import time_expression, years_aside
from ingestion.extraction.text.dates import DATED_MONTHS, MARKER, YEAR
from ingestion.extraction.text.marked import SENTENCE_ENDS, TITLE, MarkedText
from ingestion.extraction.text.surroundings import STRONG
from ingestion.extraction.words.wordlist import one_of
from ingestion.observations import PeriodType
from ingestion.quantities.compiled import compiled_once
from ingestion.quantities.numerals import numeral_value

LABEL = 24


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
    compounded: bool = False
    """Whether it makes a noun with what stands behind it (期末未结), which is said of its own number."""
    campaign: bool = False
    """Whether a campaign's name states it, not a date."""
    part: bool = False
    """Whether a part of what was counted before is of it, and nothing behind the own clause."""
    dated: bool = False
    """Whether only a month or a day states it."""
    past: bool = False
    """A year before the reported one, quoted for comparison and not settled by this report."""

    whole: bool = False
    """Whether it is the year so far up to its last day."""

    @property
    def stated(self) -> bool:
        """Whether the text names the period."""
        return self.end > 0

    @property
    def shared(self) -> bool:
        """Whether the figures that lean on one of this period are of it as well."""
        return (
            self.stated and not (self.single or self.part or self.compounded) and self.type != "point_in_time"
        )


@compiled_once
def _occasions(catalog: Catalog) -> re.Pattern[str]:
    """What stands behind a campaign that is one of several."""
    data = catalog.lexicon["periods"]
    lists = catalog.lexicon["lists"]
    words, joining = one_of(data["made_use_of"]).pattern, one_of(lists["conjunctions"]).pattern
    campaigns, course = one_of(data["campaigns"]).pattern, one_of(data["in_their_course"]).pattern
    counted = rf"(?:\d{{1,2}}{one_of(data['several']).pattern})?"
    others = rf"{lists['and_others']}{counted}{campaigns}(?!{course})"
    several = (
        rf"(?:(?:、|{joining})[^,。;\n]{{0,40}}?)?{words}|[^,。;\n\d]{{0,12}}?、[^,。;\n]{{0,40}}?{others}"
    )
    return re.compile(rf"[”)]?(?:{data['as_occasion']})?(?:{several})")


@compiled_once
def _campaigns(catalog: Catalog) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What says that an occasion was made use of, and the names of campaigns."""
    data = catalog.lexicon["periods"]
    return one_of(data["making_use"]), one_of(data["campaigns"])


@compiled_once
def _another(catalog: Catalog) -> re.Pattern[str]:
    """What stands behind an occasion where another one follows (“甲”、“乙”, “甲”活动和“乙”)."""
    held = one_of(catalog.lexicon["periods"]["held_as"]).pattern
    joining = one_of(catalog.lexicon["lists"]["conjunctions"]).pattern
    return re.compile(rf"[”)]?{held}?(?:、|{joining}“)")


@compiled_once
def _joining(catalog: Catalog) -> re.Pattern[str]:
    """A conjunction right before a name (和“12·4”国家宪法日)."""
    return one_of(catalog.lexicon["lists"]["conjunctions"], r"(?:“[^“”\n]{0,10}”?)?[一-龥]{0,2}$")


@compiled_once
def _counted(catalog: Catalog) -> re.Pattern[str]:
    """What stands behind a campaign that is counted itself (“宪法宣传周”活动1次)."""
    data = catalog.lexicon["periods"]
    held, times = one_of(data["held_as"]).pattern, one_of(data["times_held"]).pattern
    return re.compile(rf"”?{held}?[ ]?\d+[余多]?{times}")


@compiled_once
def _clause_words(catalog: Catalog) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The year before at the head of a clause, and the deeds that a word of now dates."""
    data = catalog.lexicon["periods"]
    last_year = one_of(data["last_year"]).pattern
    told = rf"(?<=[{STRONG}]){last_year}(?!{one_of(data['not_last_year']).pattern})"
    return re.compile(told), one_of(data["now_deeds"])


@compiled_once
def _ends_of_years(catalog: Catalog) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Since a year or its beginning, not since what happened in it; and up to its end, which is all of it."""
    data = catalog.lexicon["periods"]
    since, ends = one_of(data["since"]).pattern, one_of(data["ends"]).pattern
    beginning, until = one_of(data["its_beginning"]).pattern, one_of(data["before_then"]).pattern
    return (
        re.compile(rf"年{beginning}?{since}$"),
        re.compile(rf"12月(?:{ends}|31日)(?:[^\d]{{0,6}}{until})?$|年{ends}$"),
    )


def _whole_months(text: str, year: int, months: Months) -> bool:
    """Whether a stretch of days is one of months (1月1日至11月30日), of one year."""
    days = [int(day) for day in re.findall(r"(\d{1,2})[ ]?日", text)]
    whole = days == [1, monthrange(year, months[1])[1]] or re.fullmatch(DATED_MONTHS, text) is not None
    return whole and {int(numeral_value(named["year"])) for named in re.finditer(YEAR, text)} <= {year}


class PeriodReader:
    """The wordings of time of one text; ``years`` are those that it speaks from."""

    def __init__(self, marked: MarkedText, catalog: Catalog, years: Years) -> None:
        self.marked = marked
        self.report_year, self.this_year, self._settled = years
        self._data = catalog.lexicon["periods"]
        self._expression, self._months = time_expression(catalog), month_names(catalog)
        self._of_its_year, self._years_end = _ends_of_years(catalog)
        self._years_ends = tuple(self._data["at_years_end"])
        lasting = ("since", "till_now", "beginning_then")
        self._since = tuple(word for kind in lasting for word in self._data[kind])
        self._ends = tuple(self._data["ends"])
        self._from = frozenset(catalog.lexicon["stances"]["comparison"]["from"])
        self._last_year, self._now_deed = _clause_words(catalog)
        self._joining = _joining(catalog)
        self._put_off = tuple(self._data["carried_into"])
        self._on_end = tuple(self._data["on_end"])
        self._part_of = tuple(catalog.lexicon["lists"]["parts_of"])
        self._things = dated_things(catalog)
        self._occasions = _occasions(catalog)
        self._making_use, self._named_campaign = _campaigns(catalog)
        self._another, self._joined = _another(catalog), joined_campaigns(catalog)
        self._day_before, self._day_behind = days_beside(catalog)
        self._times_held = frozenset(self._data["times_held"])
        self._campaigns, self._counted = campaign_words(catalog), _counted(catalog)
        self._aside_years, self._beside = years_aside(catalog), level_beside(catalog)

    def read(self) -> Iterator[Period]:
        """Every period that the text names, in the order of the text."""
        text = TITLE.sub(lambda m: "#" * len(m.group()), self.marked.normal)
        for match in self._expression.found_in(text):
            period = None if self._silent(text, match) else self._period(match)
            if period is not None and not self._of_record(period, match):
                single = period.single or self._of_one_number(text, match)
                part = text.endswith(self._part_of, 0, match.start())
                yield period._replace(start=match.start(), end=match.end(), single=single, part=part)

    def _of_one_number(self, text: str, match: re.Match[str]) -> bool:
        """Whether a year is one that a change began in, or whose level is only told beside this year's."""
        if match["whole"] is None:
            return False
        left = text[match.start() - 1 : match.start()] in self._from
        return left or self._beside.told(self.marked, *match.span())

    def last_years(self) -> Iterator[Period]:
        """Every 去年 by which a text calls the reported year."""
        found = self._last_year.finditer(self.marked.normal) if self.marked.of_last_year else ()
        for match in found:
            yield Period("full_year", start=match.start(), end=match.end(), year=self.this_year)

    def _silent(self, text: str, match: re.Match[str]) -> bool:
        """Whether a wording of time says of no figure when it is."""
        quoted = text[match.start() - 1 : match.start()] == "“" and match["month"] is not None
        on_end = match["span"] is not None and text.endswith(self._on_end, 0, match.start())
        aside = quoted or on_end or self._aside_years.compared(text, match) or self._of_things(match)
        if match["occasion"] and text.endswith(self._put_off, 0, match.start()):
            return True
        counted = match["campaign"] is not None and self._counted.match(text, match.end()) is not None
        return aside or counted or self._made_use_of(match) or self._campaigns.no_campaign(text, match)

    def _of_record(self, period: Period, match: re.Match[str]) -> bool:
        """Whether several years are named for a record only (2026年以来首次下降)."""
        return period.type == "multi_year" and self._campaigns.measured_since(self.marked.normal, match.end())

    def _made_use_of(self, match: re.Match[str]) -> bool:
        """Whether a campaign is one of several occasions (以宣传月、宪法宣传周为契机)."""
        if not match["campaign"] and not match["occasion"]:
            return False
        dated = any(character.isdigit() for character in match.group())
        named = self._named_campaign.search(match.group()) is not None
        if match["occasion"] and not (dated or named) and self._held_often(match):
            return True
        if self._beside_another_day(match):
            return True
        beside = self._one_of_several(match) or (match["campaign"] and self._is_joined(match))
        return bool(beside) or self._occasions.match(self.marked.normal, match.end()) is not None

    def _held_often(self, match: re.Match[str]) -> bool:
        """Whether more than one were counted in the sentence (宣传活动32场，活动现场发放…)."""
        before = self.marked.quantity_before(match.start())
        sentence = self.marked.boundary_before(match.start(), SENTENCE_ENDS)
        while before is not None and before.start >= sentence:
            if before.unit in self._times_held:
                return before.value is not None and before.value > 1
            before = self.marked.quantity_before(before.start)
        return False

    def _beside_another_day(self, match: re.Match[str]) -> bool:
        """Whether something was done on other days too (春节前和国庆节前检查46户): it has no one occasion."""
        text = self.marked.normal
        start = max(self.marked.boundary_before(match.start(), STRONG), match.start() - LABEL)
        if self._day_before.search(text, start, match.start()):
            return True
        return self._day_behind.match(text, match.end()) is not None

    def _one_of_several(self, match: re.Match[str]) -> bool:
        """Whether its clause names another occasion that was made use of as well (结合“甲”、“乙”宣传日)."""
        clause = self.marked.boundary_before(match.start(), STRONG)
        used = self._making_use.search(self.marked.normal, clause, match.start())
        if used is None:
            return False
        before = self.marked.normal[used.end() : match.start()]
        joined = "、" in before or self._joining.search(before) is not None
        return joined or self._another.match(self.marked.normal, match.end()) is not None

    def _is_joined(self, match: re.Match[str]) -> bool:
        """Whether another campaign is told in one breath with it, in whose course nothing was done."""
        text, joined = self.marked.normal, self._joined
        clause = self.marked.boundary_before(match.start(), STRONG)
        end = self.marked.boundary_after(match.end(), STRONG)
        if joined.during.search(text, match.end(), end):
            return False
        behind = joined.behind.match(text, match.end(), end)
        return behind is not None or joined.before.search(text, clause, match.start()) is not None

    def _of_things(self, match: re.Match[str]) -> bool:
        """Whether a date says of when the things are that were dealt with (2012年以来的文件)."""
        if not (match["so_far"] or match["month"] or match["whole"] or match["span"] or match["years"]):
            return False
        return self._things.dated_by(self.marked.normal, match)

    def _period(self, match: re.Match[str]) -> Period:
        year = self._year(match)
        if match["campaign"]:
            return self._campaign(match)
        if match["occasion"]:
            return Period("event", year=self._held_in(year), label=self._label(match))
        if match["rating"]:
            return self._rating(year)
        if match["years"]:
            return Period("multi_year", year=self.report_year)
        if match["so_far"]:
            return self._so_far(match, year)
        if match["now"]:
            return self._now(match)
        if match["whole"]:
            return self.of_year(year)
        months = self._stretch if match["stretch"] else self._span if match["span"] else self._month
        return months(match, year or self.this_year)

    def _campaign(self, match: re.Match[str]) -> Period:
        """A campaign is one event; its figures are those of the sentence where it is told of as a time."""
        label = self._label(match)
        timed = any(word in label for word in self._data["timed"])
        during = self._campaigns.during.match(self.marked.normal, match.end())
        frame = during is not None and self._sets_frame(match.start(), during.end())
        lasting = timed or frame or dated_before(self.marked.normal, match.start(), self._campaigns.stretch)
        single = not (timed or during)
        return Period(
            "event", year=self.this_year, label=label, lasting=lasting, single=single, campaign=True
        )

    def _sets_frame(self, start: int, end: int) -> bool:
        """Whether a sentence begins with a campaign's time and a comma (专项行动期间，…)."""
        sentence = self.marked.boundary_before(start, SENTENCE_ENDS)
        clause = self.marked.boundary_before(start, STRONG)
        return clause <= sentence and self.marked.normal.startswith(",", end)

    def _rating(self, year: int | None) -> Period:
        """The rating of a year, which may be another one."""
        if year is None or year == self.report_year:
            return Period("full_year", year=year)
        return Period("other_reference_year", year=year, lasting=True)

    def _so_far(self, match: re.Match[str], year: int | None) -> Period:
        """The year so far, or several years where it is counted since an earlier one."""
        told = self._latest_told()
        earlier = year is not None and told is not None and year < told
        undated = (
            year is not None and self.report_year is None and self._of_its_year.search(match.group()) is None
        )
        if (earlier or undated) and match.group().endswith(self._since):
            return Period("multi_year", year=self.report_year)
        whole = self._years_end.search(match.group()) is not None
        over = year is not None and self._over(year)
        return Period("ytd", year=year or self.this_year, whole=whole, past=over)

    def _latest_told(self) -> int | None:
        """The year that is told of; where nobody says which, the latest that the text names."""
        if self.report_year is not None or self.this_year is not None:
            return self.report_year or self.this_year
        named = [int(numeral_value(found["year"])) for found in re.finditer(YEAR, self.marked.normal)]
        return max(named, default=None)

    def _now(self, match: re.Match[str]) -> Period:
        """What stands now; 年底 with a deed behind it dates the deed."""
        if self._now_deed.match(self.marked.normal, match.end()):
            return Period("event", year=self.this_year, label=self._label(match))
        behind = self.marked.normal[match.end() : match.end() + 1]
        compounded = behind in self._data["compounding"]
        whole = match.group() in self._data["at_years_end"]
        single = match.group() in self._data["existing"]
        return Period("point_in_time", year=self.this_year, compounded=compounded, whole=whole, single=single)

    def _month(self, match: re.Match[str], year: int | None) -> Period:
        """A month in which something was held is an event of the year."""
        label = self.marked.text[match.start() : match.end()]
        month = None if "日" in label else self._months.named_in(match.group())
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
            return self.this_year
        return year

    def of_year(self, year: int | None) -> Period:
        """The period of a whole year: the reported one, the one before, or another."""
        if year is None or self.report_year is None or year in (self.report_year, self._settled):
            return Period("full_year", year=year or self.this_year)
        type_: PeriodType = "previous_year" if year == self.report_year - 1 else "other_reference_year"
        return Period(type_, year=year, past=self._over(year))

    def _over(self, year: int) -> bool:
        """Whether a year was over before the reported one, and is not what this report settles."""
        return self.report_year is not None and year < self.report_year and year != self._settled

    def _span(self, match: re.Match[str], year: int | None) -> Period:
        months = self._months.named_in(match.group())
        if months is None or year is None:
            return Period("range", year=year)
        first, last = months
        if (first, last) == (1, 12):
            return Period("full_year", year=year)
        end = date(year, last, monthrange(year, last)[1])
        begin, over = date(year, first, 1), self._over(year)
        return Period("range", year=year, first=begin, last=end, lasting=first == 1, past=over)

    def _stretch(self, match: re.Match[str], year: int | None) -> Period:
        """From one day to another: an occasion, or months where it ends with one, or the whole year."""
        months = self._months.named_in(re.sub(YEAR, "", match.group()))
        if months == (1, 12):
            return self.of_year(year)
        if year is None:
            return Period("range")
        whole = match.group().endswith(self._ends) and not match.group().endswith(self._years_ends)
        if months and (whole or _whole_months(match.group(), year, months)):
            last = date(year, months[1], monthrange(year, months[1])[1])
            return Period("range", year=year, first=date(year, months[0], 1), last=last)
        label = self.marked.text[match.start() : match.end()]
        return Period("event", year=year, label=label, lasting=True)

    def _label(self, match: re.Match[str]) -> str:
        """The campaign's name: from where its clause or quotation begins."""
        text = self.marked.normal
        start = max(self.marked.boundary_before(match.start()), match.start() - LABEL)
        start = max(start, text.rfind("“", start, match.start()) + 1)
        marker = MARKER.match(text, start)
        return self.marked.text[marker.end() if marker else start : match.end()].strip("，,。、 ")
