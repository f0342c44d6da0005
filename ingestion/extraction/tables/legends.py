"""Legends: what each number of the groups below them means (括号内为市本级数, 申请/受理依次为…)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from catalog import Catalog
from ingestion.extraction.tables.tablewords import PLACES, LegendWords, legend_words, table_words
from ingestion.quantities.compiled import compiled_once

STRONG = "。;:\n"
NUMBER = r"[-+]?\d[\d,]*(?:\.\d+)?[万亿]?"
LEGEND = re.compile(r"\(([^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)")
SLASHES = re.compile("[/|]")
BEHIND_FIRST = re.compile(r"[(/|] ?[-+]?\d")
"""What stands before the second number of every group."""
UNKNOWN = "?"
"""The name of a place whose meaning cannot be known: all numbers under its legend wait."""
BOTH = 2
"""So many numbers are meant by a legend that speaks of both."""
MAX_LEAD = 60


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


@dataclass(frozen=True, slots=True)
class Legend:
    """What the numbers of each group between ``body`` and ``end`` are called, in the order of the group."""

    lead: int
    """Where the words begin that the legend stands behind …"""
    start: int
    """… where it stands itself …"""
    body: int
    """… and where what it speaks for begins."""
    end: int
    names: tuple[str, ...]
    """The name of each place; that of the number outside brackets may be left out."""
    unit: str
    groups: tuple[Group, ...]
    whole: bool = True
    """Whether it speaks for all that follows it, not for one group alone."""
    tail: str = ""
    """What stands between it and the first number that follows directly (分别为)."""

    def up_to(self, end: int) -> Legend:
        """The legend where another one begins to speak."""
        end = max(self.body, min(self.end, end))
        return replace(self, end=end, groups=tuple(group for group in self.groups if group.end <= end))

    def gone_on(self, start: int) -> tuple[Legend, ...]:
        """The legend of a whole text behind one of a paragraph; no other one speaks on."""
        groups = tuple(group for group in self.groups if group.start >= start)
        of_text = self.whole and self.lead == self.body
        return (
            (replace(self, lead=start, start=start, body=start, groups=groups),) if of_text and groups else ()
        )

    def behind(self, start: int) -> Legend:
        """The legend without words that belong to an earlier one."""
        return replace(self, lead=max(self.lead, start))


class Legends:
    """Finds the legends of texts in uniform spelling."""

    def __init__(self, catalog: Catalog) -> None:
        self.words, table = legend_words(catalog), table_words(catalog)
        self._unit_said, self._changes = table.unit_said, table.changes
        words = self.words
        unit = words.unit
        number = rf"({NUMBER})({unit}?)"
        self._single = re.compile(number)
        self._bracketed = re.compile(rf"{number}\({number}(?:[,、/;]{number})*\)({unit}?)")
        self._slashed = re.compile(rf"(?<![\d/.-]){number}(?: ?[/|] ?{number})+(?![\d/-])")
        name = r"[一-龥\d“”\-~]{1,16}"
        self._bare = re.compile(
            rf"([一-龥]{{2,16}}(?:/[一-龥]{{1,12}}?){{1,4}})(?:{words.in_order.pattern}|:)+(?=\d)"
        )
        self._named = re.compile(rf"{name}(?:[/|]{name}){{1,4}}")

    def found_in(self, text: str) -> tuple[Legend, ...]:
        """All legends that groups follow, none of which lies in what an earlier one speaks for."""
        if BEHIND_FIRST.search(text) is None:
            return ()
        found: list[Legend] = []
        for legend in sorted(
            (*self._in_brackets(text), *self._global(text), *self._in_order(text)), key=_place
        ):
            outer = found[-1] if found else None
            if outer is not None and legend.lead >= outer.body and legend.groups and outer.whole:
                found[-1] = outer.up_to(legend.lead)
            if legend.groups and (not found or legend.start >= found[-1].end):
                found.append(legend.behind(found[-1].end if found else 0))
                found += outer.gone_on(legend.end) if outer is not None else ()
        return tuple(legend for legend in found if legend.groups)

    def _in_brackets(self, text: str) -> Iterator[Legend]:
        """Legends that stand in brackets before a colon, at the head of a line, or before their one group."""
        for match in LEGEND.finditer(text):
            inside, unit = self._without_unit(match[1])
            names, slashed = self._names(inside)
            if not names:
                continue
            body, whole = self._body(text, match)
            if body is None:
                continue
            end = self._end(text, body, names, slashed) if whole else self._near(text, body, slashed)
            lead, tail = _lead(text, match.start()), "" if whole else text[match.end() : body]
            groups = self._groups(text, body, end, names, slashed, unit)
            yield Legend(lead, match.start(), body, end, names, unit, groups, whole, tail)

    def _global(self, text: str) -> Iterator[Legend]:
        """A sentence for all that follows (以下括号内均为2018年数)."""
        for match in self.words.statement.finditer(text):
            lead, end = _lead(text, match.start()), text.find("。", match.end())
            if end < 0 or self.words.beyond.search(text, lead, match.start()) is None:
                continue
            if text.rfind("(", lead, match.start()) > text.rfind(")", lead, match.start()):
                continue
            names, slashed = self._names(text[match.start() : end])
            groups = self._groups(text, end + 1, len(text), names, slashed, "") if names else ()
            yield Legend(end + 1, end + 1, end + 1, len(text), names, "", groups)

    def _in_order(self, text: str) -> Iterator[Legend]:
        """Names with slashes between them, and directly behind them as many numbers."""
        if "/" not in text:
            return
        for match in self._bare.finditer(text):
            names = tuple(match[1].split("/"))
            if self.words.no_counts.search(names[-1]):
                names = (UNKNOWN,) * len(names)
            end = self._first(text, match.end(), True)
            groups = self._groups(text, match.end(), end, names, True, "")
            lead = _lead(text, match.start())
            yield Legend(lead, match.start(), match.end(), end, names, "", groups, whole=False)

    def _without_unit(self, inside: str) -> tuple[str, str]:
        """A legend without the measure word that it tells (单位:件,括号内为…), and that."""
        said = self._unit_said.match(inside)
        if said is None:
            return inside, ""
        unit, _, rest = inside[said.end() :].replace(";", ",").partition(",")
        return rest, unit

    def _names(self, inside: str) -> tuple[tuple[str, ...], bool]:
        """What a legend calls each number of a group, and whether slashes stand between them."""
        if self._named.fullmatch(inside):
            return tuple(SLASHES.split(inside)), True
        said: dict[str, str] = {}
        for match in self.words.statement.finditer(inside):
            place = next(name for name in PLACES if match[name] is not None)
            said[place] = match["label"]
        names, slashed = _in_places(said, self.words)
        timed = self.words.times.search(self.words.statement.sub("", inside)) is not None
        return (UNKNOWN,) * len(names) if timed else names, slashed

    def _body(self, text: str, match: re.Match[str]) -> tuple[int | None, bool]:
        """Where what a legend speaks for begins, and whether that is all that follows, not one group."""
        behind = match.end()
        order = self.words.in_order.match(text, behind)
        told = order.end() if order is not None else behind
        if text[told : told + 1] == ":":
            return told + 1, True
        if self._slashed.match(text, told) or self._bracketed.match(text, told):
            return told, False
        head = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
        if not head or text[behind : behind + 1] in ("\n", ""):
            return behind, True
        return None, False

    def _first(self, text: str, at: int, slashed: bool) -> int:
        """Where the group ends that stands there."""
        match = (self._slashed if slashed else self._bracketed).match(text, at)
        return match.end() if match is not None else at

    def _near(self, text: str, body: int, slashed: bool) -> int:
        """The end of the one group with slashes that stands there, or of a sentence with brackets."""
        return self._first(text, body, True) if slashed else _until(text, body, STRONG)

    def _end(self, text: str, body: int, names: tuple[str, ...], slashed: bool) -> int:
        """The end of the paragraph; for a legend at the end of a line, of the last line below with groups."""
        end = _line_end(text, body)
        if text[body:end].strip():
            return end
        while end < len(text):
            following = _line_end(text, end + 1)
            if not self._groups(text, end, following, names, slashed, "") and text[end:following].strip():
                break
            end = following
        return end

    def _groups(
        self, text: str, start: int, end: int, names: tuple[str, ...], slashed: bool, unit: str
    ) -> tuple[Group, ...]:
        """The groups of a stretch that have as many numbers as there are names."""
        pattern = self._slashed if slashed else self._bracketed
        alike = self._changes.search(names[-1]) is None
        groups = (self._group(match, unit, alike) for match in pattern.finditer(text, start, end))
        return tuple(group for group in groups if len(group.numbers) == len(names))

    def _group(self, match: re.Match[str], common: str, alike: bool) -> Group:
        """A group; the last of its numbers shares its measure word with the others where they are alike."""
        text, at = match.string, match.start()
        found = list(self._single.finditer(text, at, match.end()))
        last = "" if match.group().endswith(")") or not alike else _scale(found[-1][1]) + found[-1][2]
        behind = match[match.re.groups] if match.re is self._bracketed else ""
        shared = (behind if alike else "") or last or common
        return Group(at, match.end(), tuple(_number(m, shared) for m in found))


def _scale(number: str) -> str:
    return number.lstrip("+-0123456789.,")


def _number(match: re.Match[str], shared: str) -> Number:
    """A number with the measure word that it has, or shares with the others (27.6/25.1万元)."""
    unit = match[2] or (shared.lstrip(_scale(match[1])) if _scale(match[1]) else shared)
    return Number(match.start(1), match.end(1), unit)


@compiled_once
def legends(catalog: Catalog) -> Legends:
    """The finder of the words of ``catalog``."""
    return Legends(catalog)


def _in_places(said: Mapping[str, str], words: LegendWords) -> tuple[tuple[str, ...], bool]:
    """The names in the order of a group; that of the number outside brackets may be left out."""
    for both, slashed, order in (("both", True, 1), ("out_in", False, 1), ("in_out", False, -1)):
        if both in said:
            names = tuple(words.joined.split(said[both]))[::order]
            return (names, slashed) if len(names) == BOTH else ((), slashed)
    if "inside" in said:
        return (said.get("outside", ""), *words.listed.split(said["inside"])), False
    if "before" in said and "after" in said:
        return (said["before"], said["after"]), True
    return (), False


def _place(legend: Legend) -> tuple[int, int]:
    return legend.body, legend.lead


def _lead(text: str, at: int) -> int:
    """Where the clause begins that stands before a legend."""
    return max(text.rfind(mark, max(0, at - MAX_LEAD), at) for mark in STRONG) + 1 or max(0, at - MAX_LEAD)


def _line_end(text: str, at: int) -> int:
    return _until(text, at, "\n")


def _until(text: str, at: int, marks: str) -> int:
    return min((end for end in (text.find(mark, at) for mark in marks) if end >= 0), default=len(text))
