"""Reads every wording of time in a text as a period."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from catalog import Catalog
from ingestion.extraction.meaning.bodies.anybody import any_body
from ingestion.extraction.meaning.times.aside import TimesAside
from ingestion.extraction.meaning.times.bulletins import Years
from ingestion.extraction.meaning.times.campaigns import campaign_words, dated_before
from ingestion.extraction.meaning.times.level_beside import level_beside
from ingestion.extraction.meaning.times.months import Months, month_names
from ingestion.extraction.meaning.times.patterns import time_expression
from ingestion.extraction.meaning.times.period import LABEL, Period
from ingestion.extraction.text.dates import DATED_MONTHS, MARKER, YEAR
from ingestion.extraction.text.marked import SENTENCE_ENDS, TITLE, MarkedText
from ingestion.extraction.text.surroundings import STRONG
from ingestion.extraction.words.wordlist import one_of
from ingestion.observations import PeriodType
from ingestion.quantities.compiled import compiled_once
from ingestion.quantities.numerals import numeral_value


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
        self._part_of = (*catalog.lexicon["lists"]["parts_of"], *self._data["said_of_them"])
        self._campaigns, self._beside = campaign_words(catalog), level_beside(catalog)
        self._aside = TimesAside(marked, catalog)
        self._such, self._bodies = self._data["of_such"], any_body(catalog)

    def read(self) -> Iterator[Period]:
        """Every period that the text names, in the order of the text."""
        text = TITLE.sub(lambda m: "#" * len(m.group()), self.marked.normal)
        for match in self._expression.found_in(text):
            period = None if self._aside.tell(text, match) else self._period(match)
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

    def _of_record(self, period: Period, match: re.Match[str]) -> bool:
        """Whether several years are named for a record only (2026年以来首次下降)."""
        return period.type == "multi_year" and self._campaigns.measured_since(self.marked.normal, match.end())

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
        if found is not None:
            return int(numeral_value(found["year"]))
        next_one = self.marked.of_last_year and self.report_year is not None and self._of_this_year(match)
        return self.report_year + 1 if next_one and self.report_year is not None else None

    def _of_this_year(self, match: re.Match[str]) -> bool:
        """Whether it is, or stands right behind, what a text calls this year."""
        text, this_year = self.marked.normal, tuple(self._data["next_year"]["this_year"])
        return match.group().startswith(this_year) or text.endswith(this_year, 0, match.start())

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
        lasting = first == 1 and not self._bound(match.start())
        return Period("range", year=year, first=begin, last=end, lasting=lasting, past=over)

    def _bound(self, start: int) -> bool:
        """Whether a time is of its own clause alone (划转前的1—5月, 县委依法治县办上半年督察)."""
        clause = self.marked.boundary_before(start, STRONG)
        such = self.marked.normal.endswith(self._such, clause, start)
        return such or self._bodies.closes(self.marked.normal, clause, start)

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
