"""Twelve kinds of fault, put into the bytes of clean filings as they would be received."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

from figures import rate
from filings import Bureau, Filing, received
from writing import LICENCE_COLUMNS, PARAGRAPHS, PENALTY_COLUMNS, SLOT, filled, printed, text_of, with_cells

from writing import with_text, without_sheet  # isort: skip

KINDS: Mapping[str, str] = {
    "digit_slip": "数位差错",
    "swapped": "两数对调",
    "wrong_year": "年度写错",
    "region_twice": "一地两报",
    "yuan_for_wan": "元当万元",
    "blank_for_zero": "空白代零",
    "sheet_dropped": "缺表",
    "own_as_region": "本级当全市",
    "last_year_resent": "重报上年",
    "total_not_updated": "合计未改",
    "wrong_base": "比率分母有误",
    "figure_lost": "漏列一项",
}
LOSSES = frozenset({"blank_for_zero", "sheet_dropped", "figure_lost"})
"""Kinds that take a figure away instead of making one wrong."""


class NoFault(Exception):
    """This bureau's figures leave no room for the fault."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in what a bureau sends about a year: the files as received, and what was done to them."""

    kind: str
    region: str
    filings: tuple[Filing, ...]
    description: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A figure in a report: the text around it that makes it findable, and the number as printed."""

    name: str
    style: str
    before: str
    number: str

    def change(self, number: str) -> dict[str, str]:
        """The replacement that prints another number here."""
        return {self.before + self.number: self.before + number}


def spots(bureau: Bureau, year: int) -> tuple[Spot, ...]:
    """Every figure of a report that can be told from all others by what stands before it."""
    filing = bureau.narrative(year)
    text = text_of(filing.data, filing.form)
    told = [w for n, w in enumerate(bureau.wordings) if n != bureau.skipped[year]]
    found = [_spot(wording, slot, bureau, year) for wording in told for slot in SLOT.finditer(wording)]
    return tuple(s for s in found if text.count(s.before + s.number) == 1)


def _spot(wording: str, slot: re.Match[str], bureau: Bureau, year: int) -> Spot:
    figures, style = bureau.figures[year], slot[2] or ""
    before = filled(wording[: slot.start()], figures)[-14:]
    return Spot(slot[1], style, before, printed(figures[slot[1]], style))


def _narrative_with(bureau: Bureau, year: int, change: Mapping[str, str]) -> tuple[Filing, ...]:
    filing = bureau.narrative(year)
    changed = replace(filing, data=with_text(filing.data, filing.form, change))
    return (changed, *bureau.filings(year)[1:])


def _workbook_with(bureau: Bureau, year: int, sheet: int, cells: Mapping[str, object]) -> tuple[Filing, ...]:
    filing = bureau.workbook(year)
    return (bureau.narrative(year), replace(filing, data=with_cells(filing.data, sheet, cells)))


# one number


def digit_slip(bureau: Bureau, year: int, random: Random) -> Fault:
    """A digit too many, too few, another one, or two in the wrong order; a point lost."""
    choices = [s for s in spots(bureau, year) if bureau.figures[year][s.name] >= 10]
    spot = random.choice(choices)
    slipped = random.choice(_SLIPS)(spot.number, random)
    if slipped == spot.number or slipped.startswith("0"):
        raise NoFault
    return Fault(
        *("digit_slip", bureau.place.code, _narrative_with(bureau, year, spot.change(slipped))),
        f"{spot.name} {spot.number} → {slipped}",
    )


def _ten_times(number: str, random: Random) -> str:
    return f"{number.replace('.', '')}" if "." in number else f"{number}0"


def _dropped(number: str, random: Random) -> str:
    whole = number.split(".")[0]
    place = random.randrange(len(whole))
    return number[:place] + number[place + 1 :]


def _inserted(number: str, random: Random) -> str:
    place = random.randrange(len(number.split(".")[0]) + 1)
    return number[:place] + random.choice("123456789") + number[place:]


def _replaced(number: str, random: Random) -> str:
    """Another digit, not the last one."""
    place = random.randrange(max(1, len(number.split(".")[0]) - 1))
    return number[:place] + random.choice("123456789") + number[place + 1 :]


def _transposed(number: str, random: Random) -> str:
    whole = number.split(".")[0]
    place = random.randrange(len(whole) - 1) if len(whole) > 1 else 0
    return number[:place] + number[place : place + 2][::-1] + number[place + 2 :]


_SLIPS: tuple[Callable[[str, Random], str], ...] = (_ten_times, _dropped, _inserted, _replaced, _transposed)


def swapped(bureau: Bureau, year: int, random: Random) -> Fault:
    """Two neighbouring figures of one sentence exchanged."""
    own = spots(bureau, year)
    pairs = [
        (a, b)
        for a, b in pairwise(own)
        if a.style == b.style and (a.name.endswith("_rate") == b.name.endswith("_rate")) and _differ(a, b)
    ]
    if not pairs:
        raise NoFault
    a, b = random.choice(pairs)
    filing = bureau.narrative(year)
    text = text_of(filing.data, filing.form)
    start = text.index(a.before + a.number) + len(a.before)
    end = text.index(b.before + b.number) + len(b.before) + len(b.number)
    between = text[start + len(a.number) : end - len(b.number)]
    if end - start > 60 or "。" in between:
        raise NoFault
    change = {text[start - 14 : end]: text[start - 14 : start] + b.number + between + a.number}
    return Fault(
        *("swapped", bureau.place.code, _narrative_with(bureau, year, change)),
        f"{a.name} {a.number} ↔ {b.name} {b.number}",
    )


def _differ(a: Spot, b: Spot) -> bool:
    low, high = sorted((float(a.number), float(b.number)))
    return high > 1.2 * low


def yuan_for_wan(bureau: Bureau, year: int, random: Random) -> Fault:
    """An amount under 万元 given in 元, or the other way round."""
    amounts = [s for s in spots(bureau, year) if s.style == "wan" and bureau.figures[year][s.name] > 0]
    way = random.choice(("more", "less", "form")) if bureau.place.level == "county" else "more"
    penalty = bureau.figures[year]["penalty_amount"]
    if way == "form" and penalty > 0:
        cells = {f"{'ABCDEFGHIJK'[PENALTY_COLUMNS['penalty_amount'] - 1]}5": penalty}
        filings = _workbook_with(bureau, year, 0, cells)
        return Fault("yuan_for_wan", bureau.place.code, filings, f"penalty_amount {penalty} 万元")
    if not amounts:
        raise NoFault
    spot = random.choice(amounts)
    if way == "less":
        change = {f"{spot.before}{spot.number}万元": f"{spot.before}{spot.number}元"}
    else:
        change = spot.change(printed(bureau.figures[year][spot.name]))
    filings = _narrative_with(bureau, year, change)
    return Fault("yuan_for_wan", bureau.place.code, filings, f"{spot.name} {way} {spot.number}")


# totals, rates, lists

_TOTALS = (
    *("disputes_handled_total", "arb_cases_closed", "dr_entities_inspected", "credit_rated_firms"),
    *("lit_cases_total", "lic_granted", "doc_cleanup_reviewed", "arb_applications_received"),
)


def total_not_updated(bureau: Bureau, year: int, random: Random) -> Fault:
    """A total that stayed as it was in a draft, or as last year's."""
    now, before = bureau.figures[year], bureau.figures[year - 1]
    totals = [s for s in spots(bureau, year) if s.name in _TOTALS]
    if not totals:
        raise NoFault
    spot = random.choice(totals)
    draft = now[spot.name] - max(1, round(now[spot.name] * random.uniform(0.01, 0.1)))
    old = random.choice((before[spot.name], draft))
    if old == now[spot.name]:
        raise NoFault
    filings = _narrative_with(bureau, year, spot.change(printed(old)))
    return Fault("total_not_updated", bureau.place.code, filings, f"{spot.name} {spot.number} → {old}")


