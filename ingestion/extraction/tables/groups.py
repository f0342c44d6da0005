"""Groups: numbers that stand together for one thing, and share a measure word (312(287)件, 41/40/38件)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from catalog import Catalog
from ingestion.extraction.tables.table_words import legend_words, table_words
from ingestion.quantities.compiled import compiled_once

NUMBER = r"[-+]?\d++(?:,\d++)*+(?:\.\d+)?[万亿]?"
"""It takes all of its digits at once: a bracket that never closes is read in one way, not in each."""
BEHIND_FIRST = re.compile(r"[(/|] ?[-+]?\d")
"""What stands before the second number of every group with slashes or brackets."""
BETWEEN = "()[,、/;| "
"""What stands between the numbers of a group."""

Kind = Literal["slashes", "brackets", "pairs"]
"""What the numbers of a group stand between: 41/40件, 312件(287件), or nothing but a mark: 312件、287件."""


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
        number, whole = rf"({NUMBER})({words.unit}?)", rf"{NUMBER}{words.unit}?+"
        legend = rf"(?:[,;:](?=[^()\n]*{words.places['inside'].pattern})[^()\n]*)?"
        self._single = re.compile(number)
        self._former = words.places["former"]
        self.kinds: dict[Kind, re.Pattern[str]] = {
            "slashes": re.compile(rf"(?<![\d/.-]){number}(?: ?[/|] ?{number})+(?![\d/-])"),
            "brackets": re.compile(
                rf"(?<!\d)(?<!\d,){number}\({number}(?:[,、/;]{number})*{legend}\)({words.unit}?)"
            ),
            "pairs": re.compile(rf"(?<![\d/.、-]){whole}{words.joined.pattern}{whole}(?![\d/.、(-])"),
        }

    def end_of(self, text: str, at: int, kind: Kind) -> int:
        """Where the group ends that stands there; there itself where none does."""
        match = self.kinds[kind].match(text, at)
        return match.end() if match is not None else at

    def stands_at(self, text: str, at: int) -> bool:
        """Whether a group with slashes or brackets stands there."""
        return self.end_of(text, at, "slashes") != at or self.end_of(text, at, "brackets") != at

    def any_in(self, text: str) -> bool:
        """Whether a text has groups that a legend may speak of."""
        beside = BEHIND_FIRST.search(text) is not None
        if beside and any(self.kinds[kind].search(text) for kind in ("slashes", "brackets")):
            return True
        return self._former.search(text) is not None and self.kinds["pairs"].search(text) is not None

    def alike(self, names: Sequence[str]) -> bool:
        """Whether all numbers of groups with these names may share a measure word."""
        return self._changes.search(names[-1]) is None

    def group(self, match: re.Match[str], common: str, alike: bool) -> Group:
        """A group; the last of its numbers shares its measure word with the others where they are alike."""
        found = list(self._numbers(match))
        last = "" if match.group().endswith(")") or not alike else _scale(found[-1][1]) + found[-1][2]
        behind = match[match.re.groups] if match.re is self.kinds["brackets"] else ""
        shared = (behind if alike else "") or last or common
        return Group(match.start(), match.end(), tuple(_number(m, shared) for m in found))

    def _numbers(self, match: re.Match[str]) -> Iterator[re.Match[str]]:
        """The numbers of a group, without those in a legend that stands in its bracket."""
        at, end = match.span()
        if match.re is self.kinds["pairs"]:
            yield from self._single.finditer(match.string, at, end)
            return
        while (found := self._single.match(match.string, at, end)) is not None:
            yield found
            at = found.end()
            while at < end and match.string[at] in BETWEEN:
                at += 1


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
