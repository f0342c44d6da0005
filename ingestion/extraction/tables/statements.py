"""Statements: what is said of one place of the groups (括号内为上年数, 上年数列于括号内, 前者为今年数)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog import Catalog
from ingestion.extraction.tables.table_words import BESIDE, PLACES, LegendWords, legend_words
from ingestion.quantities.compiled import compiled_once

UNKNOWN = "?"
"""The name of a place whose meaning cannot be known: all numbers under its legend wait."""
BOTH = 2
"""So many numbers are meant by a legend that speaks of both."""
MAX_LABEL = 24
RUN_ENDS = "。\n:"
PAIRS = (("before", "after", True), ("former", "latter", None), ("former", "after", None))
"""The places of a pair, and whether a slash stands between them; the second one may be called by its side."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one place is called, and where that is said."""

    start: int
    end: int
    place: str
    label: str


@dataclass(frozen=True, slots=True)
class Names:
    """What each number of a group is called, and what stands between them."""

    names: tuple[str, ...]
    """That of the number outside brackets may be left out."""
    slashed: bool | None = False
    """Slashes, or brackets, or where it is not told, either of them."""


NO_NAMES = Names(())


class Statements:
    """Finds and reads statements in uniform spelling."""

    def __init__(self, catalog: Catalog) -> None:
        self.words: LegendWords = legend_words(catalog)

    def found_in(self, text: str, start: int, end: int) -> Iterator[Statement]:
        """All statements of a stretch; the label stands behind its place, or before it."""
        words, at = self.words, start
        while (place := words.any_place.search(text, at, end)) is not None:
            at = place.end()
            for statement in self._told(text, place, start, end):
                yield statement
                at = start = statement.end
            if start == at and (other := self._short(text, at, end)) is not None:
                yield other
                at = start = other.end

    def _told(self, text: str, place: re.Match[str], start: int, end: int) -> tuple[Statement, ...]:
        """What is said of a place, or of two at once (括号外、括号内分别为今年、上年数)."""
        words, kind = self.words, _kind(place)
        if kind in BESIDE:
            told = self._beside(text, place, start, end, BESIDE[kind])
        else:
            joint = words.joined.match(text, place.end(), end)
            other = words.any_place.match(text, joint.end(), end) if joint is not None else None
            if other is not None:
                return self._both(text, place, other, end)
            told = self._behind(text, place, end, words.is_called, kind)
            told = told or self._before(text, place, start, words.called_before, kind)
        return () if told is None else (told,)

    def _short(self, text: str, at: int, end: int) -> Statement | None:
        """The other place of a pair, called by its side alone (斜线前为上年数,后为本年数)."""
        said = self.words.short.match(text, at, end)
        if said is None:
            return None
        kind = next(name for name in ("outside", "inside", "before", "after") if said[name])
        return Statement(said.start(), said.end(), kind, self._label(said["label"]))

    def _both(self, text: str, place: re.Match[str], other: re.Match[str], end: int) -> tuple[Statement, ...]:
        """What is said of two places at once; unless as many names are told, of neither it is known."""
        said = self.words.is_called.match(text, other.end(), end)
        if said is None:
            return ()
        labels = self.words.joined.split(self._label(said["label"]))
        first, second = labels if len(labels) == BOTH else (UNKNOWN, UNKNOWN)
        return (
            Statement(place.start(), place.end(), _kind(place), first),
            Statement(other.start(), said.end(), _kind(other), second),
        )

    def _beside(self, text: str, place: re.Match[str], start: int, end: int, kind: str) -> Statement | None:
        """What the numbers that are bracketed are called, or that stand at one side (上年数以括号标注)."""
        words = self.words
        told = self._before(text, place, start, words.called_beside, kind)
        if kind != "inside" or (told is not None and words.topics.fullmatch(told.label) is None):
            return told
        return self._behind(text, place, end, words.called_behind, kind) or told

    def _behind(
        self, text: str, place: re.Match[str], end: int, words: re.Pattern[str], kind: str
    ) -> Statement | None:
        """A label behind its place (括号内为上年数)."""
        said = words.match(text, place.end(), end)
        if said is None:
            return None
        return Statement(place.start(), said.end(), kind, self._label(said["label"]))

    def _before(
        self, text: str, place: re.Match[str], start: int, words: re.Pattern[str], kind: str
    ) -> Statement | None:
        """A label before its place (上年数列于括号内, 今年数在前)."""
        head = text[max(start, place.start() - MAX_LABEL) : place.start()]
        named = words.search(head)
        if named is None:
            return None
        begin = place.start() - len(head) + named.start("label")
        return Statement(begin, place.end(), kind, self._label(named["label"]))

    def _label(self, label: str) -> str:
        return self.words.joints.sub("", label)

    def runs(self, text: str) -> Iterator[list[Statement]]:
        """Statements that follow each other in one sentence."""
        run: list[Statement] = []
        for statement in self.found_in(text, 0, len(text)):
            if run and not _goes_on(text, run[-1].end, statement.start):
                yield run
                run = []
            run.append(statement)
        if run:
            yield run

    def names(self, said: Iterable[Statement]) -> Names:
        """What the places of groups are called; one that is called twice is unknown."""
        called: dict[str, str] = {}
        for statement in said:
            called[statement.place] = UNKNOWN if statement.place in called else statement.label
        return self._in_order(called)

    def _in_order(self, said: dict[str, str]) -> Names:
        """The names in the order of a group; where only one of two is told, the other is unknown."""
        words = self.words
        for both, slashed, order in (("both", True, 1), ("out_in", False, 1), ("in_out", False, -1)):
            if both in said:
                names = tuple(words.joined.split(said[both]))[::order]
                return Names(names, slashed) if len(names) == BOTH else NO_NAMES
        if "inside" in said:
            return Names((said.get("outside", ""), *words.listed.split(said["inside"])), False)
        if "outside" in said:
            return Names((said["outside"], UNKNOWN), False)
        for first, second, slashed_too in PAIRS:
            if first in said and second in said:
                return Names((said[first], said[second]), slashed_too)
        return NO_NAMES


def _kind(place: re.Match[str]) -> str:
    return place.lastgroup or PLACES[0]


def _goes_on(text: str, end: int, start: int) -> bool:
    return not any(mark in text[end:start] for mark in RUN_ENDS)


@compiled_once
def statements(catalog: Catalog) -> Statements:
    """The finder of the words of ``catalog``."""
    return Statements(catalog)
