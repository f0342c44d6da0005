"""Styles: what paragraphs inherit from them (outline levels, numbering), and what letters do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingestion.readers.wordprocessing.letters import Letters, stated_letters
from ingestion.readers.wordprocessing.markup import integer, value, w

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|目录)\s*[1-9]$", re.IGNORECASE)
_TITLE_NAMES = frozenset({"title", "标题"})
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What one style says itself; what it leaves out comes from ``based_on``."""

    style_id: str
    name: str
    based_on: str | None
    outline: int | None
    numbering_id: int | None
    numbering_level: int | None
    letters: Letters


class StyleSheet:
    """The styles of a document; of the hundreds that Word lays down only those in use are read."""

    def __init__(self, root: etree._Element | None) -> None:
        elements = [] if root is None else root.findall(w("style"))
        self._elements = {str(element.get(w("styleId"), "")): element for element in elements}
        self._styles: dict[str, Style] = {}
        defaults = [
            str(element.get(w("styleId"), ""))
            for element in elements
            if element.get(w("type")) == "paragraph" and element.get(w("default")) in {"1", "true", "on"}
        ]
        self._default = defaults[0] if defaults else None

    def heading_level(self, style_id: str | None) -> int | None:
        """The outline level from 1 of a heading style, None of a body style."""
        for style in self._chain(style_id):
            if style.outline is not None:
                return level_of(style.outline)
            if match := _HEADING_NAME.match(style.name):
                return int(match[1])
            if style.name.lower() in _TITLE_NAMES:
                return 1
        return None

    def is_contents(self, style_id: str | None) -> bool:
        """Whether a paragraph of this style is an entry of a table of contents."""
        return any(_CONTENTS_NAME.match(style.name) for style in self._chain(style_id))

    def numbering(self, style_id: str | None) -> tuple[int | None, int | None]:
        """The numbering id and level that a paragraph of this style inherits."""
        numbering_id: int | None = None
        level: int | None = None
        for style in self._chain(style_id):
            numbering_id = style.numbering_id if numbering_id is None else numbering_id
            level = style.numbering_level if level is None else level
        return numbering_id, level

    def letters(self, style_id: str | None) -> Letters:
        """How letters of this style are set; those of the default paragraph style where none is named."""
        stated: dict[str, str] = {}
        for style in self._chain(style_id):
            stated = {**style.letters, **stated}
        return stated

    def _chain(self, style_id: str | None) -> Iterator[Style]:
        seen: set[str] = set()
        current = style_id or self._default
        while current in self._elements and current not in seen:
            seen.add(current)
            style = self._style(current)
            yield style
            current = style.based_on

    def _style(self, style_id: str) -> Style:
        if style_id not in self._styles:
            self._styles[style_id] = _style(self._elements[style_id])
        return self._styles[style_id]


def level_of(outline: int) -> int | None:
    """Word counts outline levels from 0; 9 is body text."""
    return outline + 1 if 0 <= outline < _BODY_LEVEL else None


def _style(element: etree._Element) -> Style:
    return Style(
        style_id=str(element.get(w("styleId"), "")),
        name=value(element, "name") or "",
        based_on=value(element, "basedOn"),
        outline=integer(element, "pPr/outlineLvl"),
        numbering_id=integer(element, "pPr/numPr/numId"),
        numbering_level=integer(element, "pPr/numPr/ilvl"),
        letters=stated_letters(element.find(w("rPr"))),
    )
