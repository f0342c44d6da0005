"""Where a figure of a table stands: sheet and cell, and the characters where the table is in a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingestion.documents import Cell, Document, Table
from ingestion.forms.cells.grids import address, range_address


@dataclass(frozen=True, slots=True)
class Place:
    """A place and the text printed there; ``text[start:end]`` of the document is ``raw_text``."""

    raw_text: str
    cell: str
    sheet: str | None = None
    start: int | None = None
    end: int | None = None


def place_of(document: Document, table: Table, cell: Cell | None, row: int, column: int) -> Place:
    """The place of one cell, whether or not the file has anything there."""
    if cell is None or cell.start is None or cell.end is None:
        return Place("" if cell is None else cell.text, address(row, column), table.sheet)
    raw = document.text[cell.start : cell.end]
    return Place(raw, address(cell.row, cell.column), table.sheet, cell.start, cell.end)


def place_of_sum(document: Document, table: Table, cells: Sequence[Cell]) -> Place:
    """The place of a figure that several cells of one row make up.

    The characters are given only where the cells stand side by side in the text, with nothing between.
    """
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    where = range_address(ordered)
    printed = [cell for cell in ordered if cell.text.strip()] or ordered
    first, last = printed[0], printed[-1]
    if first.start is None or last.end is None or "," in where:
        return Place("+".join(filter(None, (c.text.strip() for c in printed))), where, table.sheet)
    return Place(document.text[first.start : last.end], where, table.sheet, first.start, last.end)
