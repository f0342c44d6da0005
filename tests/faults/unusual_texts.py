"""Rarer faults of offices in reports: how a number is written, and what stands where."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

import docx
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from filings import Bureau, Filing
from injection import NoFault, Spot, spots
from writing import PARAGRAPHS, as_docx, filled, printed, text_of, with_text

Changed = tuple[tuple[Filing, ...], str]
"""What is sent instead, and what was done."""

Making = Callable[[Bureau, Bureau, int, Random], Changed]
"""Puts a fault into what a bureau sends of a year; the other bureau is one whose figures it may take."""


def _spot(bureau: Bureau, year: int, random: Random, fits: Callable[[Spot], bool]) -> Spot:
    found = [spot for spot in spots(bureau, year) if fits(spot)]
    if not found:
        raise NoFault
    return random.choice(found)


def _count(spot: Spot, least: int = 10) -> bool:
    return not spot.style and not spot.name.endswith("_rate") and float(spot.number) >= least


def _report(bureau: Bureau, year: int, change: Mapping[str, str], told: str) -> Changed:
    filing = bureau.narrative(year)
    data = with_text(filing.data, filing.form, change)
    return (replace(filing, data=data), *bureau.filings(year)[1:]), told


def _in_word(bureau: Bureau, year: int, spot: Spot, change: Callable[[Paragraph, Run], None]) -> Changed:
    """The report in Word; ``change`` is given the run of one number and its paragraph up to there."""
    filing = bureau.narrative(year)
    lines = text_of(filing.data, filing.form).rstrip("\n").split("\n")
    document = docx.Document(io.BytesIO(as_docx(lines)))
    paragraph = next(p for p in document.paragraphs if spot.before + spot.number in p.text)
    before, after = paragraph.text.split(spot.before + spot.number)
    paragraph.clear()
    paragraph.add_run(before + spot.before)
    change(paragraph, paragraph.add_run(spot.number))
    paragraph.add_run(after)
    buffer = io.BytesIO()
    document.save(buffer)
    sent = Filing(f"{filing.name.rsplit('.', 1)[0]}.docx", "docx", buffer.getvalue(), filing.received_at)
    return (sent, *bureau.filings(year)[1:]), f"{spot.name} {spot.number}"


def _narrative_of(bureau: Bureau, year: int, figures: Mapping[str, float]) -> tuple[Filing, ...]:
    """The report as if some figures were others."""
    told = {**bureau.figures, year: {**bureau.figures[year], **figures}}
    return (replace(bureau, figures=told).narrative(year), *bureau.filings(year)[1:])


def _told(bureau: Bureau, year: int) -> list[int]:
    return [n for n in range(len(PARAGRAPHS)) if n != bureau.skipped[year]]


# how a number is written


def percent_as_fraction(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """A rate as a share of one, with the sign of percent."""
    spot = _spot(
        bureau, year, random, lambda s: s.name.endswith("_rate") and s.name != "head_appearance_rate"
    )
    number = f"{float(spot.number) / 100:.4f}".rstrip("0").rstrip(".")
    return _report(bureau, year, spot.change(number), f"{spot.name} {spot.number} → {number}%")


def thousands_dot(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """A point where a comma separates the thousands."""
    spot = _spot(bureau, year, random, lambda s: _count(s, 1000))
    number = f"{int(spot.number):,}".replace(",", ".")
    return _report(bureau, year, spot.change(number), f"{spot.name} {spot.number} → {number}")


def letters_for_digits(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """A scan read by a machine: O for nought, l for one."""
    spot = _spot(bureau, year, random, lambda s: _count(s) and bool(set(s.number) & {"0", "1"}))
    number = spot.number.translate(str.maketrans("01", "Ol"))
    return _report(bureau, year, spot.change(number), f"{spot.name} {spot.number} → {number}")


def blank_in_number(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """A number torn by a blank, as conversions from PDF leave it."""
    spot = _spot(bureau, year, random, lambda s: _count(s, 100))
    number = f"{spot.number[0]} {spot.number[1:]}"
    return _report(bureau, year, spot.change(number), f"{spot.name} {spot.number} → {number}")


def decimal_comma(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """A comma where the decimals begin."""
    spot = _spot(bureau, year, random, lambda s: s.style == "wan" and "." in s.number)
    number = spot.number.replace(".", ",")
    return _report(bureau, year, spot.change(number), f"{spot.name} {spot.number} → {number}")


def hundred_million(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """亿元 where 万元 is meant."""
    spot = _spot(bureau, year, random, lambda s: s.style == "wan")
    wan = f"{spot.before}{spot.number}万元"
    return _report(bureau, year, {wan: wan.replace("万元", "亿元")}, f"{spot.name} {spot.number}亿元")


def footnote_mark(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """The mark of a footnote, raised in Word and glued to its number."""
    spot = _spot(bureau, year, random, _count)

    def mark(paragraph: Paragraph, run: Run) -> None:
        paragraph.add_run("1").font.superscript = True

    return _in_word(bureau, year, spot, mark)


def footnote_in_text(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """The same in a circle, as plain texts have it."""
    spot = _spot(bureau, year, random, _count)
    return _report(bureau, year, spot.change(f"{spot.number}①"), f"{spot.name} {spot.number}①")


def struck_out(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """A draft figure struck out, the right one after it."""
    spot = _spot(bureau, year, random, _count)

    def strike(paragraph: Paragraph, run: Run) -> None:
        run.text, run.font.strike = str(int(spot.number) + 7), True
        paragraph.add_run(spot.number)

    return _in_word(bureau, year, spot, strike)


def hidden_words(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """A draft figure that Word does not show."""
    spot = _spot(bureau, year, random, _count)

    def hide(paragraph: Paragraph, run: Run) -> None:
        run.text, run.font.hidden = str(int(spot.number) * 2), True
        paragraph.add_run(spot.number)

    return _in_word(bureau, year, spot, hide)


# what stands where


def cases_as_persons(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """The number of cases given as that of the people in them."""
    pairs = {"arb_workers_involved": "arb_cases_accepted", "wage_clues_workers": "wage_clues_received"}
    spot = _spot(bureau, year, random, lambda s: s.name in pairs)
    number = printed(bureau.figures[year][pairs[spot.name]])
    return _report(bureau, year, spot.change(number), f"{spot.name} {spot.number} → {number}")


def persons_as_cases(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """Cases and people with their units exchanged."""
    spot = _spot(bureau, year, random, lambda s: s.name == "arb_workers_involved")
    text = f"劳动者{spot.number}人"
    return _report(bureau, year, {text: f"劳动者{spot.number}件"}, f"{spot.name} {spot.number}件")


def decimals_cut(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """An amount without what follows its point."""
    spot = _spot(bureau, year, random, lambda s: s.style == "wan" and "." in s.number)
    return _report(bureau, year, spot.change(spot.number.split(".")[0]), f"{spot.name} {spot.number}")


def neighbours_passage(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """The passage of another county, pasted over the bureau's own."""
    both = [n for n in _told(bureau, year) if n in _told(other, year) and PARAGRAPHS[n].topic == "劳动监察"]
    if not both:
        raise NoFault
    own, pasted = (filled(b.wordings[both[0]], b.figures[year]) for b in (bureau, other))
    return _report(bureau, year, {own: pasted}, f"{PARAGRAPHS[both[0]].topic} of {other.place.code}")


