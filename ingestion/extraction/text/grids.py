"""Tables inside running text, as lines with their cells apart: a header, and rows with a label and figures.

A reader leaves a table in the text, its cells separated by tabs (or, where somebody typed it, by ``|`` or by
nothing but blanks).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LINE = re.compile(r"[^\n]+")
CELL = re.compile(r"[^\t|]+")
PARTED = re.compile(r"[ ]*[^\s,。;:!?、]{1,24}(?:[ ]+[^\s,。;:!?、]{1,24}){2,15}[ ]*")
"""A line of short words with nothing but blanks between them."""

WORD = re.compile(r"[^ ]+")
NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?(?:%|[万亿]?(?![年月日季])[一-龥]{0,2})?")
"""A number alone in its cell, or with a measure word (17.64万元)."""

LEAST_ROWS = 2
LEAST_CELLS = 2
MAX_SECTION = 16
"""A line this short between two rows is the title of a section of the table."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """What is printed in a cell, without the blanks around it, and where."""

    text: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        """Whether nothing but a number stands in it."""
        return NUMBER.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class Grid:
    """A header and the rows below it, all of the same width, and the line that leads in to them."""

    lead: str
    header: tuple[GridCell, ...]
    rows: tuple[tuple[GridCell, ...], ...]

    def column_of(self, words: re.Pattern[str]) -> int | None:
        """The first column behind the labels whose header has one of ``words``."""
        return next((i for i, cell in enumerate(self.header) if i and words.search(cell.text)), None)


def grids(normal: str) -> Iterator[Grid]:
    """The tables of a text in uniform spelling."""
    lead = above = ""
    block: list[tuple[GridCell, ...]] = []
    for line in LINE.finditer(normal):
        cells = _cells(line)
        if block and not cells and len(line.group()) <= MAX_SECTION:
            continue
        if block and len(cells) != len(block[0]):
            yield from _grid(lead, block)
            lead = above if len(block) == 1 else lead
            block = []
        above = line.group().strip()
        if len(cells) < LEAST_CELLS:
            lead = above
        else:
            block.append(cells)
    yield from _grid(lead, block)


def _cells(line: re.Match[str]) -> tuple[GridCell, ...]:
    text = line.group()
    drawn = "\t" in text or "|" in text
    if not drawn and not PARTED.fullmatch(text):
        return ()
    found = []
    for match in (CELL if drawn else WORD).finditer(text):
        stripped = match.group().strip()
        start = line.start() + match.start() + len(match.group()) - len(match.group().lstrip())
        found.append(GridCell(stripped, start, start + len(stripped)))
    return tuple(cell for cell in found if cell.text)


def _grid(lead: str, block: list[tuple[GridCell, ...]]) -> Iterator[Grid]:
    """The grid of lines that have a header without numbers and, below it, rows with some.

    Under a header of figures only (申请数 | 受理数) one row without a label has them.
    """
    if len(block) < LEAST_ROWS or any(cell.is_number for cell in block[0]):
        return
    rows = tuple(row for row in block[1:] if not row[0].is_number and any(c.is_number for c in row[1:]))
    if rows:
        yield Grid(lead, block[0], rows)
    elif len(block) == LEAST_ROWS and all(cell.is_number for cell in block[1]):
        yield Grid(lead, block[0], (block[1],))