_WRONG_BASES = (
    ("arb_closure_rate", "arb_cases_closed", "arb_applications_received"),
    ("ins_complaint_closure_rate", "ins_complaints_closed", "ins_complaints_received"),
    ("med_success_rate", "med_cases_success_org", "disputes_handled_total"),
    ("head_appearance_rate", "head_appearances", "lit_cases_total"),
    ("svc_online_rate", "svc_items_cross_province", "svc_items_online"),
    ("enforcement_cert_rate", "enforcement_cert_holders", "ins_cases_filed"),
)


def wrong_base(bureau: Bureau, year: int, random: Random) -> Fault:
    """A rate worked out on another denominator than its own."""
    figures = bureau.figures[year]
    rate_id, over, under = random.choice(_WRONG_BASES)
    found = [s for s in spots(bureau, year) if s.name == rate_id]
    wrong = rate(figures[over], figures[under])
    if not found or wrong > 100 or abs(wrong - figures[rate_id]) < 0.3:
        raise NoFault
    filings = _narrative_with(bureau, year, found[0].change(printed(wrong)))
    return Fault("wrong_base", bureau.place.code, filings, f"{rate_id} {found[0].number} → {wrong}")


_ITEM = re.compile(r"[、，][^{}，、；。（）：]*\{\w+(?::\w+)?\}[^{}，、；。（）0-9]*(?=[、，；。）])")


