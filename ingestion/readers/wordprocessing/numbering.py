"""Automatic numbering: rebuilds the labels (一、, （一）, 1.) that Word shows but does not store."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from ingestion.readers.wordprocessing.markup import integer, is_on, value, w
from ingestion.readers.wordprocessing.numerals import numeral
from ingestion.readers.wordprocessing.styles import StyleSheet

_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a list: how its numbers are written and where it starts."""

    number_format: str
    text: str
    start: int
    legal: bool
    style_id: str | None
    restarts: bool


@dataclass(frozen=True, slots=True)
class _List:
    """A concrete list: the abstract definition that it counts with, and its own start numbers."""

    abstract_id: str
    starts: dict[int, int]


class Numbering:
    """Counts through the lists of a document in reading order; lists of one definition count on."""

    def __init__(self, root: etree._Element | None, styles: StyleSheet) -> None:
        self._definitions: dict[str, etree._Element] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._lists: dict[int, _List] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._started: set[tuple[int, int]] = set()
        if root is not None:
            self._read(root, styles)

    def label(self, numbering_id: int, level: int | None, style_id: str | None) -> str:
        """The label of the next paragraph of this list, with a space where it would run into the text.

        Empty for bullets and for lists that the document does not define.
        """
        numbered = self._lists.get(numbering_id)
        levels = self._levels_of(numbered.abstract_id) if numbered else {}
        index = self._level_of_style(levels, style_id) if level is None else level
        if numbered is None or index not in levels:
            return ""
        counts = self._advance(numbering_id, numbered, levels, index)
        return _written(levels, index, counts)

    def _read(self, root: etree._Element, styles: StyleSheet) -> None:
        linked: dict[str, str] = {}
        for element in root.findall(w("abstractNum")):
            abstract_id = str(element.get(w("abstractNumId"), ""))
            self._definitions[abstract_id] = element
            if (style_id := value(element, "numStyleLink")) is not None:
                linked[abstract_id] = style_id
        for element in root.findall(w("num")):
            number = str(element.get(w("numId"), ""))
            if number.isdigit():
                self._lists[int(number)] = _List(
                    value(element, "abstractNumId") or "", _start_overrides(element)
                )
        self._follow_links(linked, styles)

    def _follow_links(self, linked: dict[str, str], styles: StyleSheet) -> None:
        """A definition may only point at the numbering of a list style."""
        for abstract_id, style_id in linked.items():
            numbering_id, _ = styles.numbering(style_id)
            target = self._lists.get(numbering_id) if numbering_id is not None else None
            if target is not None:
                self._levels[abstract_id] = self._levels_of(target.abstract_id)

    def _levels_of(self, abstract_id: str) -> dict[int, Level]:
        """The levels of a definition, read when a paragraph first counts with it."""
        if abstract_id not in self._levels:
            element = self._definitions.get(abstract_id)
            levels = [] if element is None else element.findall(w("lvl"))
            self._levels[abstract_id] = dict(_level(item) for item in levels)
        return self._levels[abstract_id]

    @staticmethod
    def _level_of_style(levels: dict[int, Level], style_id: str | None) -> int:
        matching = [index for index, level in levels.items() if style_id and level.style_id == style_id]
        return min(matching, default=0)

    def _advance(
        self, numbering_id: int, numbered: _List, levels: dict[int, Level], index: int
    ) -> list[int | None]:
        counts = self._counters.setdefault(numbered.abstract_id, [None] * _LEVELS)
        start = numbered.starts.get(index, levels[index].start)
        current = counts[index]
        fresh = index in numbered.starts and (numbering_id, index) not in self._started
        counts[index] = start if current is None or fresh else current + 1
        self._started.add((numbering_id, index))
        for deeper in range(index + 1, _LEVELS):
            if deeper not in levels or levels[deeper].restarts:
                counts[deeper] = None
        return counts


def _written(levels: dict[int, Level], index: int, counts: list[int | None]) -> str:
    level = levels[index]

    def place(match: re.Match[str]) -> str:
        other = int(match[1]) - 1
        count = counts[other]
        shown = levels[other].start if count is None and other in levels else count
        number_format = (
            "decimal" if level.legal else levels[other].number_format if other in levels else "decimal"
        )
        return "" if shown is None else numeral(number_format, shown)

    return "" if level.number_format == "bullet" else _PLACEHOLDER.sub(place, level.text)


def _level(element: etree._Element) -> tuple[int, Level]:
    start = integer(element, "start")
    return int(str(element.get(w("ilvl"), "0"))), Level(
        number_format=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        start=0 if start is None else start,
        legal=is_on(element, "isLgl"),
        style_id=value(element, "pStyle"),
        restarts=integer(element, "lvlRestart") != 0,
    )


def _start_overrides(element: etree._Element) -> dict[int, int]:
    starts: dict[int, int] = {}
    for override in element.findall(w("lvlOverride")):
        start = integer(override, "startOverride")
        if start is not None:
            starts[int(str(override.get(w("ilvl"), "0")))] = start
    return starts
