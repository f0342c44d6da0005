"""How letters are set, as far as it decides what they say: struck out, hidden, raised or lowered.

A letter that is struck out (ISO 29500-1, 17.3.2.37 and 17.3.2.9) or hidden (17.3.2.41) is no text of the
submission: whoever sent it has taken it back. Raised and lowered letters (17.3.2.42) stay apart from those
on the line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from lxml import etree

from ingestion.readers.raised import lowered, raised
from ingestion.readers.wordprocessing.markup import OFF_VALUES, VAL, w

_UNSEEN = ("strike", "dstrike", "vanish")
_PLACE = "vertAlign"
_NAMES = {w(name): name for name in (*_UNSEEN, _PLACE)}
_PLACED = {"superscript": raised, "subscript": lowered}

Letters = Mapping[str, str]
"""Name → value of the properties that decide what letters say, as far as they are stated."""


def stated_letters(properties: etree._Element | None) -> Letters:
    """What the properties of a run, or of a style, state themselves; empty where there are none."""
    return {
        _NAMES[str(item.tag)]: str(item.get(VAL, "true"))
        for item in (() if properties is None else properties)
        if item.tag in _NAMES
    }


@dataclass(frozen=True, slots=True)
class Look:
    """How letters are seen that have these properties."""

    letters: Letters
    unseen: bool
    place: str

    @classmethod
    def of(cls, letters: Letters) -> Self:
        """The look that these properties make together."""
        unseen = any(letters.get(name, "false") not in OFF_VALUES for name in _UNSEEN)
        return cls(letters, unseen, letters.get(_PLACE, ""))

    def inner(self, stated: Letters) -> Look:
        """The look of what lies inside and states these properties itself."""
        return Look.of({**self.letters, **stated}) if stated else self

    def shown(self, text: str) -> str:
        """The text as it is seen: none, on the line, or marked as standing above or below it."""
        if self.unseen:
            return ""
        place = _PLACED.get(self.place)
        return text if place is None else place(text)
