"""Groups: numbers that stand together for one thing, and share a measure word (312(287)件, 41/40/38件)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from catalog import Catalog
from ingestion.extraction.tables.tablewords import legend_words, table_words
from ingestion.quantities.compiled import compiled_once

NUMBER = r"[-+]?\d[\d,]*(?:\.\d+)?[万亿]?"


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a group as it is printed, and the measure word that it has or shares."""

    start: int
    end: int
    unit: str


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers that stand together for one thing (312件(287件), 41/40/38)."""

    start: int
    end: int
    numbers: tuple[Number, ...]


class Groups:
    """Finds the groups of texts in uniform spelling."""

    def __init__(self, catalog: Catalog) -> None:
        words = legend_words(catalog)
        self._changes = table_words(catalog).changes
        number = rf"({NUMBER})({words.unit}?)"
        legend = rf"(?:[,;:](?=[^()\n]*{words.places['inside'].pattern})[^()\n]*)?"
        self._single = re.compile(number)
        self._bracketed = re.compile(rf"{number}\({number}(?:[,、/;]{number})*{legend}\)({words.unit}?)")
        self._slashed = re.compile(rf"(?<![\d/.-]){number}(?: ?[/|] ?{number})+(?![\d/-])")

    def first(self, text: str, at: int, slashed: bool) -> int:
        """Where the group ends that stands there; there itself where none does."""
        match = (self._slashed if slashed else self._bracketed).match(text, at)
        return match.end() if match is not None else at

    def stands_at(self, text: str, at: int) -> bool:
        """Whether a group of any kind stands there."""
        return self.first(text, at, True) != at or self.first(text, at, False) != at

    def any_between(self, text: str, start: int, end: int) -> bool:
        """Whether a group of any kind stands in a stretch."""
        return any(kind.search(text, start, end) for kind in (self._slashed, self._bracketed))

    def before(self, text: str, start: int, end: int) -> bool:
        """Whether a group with brackets ends a stretch."""
        return any(match.end() == end for match in self._bracketed.finditer(text, start, end))

    def found(
        self, text: str, start: int, end: int, names: tuple[str, ...], slashed: bool, unit: str
    ) -> tuple[Group, ...]:
        """The groups of a stretch that have as many numbers as there are names."""
        pattern = self._slashed if slashed else self._bracketed
        alike = self._changes.search(names[-1]) is None
        groups = (self._group(match, unit, alike) for match in pattern.finditer(text, start, end))
        return tuple(group for group in groups if len(group.numbers) == len(names))

    def _group(self, match: re.Match[str], common: str, alike: bool) -> Group:
        """A group; the last of its numbers shares its measure word with the others where they are alike."""
        found = list(self._numbers(match))
        last = "" if match.group().endswith(")") or not alike else _scale(found[-1][1]) + found[-1][2]
        behind = match[match.re.groups] if match.re is self._bracketed else ""
        shared = (behind if alike else "") or last or common
        return Group(match.start(), match.end(), tuple(_number(m, shared) for m in found))

    def _numbers(self, match: re.Match[str]) -> Iterator[re.Match[str]]:
        """The numbers of a group, without those in a legend that stands in its bracket."""
        at, end = match.start(), match.end()
        while (found := self._single.match(match.string, at, end)) is not None:
            yield found
            at = found.end()
            while at < end and match.string[at] in BETWEEN:
                at += 1


BETWEEN = "()[,、/;| "
"""What stands between the numbers of a group."""


def _scale(number: str) -> str:
    return number.lstrip("+-0123456789.,")


def _number(match: re.Match[str], shared: str) -> Number:
    """A number with the measure word that it has, or shares with the others (27.6/25.1万元)."""
    unit = match[2] or (shared.lstrip(_scale(match[1])) if _scale(match[1]) else shared)
    return Number(match.start(1), match.end(1), unit)


@compiled_once
def groups(catalog: Catalog) -> Groups:
    """The finder of the words of ``catalog``."""
    return Groups(catalog)