def figure_lost(bureau: Bureau, year: int, random: Random) -> Fault:
    """An item of a list left out."""
    figures = bureau.figures[year]
    told = [w for n, w in enumerate(bureau.wordings) if n != bureau.skipped[year]]
    items = [(w, item) for w in told for item in _ITEM.finditer(w)]
    wording, item = random.choice(items)
    before = filled(wording[: item.start()], figures)[-14:]
    text = filled(item[0], figures)
    filings = _narrative_with(bureau, year, {before + text: before})
    return Fault("figure_lost", bureau.place.code, filings, text)


# forms


def blank_for_zero(bureau: Bureau, year: int, random: Random) -> Fault:
    """A cell left empty where nothing was to count."""
    figures = bureau.figures[year]
    zeros = [f"{'ABCDE'[n]}5" for n, name in enumerate(LICENCE_COLUMNS) if figures[name] == 0]
    if not zeros:
        raise NoFault
    cell = random.choice(zeros)
    return Fault("blank_for_zero", bureau.place.code, _workbook_with(bureau, year, 1, {cell: None}), cell)


def sheet_dropped(bureau: Bureau, year: int, random: Random) -> Fault:
    """A sheet of the form missing."""
    filing, sheet = bureau.workbook(year), random.randrange(3)
    dropped = replace(filing, data=without_sheet(filing.data, sheet))
    return Fault("sheet_dropped", bureau.place.code, (bureau.narrative(year), dropped), f"sheet {sheet}")


# whole submissions


def wrong_year(bureau: Bureau, year: int, random: Random) -> Fault:
    """Another year in the title, in the file name, or all through."""
    filing, name = bureau.narrative(year), bureau.place.name
    text = text_of(filing.data, filing.form)
    other = year + random.choice((-1, 1))
    way = random.choice(("title", "all", "opening"))
    title = f"{name}人力资源和社会保障局{year}年法治政府"
    opening = f"{year}年，{name}"
    changes = {
        "title": {title: title.replace(str(year), str(other))},
        "opening": {opening: opening.replace(str(year), str(other)), f"一、{year}年": f"一、{other}年"},
        "all": {text[:-20]: re.sub(rf"{year}(?=年)", str(other), text[:-20])},
    }
    renamed = filing.name.replace(str(year), str(other)) if way != "opening" else filing.name
    data = with_text(filing.data, filing.form, changes[way])
    filings = (replace(filing, data=data, name=f"再_{renamed}"), bureau.workbook(year))
    return Fault("wrong_year", bureau.place.code, filings, f"{way} {other}")


