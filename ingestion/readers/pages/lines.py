"""Lines of text from the characters of a page, by their baselines and origins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from statistics import median

from ingestion.readers.pages.glyphs import as_written
from ingestion.readers.pages.layout import Character
from ingestion.readers.raised import raised, settled

_SAME_LINE = 0.45
_PRINTED_TWICE = 0.25
_WORD_GAP = 0.5
_CHINESE_GAP = 1.0
_PART_GAP = 1.5
_SMALL, _ABOVE = 0.8, 0.2
"""What is printed smaller than this share of the line, and so much of its height above it, is raised."""
_LATIN = re.compile(r"[0-9A-Za-z]")


@dataclass(frozen=True, slots=True)
class Part:
    """Characters of one baseline without a wide gap between them."""

    characters: tuple[Character, ...]

    @property
    def left(self) -> float:
        """Where the part begins."""
        return self.characters[0].x

    @property
    def right(self) -> float:
        """Where the part ends."""
        return max(character.right for character in self.characters)

    @property
    def size(self) -> float:
        """The height of most of its characters."""
        sizes = sorted(character.size for character in self.characters)
        return sizes[len(sizes) // 2]

    @property
    def y(self) -> float:
        """The baseline of most of its characters; raised note marks do not count."""
        heights = sorted(character.y for character in self.characters)
        return heights[len(heights) // 2]

    @property
    def text(self) -> str:
        """The text, with a space where a gap separates words."""
        size, y = self.size, self.y
        written = [_printed(self.characters[0], size, y)]
        stretched = _usual_gap(self.characters)
        for before, after in pairwise(self.characters):
            gap = " " if _is_word_gap(before, after, stretched) else ""
            written.append(gap + _printed(after, size, y))
        return as_written(settled("".join(written)))


def _printed(character: Character, size: float, y: float) -> str:
    """A character of a line of this size and height, marked where it is printed small and above the line."""
    is_raised = character.size < _SMALL * size and character.y - y > _ABOVE * size
    return raised(character.text) if is_raised else character.text


def parts_of(characters: Iterable[Character]) -> list[Part]:
    """The parts of all baselines, from the top, each baseline from the left."""
    parts: list[Part] = []
    for row in _baselines(characters):
        ordered = _without_doubles(sorted(row, key=attrgetter("x")))
        piece = [ordered[0]]
        for character in ordered[1:]:
            if character.x - piece[-1].right > _PART_GAP * max(piece[-1].size, character.size):
                parts.append(Part(tuple(piece)))
                piece = []
            piece.append(character)
        parts.append(Part(tuple(piece)))
    return parts


def _baselines(characters: Iterable[Character]) -> list[list[Character]]:
    """Characters grouped by baseline; raised and lowered marks join the line that they belong to."""
    rows: list[list[Character]] = []
    level = size = 0.0
    for character in sorted(characters, key=lambda c: (-c.y, c.x)):
        if rows and level - character.y <= _SAME_LINE * max(size, character.size):
            rows[-1].append(character)
            if character.size > 1.2 * size:
                level, size = character.y, character.size
        else:
            rows.append([character])
            level, size = character.y, character.size
    return rows


def _without_doubles(characters: Sequence[Character]) -> list[Character]:
    """Bold letters are sometimes made by printing each letter twice, a hair apart."""
    kept: list[Character] = []
    for character in characters:
        near = (
            before
            for before in kept[-3:]
            if before.text == character.text
            and abs(before.x - character.x) <= _PRINTED_TWICE * character.size
            and abs(before.y - character.y) <= _PRINTED_TWICE * character.size
        )
        if next(near, None) is None:
            kept.append(character)
    return kept


def _usual_gap(characters: Sequence[Character]) -> float:
    """How far a justified line is stretched between two characters."""
    gaps = [after.x - before.right for before, after in pairwise(characters)]
    return max(0.0, median(gaps)) if gaps else 0.0


def _is_word_gap(before: Character, after: Character, stretched: float) -> bool:
    """A blank between words; the stretched letters of a justified line are none."""
    both_latin = _LATIN.match(before.text) and _LATIN.match(after.text)
    least = (_WORD_GAP if both_latin else _CHINESE_GAP) * max(before.size, after.size)
    return after.x - before.right > least + 2 * stretched
