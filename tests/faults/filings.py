"""What the bureaus of the invented province send over the years, without a fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from figures import Figures, drifted, habits_of, rate, year_of
from places import Place
from writing import PARAGRAPHS, as_docx, as_text, enforcement_workbook, narrative_lines, wordings_of

# What a city bureau tells of its whole city, as sums over its counties and itself; the rest is its own.
WHOLE_CITY_TOPICS = ("劳动监察", "根治欠薪", "多元化解")
_SKIPS_A_PARAGRAPH = 0.04


@dataclass(frozen=True, slots=True)
class Filing:
    """One file as it is received."""

    name: str
    form: str
    data: bytes
    received_at: str


@dataclass(frozen=True, slots=True)
class Bureau:
    """A bureau with its true figures by year and its way to write."""

    place: Place
    figures: Mapping[int, Figures]
    wordings: tuple[str, ...]
    form: str
    skipped: Mapping[int, int | None]

    def narrative(self, year: int) -> Filing:
        """Its report of a year."""
        lines = narrative_lines(self.place, year, self.figures[year], self.wordings, self.skipped[year])
        data = as_text(lines) if self.form == "txt" else as_docx(lines)
        name = f"{self.place.name}人社局{year}年法治政府建设情况报告.{self.form}"
        return Filing(name, self.form, data, received(year, 20))

    def workbook(self, year: int) -> Filing:
        """Its 行政执法统计年报 of a year."""
        data = enforcement_workbook(self.place, year, self.figures[year])
        return Filing(f"{self.place.name}人社局行政执法统计年报{year}.xlsx", "xlsx", data, received(year, 12))

    def filings(self, year: int) -> tuple[Filing, ...]:
        """All that it sends about a year."""
        if self.place.level == "city":
            return (self.narrative(year),)
        return (self.narrative(year), self.workbook(year))


def received(year: int, day: int) -> str:
    """A day in January of the year after, as a manifest states it."""
    return f"{year + 1}-01-{day:02d}T10:00:00+08:00"


def invent_bureaus(places: tuple[Place, ...], years: range, random: Random) -> tuple[Bureau, ...]:
    """A bureau per place; the whole-city figures of a city are the sums of what lies in it."""
    bureaus = {place.code: _bureau(place, years, random) for place in places}
    for place in places:
        if place.level == "city":
            below = [bureau for bureau in bureaus.values() if bureau.place.parent == place.code]
            bureaus[place.code] = _city(bureaus[place.code], below)
    return tuple(bureaus.values())


def _bureau(place: Place, years: range, random: Random) -> Bureau:
    habits = habits_of(place, random)
    figures: dict[int, Figures] = {}
    skipped: dict[int, int | None] = {}
    for year in years:
        figures[year] = year_of(habits, figures.get(year - 1), random)
        leaves_out = place.level == "county" and random.random() < _SKIPS_A_PARAGRAPH
        skipped[year] = random.randrange(len(PARAGRAPHS)) if leaves_out else None
        habits = drifted(habits, random)
    return Bureau(place, figures, wordings_of(random), random.choice(("txt", "docx")), skipped)


def _city(own: Bureau, below: list[Bureau]) -> Bureau:
    """A city bureau as it reports: some paragraphs of the whole city, marked so."""
    told = tuple(_told(n, wording) for n, wording in enumerate(own.wordings))
    figures = {year: _with_sums(f, [b.figures[year] for b in below]) for year, f in own.figures.items()}
    return Bureau(own.place, figures, told, own.form, own.skipped)


def _told(number: int, wording: str) -> str:
    """The wording with its scope stated; slots of the whole city are named ``city_…``."""
    if PARAGRAPHS[number].topic not in WHOLE_CITY_TOPICS:
        return wording
    bare = wording.removeprefix("全年").removeprefix("共")
    return f"全市{bare}".replace("{", "{city_")


def _with_sums(own: Figures, below: list[Figures]) -> Figures:
    sums = {f"city_{name}": value + sum(f[name] for f in below) for name, value in own.items()}
    for rate_id, over, under in _CITY_RATES:
        sums[f"city_{rate_id}"] = rate(sums[f"city_{over}"], sums[f"city_{under}"])
    return {**own, **sums}


_CITY_RATES = (
    ("med_success_rate", "med_cases_success_org", "med_cases_handled_org"),
    ("ins_complaint_closure_rate", "ins_complaints_closed", "ins_complaints_accepted"),
)