def last_year_resent(bureau: Bureau, year: int, random: Random) -> Fault:
    """Last year's report again: the very bytes, with the years changed, or with two figures changed too."""
    old = bureau.narrative(year - 1)
    way = random.choice(("bytes", "years", "touched"))
    name = bureau.narrative(year).name
    if way == "bytes":
        filing = Filing(name, old.form, old.data, received(year, 20))
        return Fault("last_year_resent", bureau.place.code, (filing, bureau.workbook(year)), way)
    text = text_of(old.data, old.form)
    dated = text.replace(f"{year}年", f"{year + 1}年").replace(f"{year - 1}年", f"{year}年")
    if way == "touched":
        for spot in random.sample(spots(bureau, year - 1), 2):
            changed = printed(max(1, round(float(spot.number)) + 3))
            dated = dated.replace(spot.before + spot.number, spot.before + changed)
    data = with_text(old.data, old.form, {text: dated})
    filing = Filing(name, old.form, data, received(year, 20))
    return Fault("last_year_resent", bureau.place.code, (filing, bureau.workbook(year)), way)


def region_twice(bureau: Bureau, other: Bureau, year: int, random: Random) -> Fault:
    """The report of ``other`` sent under the name of this bureau as well."""
    source = other.narrative(year)
    text = text_of(source.data, source.form)
    way = random.choice(("all", "title"))
    if way == "all":
        renamed = text.replace(other.place.name, bureau.place.name)
    else:
        renamed = text.replace(other.place.name, bureau.place.name, 1)
    data = with_text(source.data, source.form, {text: renamed})
    filing = Filing(f"{bureau.place.name}人社局{year}年法治政府建设情况报告.{source.form}", source.form, data,
                    received(year, 21))  # fmt: skip
    return Fault(
        "region_twice", bureau.place.code, (filing, bureau.workbook(year)), f"{way} {other.place.code}"
    )


def own_as_region(bureau: Bureau, year: int, random: Random) -> Fault:
    """A city bureau's own figures given as those of the whole city, in one paragraph or in all."""
    figures = bureau.figures[year]
    told = [n for n, wording in enumerate(bureau.wordings) if "{city_" in wording]
    chosen = told if random.random() < 0.5 else [random.choice(told)]
    change = {
        filled(bureau.wordings[n], figures): filled(bureau.wordings[n].replace("{city_", "{"), figures)
        for n in chosen
    }
    topics = "、".join(PARAGRAPHS[n].topic for n in chosen)
    return Fault("own_as_region", bureau.place.code, _narrative_with(bureau, year, change), topics)


Injector = Callable[[Bureau, int, Random], Fault]
SINGLE: Mapping[str, Injector] = {
    "digit_slip": digit_slip,
    "swapped": swapped,
    "wrong_year": wrong_year,
    "yuan_for_wan": yuan_for_wan,
    "blank_for_zero": blank_for_zero,
    "sheet_dropped": sheet_dropped,
    "last_year_resent": last_year_resent,
    "total_not_updated": total_not_updated,
    "wrong_base": wrong_base,
    "figure_lost": figure_lost,
}


def inject(bureaus: Sequence[Bureau], year: int, each: int, random: Random) -> tuple[Fault, ...]:
    """``each`` faults of every kind, at most one per bureau; the other bureaus stay as they are."""
    counties = [b for b in bureaus if b.place.level == "county"]
    cities = [b for b in bureaus if b.place.level == "city"]
    random.shuffle(counties)
    faults: list[Fault] = [own_as_region(city, year, random) for city in random.sample(cities, each)]
    for _ in range(each):
        faults.append(region_twice(counties.pop(), counties.pop(), year, random))
    for kind, injector in SINGLE.items():
        for _ in range(each):
            faults.append(_first_possible(kind, injector, counties, year, random))
    return tuple(faults)


def _first_possible(
    kind: str, injector: Injector, counties: list[Bureau], year: int, random: Random
) -> Fault:
    """The fault in the first of the remaining bureaus that leaves room for it, in several tries each."""
    for bureau in list(counties):
        for _ in range(8):
            try:
                fault = injector(bureau, year, random)
            except (NoFault, ValueError):
                continue
            counties.remove(bureau)
            return fault
    raise NoFault(f"no bureau is left for {kind}")
