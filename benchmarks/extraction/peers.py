"""Side by side with two public parsers, on the quantities that they can do.

cn2an turns a numeral into a number. It is given exactly the numeral, which this system has to find first.
jionlp finds and reads amounts of money in a text. Both are optional and not among the dependencies.
"""

from __future__ import annotations

import importlib
import importlib.util
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.extraction.measures import processor_time
from benchmarks.extraction.texts import marked_reports
from catalog import load_catalog
from ingestion.quantities import find_mentions

INSTALL = {"cn2an": "pip install cn2an", "jionlp": "pip install jionlp"}
SAME = 0.005
CHINESE = "零〇一二三四五六七八九十百千万亿两廿"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many of ``cases`` each reads right, and the seconds each takes over the same texts."""

    peer: str
    task: str
    cases: int
    peer_right: int
    ours_right: int
    peer_seconds: float
    our_seconds: float


def missing(peer: str) -> bool:
    """Whether a parser is not installed beside this environment."""
    return importlib.util.find_spec(peer) is None


def compare_with_cn2an() -> Comparison:
    """Numerals with Chinese characters (十二, 12.5万, 1.86亿): their value."""
    cn2an = importlib.import_module("cn2an")
    cases = [(report, fact) for report, fact in _plain_facts() if set(fact.number_text) & set(CHINESE)]
    numerals = [fact.number_text.rstrip("%％") for _, fact in cases]
    results: list[float | None] = []
    peer_seconds = processor_time(
        lambda: results.extend(_quiet(cn2an.cn2an, text, "smart") for text in numerals)
    )
    right = sum(_same(got, fact.value) for got, (_, fact) in zip(results, cases, strict=True))
    ours = _values_at_places()
    our_right = sum(_same(ours.get((report.identity.id, fact.start)), fact.value) for report, fact in cases)
    catalog = load_catalog()
    our_seconds = processor_time(lambda: [find_mentions(f"{text}件", catalog) for text in numerals])
    return Comparison(
        "cn2an", "汉字与万、亿数字的值", len(cases), right, our_right, peer_seconds, our_seconds
    )


def compare_with_jionlp() -> Comparison:
    """Amounts of money in whole reports: found and read."""
    jionlp = importlib.import_module("jionlp")
    catalog = load_catalog()
    texts = [report.text for report in marked_reports()]
    jionlp.ner.extract_money(texts[0], with_parsing=True)
    found: list[list[dict[str, Any]]] = []
    peer_seconds = processor_time(
        lambda: found.extend(jionlp.ner.extract_money(text, with_parsing=True) or [] for text in texts)
    )
    our_seconds = processor_time(lambda: [find_mentions(text, catalog) for text in texts])
    ids = {report.identity.id: money for report, money in zip(marked_reports(), found, strict=True)}
    cases = [(report, fact) for report, fact in _plain_facts() if fact.unit == "元"]
    right = sum(_money_right(ids[report.identity.id], fact) for report, fact in cases)
    ours = _values_at_places()
    our_right = sum(_same(ours.get((report.identity.id, fact.start)), fact.value) for report, fact in cases)
    return Comparison("jionlp", "全文中的金额", len(cases), right, our_right, peer_seconds, our_seconds)


COMPARISONS: Mapping[str, Callable[[], Comparison]] = {
    "cn2an": compare_with_cn2an,
    "jionlp": compare_with_jionlp,
}


def _plain_facts() -> Iterator[tuple[Any, Any]]:
    """Annotated figures with one value that a numeral writes, each number once."""
    for report in marked_reports():
        seen: set[int] = set()
        for fact in report.facts:
            if fact.start not in seen and fact.value is not None and not fact.in_words:
                seen.add(fact.start)
                yield report, fact


def _values_at_places() -> dict[tuple[str, int], float | None]:
    """What this system reads of every number, by report and by each character that the number covers."""
    catalog = load_catalog()
    return {
        (report.identity.id, place): mention.value
        for report in marked_reports()
        for mention in find_mentions(report.text, catalog)
        for place in range(mention.start, mention.end)
    }


def _quiet(work: Callable[..., Any], *arguments: object) -> float | None:
    """What a parser says, or None where it gives up."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return float(work(*arguments))
        except (ValueError, TypeError):
            return None


def _money_right(found: list[dict[str, Any]], fact: Any) -> bool:
    return any(
        money["offset"][0] < fact.end
        and fact.start < money["offset"][1]
        and _same(_lowest(money["detail"]["num"]), fact.value)
        for money in found
    )


def _lowest(number: Any) -> float:
    """An inexact amount is a pair of bounds; the printed number is the lower one."""
    return float(number[0] if isinstance(number, list) else number)


def _same(got: float | None, value: float) -> bool:
    return got is not None and abs(got - value) <= SAME
