"""Which difficulties of writing a fact shows, so that the corpus can prove that it holds them all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from marked_reports import GoldFact, MarkedReport

_CHINESE_NUMERAL = re.compile(r"[零〇一二三四五六七八九十百千两]")
_THOUSANDS = re.compile(r"\d[,，  ]\d{3}")
_FULL_WIDTH = re.compile(r"[０-９]")
_HEDGE_AFTER = re.compile(r"\s*(余|多(?!元化)|\S{0,3}以上|\S{0,3}(左右|上下))")
_HEDGE_BEFORE = re.compile(r"(近|约|不足|不到|超过?|突破|至少|逾)\s*$")
_HEDGE_WITHIN = re.compile(r"[余多]")

Test = Callable[[MarkedReport, GoldFact], bool]

PHENOMENA: Mapping[str, Test] = {
    "chinese numeral": lambda _, f: not f.in_words and bool(_CHINESE_NUMERAL.search(f.number_text)),
    "in words": lambda _, f: f.in_words,
    "zero": lambda _, f: f.value == 0,
    "full-width digits": lambda _, f: bool(_FULL_WIDTH.search(f.number_text)),
    "thousands separator": lambda _, f: bool(_THOUSANDS.search(f.number_text)),
    "wan or yi": lambda _, f: bool(re.search("[万亿]", f.number_text)),
    "percent": lambda _, f: f.unit == "%",
    "broken line or blank inside": lambda _, f: not f.in_words and bool(re.search(r"\s", f.number_text)),
    "line break before the number": lambda r, f: r.text[f.start - 1] == "\n",
    "table cell": lambda r, f: r.text[f.start - 1] == "\t",
    "at least": lambda _, f: f.qualifier == "at_least",
    "at most": lambda _, f: f.qualifier == "at_most",
    "about": lambda _, f: f.qualifier == "approx",
    "range": lambda _, f: f.qualifier == "range",
    "claimed": lambda _, f: f.assertion == "claimed",
    "problem": lambda _, f: f.assertion == "problem",
    "event": lambda _, f: f.periods[0] == "event",
    "part of the year": lambda _, f: f.periods[0] in ("ytd", "range"),
    "several years": lambda _, f: f.periods[0] == "multi_year",
    "rating of another year": lambda _, f: f.periods[0] == "other_reference_year",
    "whole system": lambda _, f: f.scopes[0] == "system",
    "township": lambda _, f: "township" in f.scopes,
    "arguable": lambda _, f: f.arguable,
    "value equal to the year": lambda r, f: f.value == r.identity.year,
}


def is_hedged(report: MarkedReport, fact: GoldFact) -> bool:
    """Whether a hedge (余, 近, 以上, 左右 …) stands in or right beside the number."""
    after, before = report.text[fact.end : fact.end + 8], report.text[max(0, fact.start - 4) : fact.start]
    return bool(
        _HEDGE_AFTER.match(after)
        or _HEDGE_BEFORE.search(before)
        or (not fact.in_words and _HEDGE_WITHIN.search(fact.number_text))
    )


def one_number_for_two_indicators(report: MarkedReport) -> int:
    """How many numbers of a report carry more than one undisputed indicator."""
    spans = Counter(fact.start for fact in report.facts if not fact.arguable)
    return sum(1 for number in spans.values() if number > 1)


def scopes_side_by_side(report: MarkedReport) -> int:
    """How many indicators a report gives both for the agency itself and for its whole region."""
    seen: dict[str, set[str]] = {}
    for fact in report.facts:
        seen.setdefault(fact.indicator_id, set()).add(fact.scopes[0])
    return sum(1 for scopes in seen.values() if {"own", "region"} <= scopes)


def count_phenomena(reports: Iterable[MarkedReport]) -> Counter[str]:
    """Facts by phenomenon; a fact counts under each that it shows."""
    counts: Counter[str] = Counter(dict.fromkeys(PHENOMENA, 0))
    for report in reports:
        counts.update(
            name for fact in report.facts for name, shows in PHENOMENA.items() if shows(report, fact)
        )
        counts["one number for two indicators"] += one_number_for_two_indicators(report)
        counts["own and region side by side"] += scopes_side_by_side(report)
    return counts
