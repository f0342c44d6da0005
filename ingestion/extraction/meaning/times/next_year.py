"""Reports that are written in the year after the one they tell of and call that one last year.

2022年1月14日 at the head, 去年 before what was done and 今年 before what is planned alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from catalog import Catalog
from ingestion.extraction.text.boundaries import STOP
from ingestion.extraction.text.dates import DIGITS_OF_YEAR, NUMBER_OF_MONTH
from ingestion.extraction.text.surroundings import STRONG
from ingestion.extraction.words.wordlist import each_alone, none_behind, one_of
from ingestion.quantities.compiled import compiled_once
from ingestion.quantities.normalise import normalise
from ingestion.quantities.numerals import numeral_value

LINES_OF_HEAD = 5
LINES_OF_END = 3
OPENING = 300
LONGEST_DATE = 40
"""A line that tells no more than who signs, and when."""
DATE = re.compile(rf"(?P<year>{DIGITS_OF_YEAR})[ ]?(?:年{NUMBER_OF_MONTH}月|[-/.]\d{{1,2}}[-/.]\d)")


class Words(NamedTuple):
    """The words of ``catalog`` for it, see ``catalog/lexicon/periods.yaml``."""

    last_year: re.Pattern[str]
    """The year before, where it is not only measured against."""
    this_year: re.Pattern[str]
    planned: re.Pattern[str]
    """Right behind this year: that something is planned."""
    goes_on: re.Pattern[str]
    """… or will be done, in a sentence that counts nothing."""
    done: re.Pattern[str]
    announced: re.Pattern[str]
    """An opening that says that the report is about the year before."""


@compiled_once
def _words(catalog: Catalog) -> Words:
    data: Mapping[str, Any] = catalog.lexicon["periods"]["next_year"]
    measured, last, silent = tuple(data["measuring"]), data["last_year"], rf"[^{STRONG}\d]"
    then = one_of(data["not_last_year"]).pattern
    planned, goes_on, reports = (one_of(data[name]).pattern for name in ("planned", "goes_on", "reports"))
    not_done = each_alone(data["done"], data["not_done"])
    return Words(
        re.compile(rf"(?:{none_behind(last, measured)})(?!{then})"),
        one_of(data["this_year"]),
        re.compile(rf"(?!{one_of(data['beginning']).pattern}){silent}{{0,4}}?{planned}"),
        re.compile(rf"{silent}{{0,8}}?{goes_on}"),
        re.compile(not_done),
        re.compile(rf"(?:{none_behind(last, measured)})(?!{then})[^。;\n]{{0,40}}?{reports}"),
    )


def speaks_from_next_year(text: str, year: int, catalog: Catalog) -> bool:
    """Whether a text about ``year`` was written in the next one and means ``year`` by 去年.

    So it does where it says 今年 of what is planned alone, or announces that it tells of 去年.
    """
    words = _words(catalog)
    if words.last_year.search(text) is None or not _dated(text, year + 1):
        return False
    normal = normalise(text)
    told = [_told_of(normal, found.end(), words) for found in words.this_year.finditer(normal)]
    if "done" in told:
        return False
    return "planned" in told or words.announced.search(normal, 0, OPENING) is not None


def _told_of(text: str, at: int, words: Words) -> str:
    """What a sentence tells of 今年, which ends at a place: plans, what goes on, or deeds."""
    stop = STOP.search(text, at)
    end = len(text) if stop is None else stop.start()
    if words.done.search(text, at, end):
        return "done"
    if words.planned.match(text, at, end):
        return "planned"
    counted = any(map(str.isdigit, text[at:end]))
    return "open" if not counted and words.goes_on.match(text, at, end) else "done"


def _dated(text: str, year: int) -> bool:
    """Whether the head of a text or its end, a line without a sentence, gives a month of a year."""
    return any(
        int(numeral_value(found["year"])) == year for line in _outer(text) for found in DATE.finditer(line)
    )


def _outer(text: str) -> Iterator[str]:
    """The lines of the head and of the end that tell no more than what it is, who signs, and when."""
    lines = [normalise(line).strip() for line in text.split("\n") if line.strip()]
    yield from (line for line in lines[:LINES_OF_HEAD] if STOP.search(line) is None)
    for line in lines[-LINES_OF_END:]:
        yield line[-LONGEST_DATE:] if line.endswith(")") else line if len(line) <= LONGEST_DATE else ""
