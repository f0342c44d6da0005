"""The words of lists of years, see ``catalog/lexicon/lists.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from catalog import Catalog
from ingestion.extraction.text.dates import DIGITS_OF_YEAR, NUMBER_OF_MONTH, SEVERAL, TO
from ingestion.extraction.words.wordlist import any_word, one_of
from ingestion.quantities.compiled import compiled_once
from ingestion.quantities.numerals import numeral_value

MOST_YEARS = 6
BLANKS = r"[ ]?"


@dataclass(frozen=True, slots=True)
class YearList:
    """Years that are told side by side; this year is 0, the one before it -1, where no number tells them."""

    start: int
    end: int
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class YearWords:
    """Any year, several of them side by side, and so many years without their names."""

    one: re.Pattern[str]
    several: re.Pattern[str]
    stretch: re.Pattern[str]
    counted: re.Pattern[str]
    """So many years (两年, 两个年度)."""
    each: re.Pattern[str]
    """All that may be said of numbers without their noun (分别为)."""
    summed: re.Pattern[str]
    """So many in all of them."""
    in_order: re.Pattern[str]
    """That something is told in the order of years that are named beside it …"""
    figures: re.Pattern[str]
    """… and that figures are."""
    named: Mapping[str, int]

    turn: re.Pattern[str]
    """A year and no more before a number (上年为)."""
    began: re.Pattern[str]
    """At the beginning of the year: at the head of a piece, or at its end …"""
    ending: re.Pattern[str]
    """… and at its end, or now."""
    being: re.Pattern[str]
    """All that only says that there were so many (为)."""

    def alone(self, text: str, start: int, end: int) -> int | None:
        """The year that a stretch names where it says nothing else."""
        found = self.turn.fullmatch(text, start, end)
        return None if found is None else self._year(found)

    def beginning(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """Where a stretch says that it tells of the beginning of the year."""
        found = self.began.search(text, start, end)
        return None if found is None else found.span()

    def lists(self, text: str, start: int, end: int) -> list[YearList]:
        """The lists of years in a stretch."""
        found = [YearList(*m.span(), self._each(m.group())) for m in self.several.finditer(text, start, end)]
        found += [YearList(*m.span(), _from_to(m)) for m in self.stretch.finditer(text, start, end)]
        return sorted((f for f in found if 1 < len(set(f.years)) == len(f.years)), key=lambda f: f.start)

    def order(self, text: str, start: int, end: int) -> tuple[int, ...]:
        """The order in which a stretch tells of several years, time after time; nothing where it changes."""
        told = self._each(text[start:end])
        first = tuple(dict.fromkeys(told))
        turns = [told[at : at + len(first)] for at in range(0, len(told), len(first) or 1)]
        return first if all(turn == first for turn in turns) else ()

    def tells_one(self, text: str, start: int, end: int) -> bool:
        """Whether a year is named in a stretch."""
        return self.one.search(text, start, end) is not None

    def _each(self, text: str) -> tuple[int, ...]:
        return tuple(self._year(match) for match in self.one.finditer(text))

    def _year(self, match: re.Match[str]) -> int:
        if match["year"]:
            return int(numeral_value(match["year"]))
        return -self.named[match["name"]]


def _from_to(match: re.Match[str]) -> tuple[int, ...]:
    """All years of a stretch, where they are not too many."""
    years = range(int(match["first"]), int(match["last"]) + 1)
    return tuple(years) if len(years) <= MOST_YEARS else ()


@compiled_once
def year_words(catalog: Catalog) -> YearWords:
    """The words of ``catalog``."""
    data, periods = catalog.lexicon["lists"], catalog.lexicon["periods"]
    narrowing = catalog.lexicon["narrowing"]
    names = any_word(data["years_by_name"])
    joined = rf"(?:[、/|]|{any_word(data['conjunctions'])})"
    same = one_of(catalog.lexicon["stances"]["comparison"]["same_time"]).pattern
    said = rf"{same}?{one_of(data['said_of_years']).pattern}?"
    digits, full = f"(?:{DIGITS_OF_YEAR})", rf"(?:(?:{DIGITS_OF_YEAR}){BLANKS}年度?|{names})"
    counted = rf"{SEVERAL}{one_of(data['counted_years']).pattern}"
    either = rf"(?:{full}{said}|{digits})"
    parts = (*periods["edges"], *periods["ends"], *periods["halves"], *periods["first_months"])
    part = rf"第?{NUMBER_OF_MONTH}(?:季|个?月)|{one_of(parts).pattern}"
    several = (
        rf"{either}(?:{joined}{either})*{joined}(?:{full}{said}|{digits}(?={BLANKS}{counted}))"
        rf"(?:{BLANKS}{counted})?"
    )
    apart = rf"(?<![\d、/|])(?:{several})(?![、/|\d]|{part})"
    behind = rf"{BLANKS}年|[、/|]|{any_word(data['conjunctions'])}|{BLANKS}{counted}"
    one = rf"(?P<year>{DIGITS_OF_YEAR})(?={behind})"
    being = rf"[{data['with_each_year']} ]*"
    begins, ends = (one_of(words).pattern for words in (narrowing["at_the_beginning"], periods["now"]))
    each = one_of((*data["respectively"], *data["each_of_them"])).pattern
    return YearWords(
        one=re.compile(rf"(?<!\d)(?:{one}|(?P<name>{names}))"),
        several=re.compile(apart),
        stretch=re.compile(rf"(?P<first>(?:19|20)\d\d)年?{TO}(?P<last>(?:19|20)\d\d)年"),
        counted=re.compile(counted),
        each=re.compile(rf"[,:() ]*(?:{each}|[{data['with_each_year']} ])*"),
        in_order=one_of(data["in_order_of_years"]),
        figures=one_of(data["figures"]),
        turn=re.compile(rf"[ ]*(?:(?P<year>{DIGITS_OF_YEAR}){BLANKS}年度?|(?P<name>{names})){said}{being}"),
        began=re.compile(rf"(?<![^,。;:\n、()]){begins}|{begins}(?={being}$)"),
        ending=re.compile(rf"[ ]*{ends}{being}"),
        being=re.compile(being),
        summed=one_of(data["summed"]),
        named=data["years_by_name"],
    )