def passage_twice(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """A passage that stands there twice, the second time with the figures of a draft."""
    number = random.choice(_told(bureau, year))
    figures, wording = bureau.figures[year], bureau.wordings[number]
    draft = {
        name: value if name.endswith("_rate") else round(value * 1.1 + 1) for name, value in figures.items()
    }
    own = filled(wording, figures)
    return _report(bureau, year, {own: own + filled(wording, draft)}, PARAGRAPHS[number].topic)


def half_year(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """The figures of the first half of the year in the report about the year."""
    counts = {n: v for n, v in bureau.figures[year].items() if not n.endswith("_rate")}
    half = {name: float(round(value / 2)) for name, value in counts.items()}
    return _narrative_of(bureau, year, half), "half of every figure"


def added_up_years(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """What was done since three years ago, given as the year's."""
    names = ("pub_events", "pub_materials", "pub_consultations")
    sums = {name: sum(bureau.figures[y][name] for y in range(year - 2, year + 1)) for name in names}
    return _narrative_of(bureau, year, sums), "three years"


def year_in_passing(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """A sentence that still names the year before, with this year's figures."""
    number = next(n for n in _told(bureau, year) if PARAGRAPHS[n].topic in ("劳动监察", "根治欠薪"))
    own = filled(bureau.wordings[number], bureau.figures[year])
    return _report(bureau, year, {own: f"{year - 1}年，{own}"}, f"{PARAGRAPHS[number].topic} {year - 1}年")


def file_of_another_year(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """A year in the name of the form that its sheets do not bear."""
    filing = bureau.workbook(year)
    name = filing.name.replace(str(year), str(year - 1))
    return (bureau.narrative(year), replace(filing, name=f"再_{name}")), name


def city_figure(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """The city's figure in a county's report, said to be the city's."""
    spot = _spot(bureau, year, random, lambda s: s.name == "ins_employers_inspected")
    start = "主动检查用人单位"
    change = {f"{start}{spot.number}": f"全市{start}{int(spot.number) * 11}"}
    return _report(bureau, year, change, f"{spot.name} {spot.number} × 11")


IN_TEXTS: tuple[Making, ...] = (
    percent_as_fraction,
    thousands_dot,
    letters_for_digits,
    blank_in_number,
    decimal_comma,
    hundred_million,
    footnote_mark,
    footnote_in_text,
    struck_out,
    hidden_words,
    cases_as_persons,
    persons_as_cases,
    decimals_cut,
    neighbours_passage,
    passage_twice,
    half_year,
    added_up_years,
    year_in_passing,
    file_of_another_year,
    city_figure,
)
"""All kinds."""
