"""Pieces of a submission in a form that can be compared, with the way back to the places they stand at."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

QUOTED = re.compile(r"《[^《》]*》")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text without white space and in half-width forms; ``offsets[i]`` is where character i was read.

    ``breaks`` are the positions at which a new line of the source begins; ``offsets`` is empty where the
    source has no character offsets (cells of a spreadsheet, file names).
    """

    text: str
    offsets: tuple[int, ...] = ()
    breaks: frozenset[int] = frozenset({0})

    def span(self, start: int, end: int) -> tuple[int | None, int | None]:
        """The character span of the source that ``text[start:end]`` was read from."""
        if not self.offsets or start >= end:
            return None, None
        return self.offsets[start], self.offsets[end - 1] + 1

    def part(self, start: int, end: int) -> Passage:
        """The passage between two positions."""
        inside = frozenset(b - start for b in self.breaks if start <= b < end) | {0}
        return Passage(self.text[start:end], self.offsets[start:end], inside)

    def without_quoted(self) -> Passage:
        """The same passage with the names in 《》 blanked, unless it is one such name as a whole."""
        if QUOTED.fullmatch(self.text):
            return self
        blanked = QUOTED.sub(lambda match: "《" + "。" * (len(match.group()) - 2) + "》", self.text)
        return Passage(blanked, self.offsets, self.breaks)


def passage(text: str, start: int | None = None) -> Passage:
    """``text`` as a passage; ``start`` is where its first character stands in the source."""
    characters: list[str] = []
    offsets: list[int] = []
    for place, character in enumerate(text):
        for plain in unicodedata.normalize("NFKC", character):
            if not plain.isspace() and unicodedata.category(plain) != "Cf":
                characters.append(plain)
                offsets.append((start or 0) + place)
    return Passage("".join(characters), tuple(offsets) if start is not None else ())


def joined(parts: Sequence[Passage]) -> Passage:
    """Several passages as one, for names that are broken over lines."""
    breaks: set[int] = set()
    length = 0
    for part in parts:
        breaks.add(length)
        length += len(part.text)
    offsets = tuple(offset for part in parts for offset in part.offsets)
    text = "".join(part.text for part in parts)
    return Passage(text, offsets if len(offsets) == len(text) else (), frozenset(breaks | {0}))


def is_boundary(piece: Passage, position: int, leads: Iterable[str]) -> bool:
    """Whether a name may begin there: after a line break, a lead, anything but a Chinese character."""
    if position in piece.breaks or not _HAN.match(piece.text[position - 1]):
        return True
    return piece.text.endswith(tuple(leads), 0, position)


def search_before(pattern: str, piece: Passage, end: int, window: int = 40) -> re.Match[str] | None:
    """The match of a pattern (with ``$`` at its end) directly before ``end``, inside a window."""
    return re.compile(pattern).search(piece.text, max(0, end - window), end)


def match_at(pattern: str, piece: Passage, start: int) -> re.Match[str] | None:
    """The match of a pattern that begins at ``start``."""
    return re.compile(pattern).match(piece.text, start)


def run_before(piece: Passage, end: int, limit: int = 16) -> int:
    """Where the unbroken run of Chinese characters before ``end`` begins, at most ``limit`` before it."""
    start = end
    while (
        start > 0 and end - start < limit and start not in piece.breaks and _HAN.match(piece.text[start - 1])
    ):
        start -= 1
    return start
