"""Tables as grids of marked cells: sheets of a workbook and tables inside a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from operator import itemgetter

from ingestion.documents import Cell, Document, Table
from ingestion.forms.cells.grids import address, column_letters
from pipeline.annotated.marks import Note, Piece, Span, annotate

MAX_ROWS = 1000
"""Rows without a mark beyond this many are left out, and the page says how many."""
LONG_TEXT = 8
"""Characters beyond which a text is shown over the empty cells to its right."""

_ADDRESS = re.compile(r"([A-Z]+)([1-9][0-9]*)")

Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell to be shown: its pieces, how many shown rows and columns it covers, where it stands."""

    pieces: tuple[Piece, ...]
    row_span: int
    column_span: int
    address: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to be shown: only rows and columns in which something stands; the rest is empty."""

    name: str | None
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[GridCell, ...]], ...]
    rows_left_out: int
    hidden: bool


def position_of(cell_address: str) -> Position | None:
    """Row and column, from 0, of the first cell of an address (``E5``, ``E5:J5``, ``B5,E5:J5``)."""
    found = _ADDRESS.match(cell_address)
    if not found:
        return None
    column = 0
    for letter in found.group(1):
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found.group(2)) - 1, column - 1


def notes_by_cell(document: Document, table: Table, notes: Sequence[Note]) -> dict[Position, list[Span]]:
    """The spans of each cell, in the cell's own text; a note over several cells stands on its first.

    A note with characters marks them; one that names only the cell marks all of it.
    """
    placed: dict[Position, list[Span]] = defaultdict(list)
    cells = {(c.row, c.column): c for c in table.cells}
    in_text = sorted((c.start, c.row, c.column) for c in table.cells if c.start is not None)
    for note in notes:
        position = _position(note, in_text)
        if position is not None:
            placed[position].append(_span(note, cells.get(position), document))
    return placed


def _position(note: Note, in_text: Sequence[tuple[int, int, int]]) -> Position | None:
    """The last cell that begins at or before the note, in a text; else the cell that the note names."""
    start = note.record["start"]
    if start is not None and in_text:
        _, row, column = in_text[max(0, bisect_right(in_text, start, key=itemgetter(0)) - 1)]
        return row, column
    return position_of(note.record["cell"] or "")


def _span(note: Note, cell: Cell | None, document: Document) -> Span:
    text = cell_text(cell, document)
    start, end = note.record["start"], note.record["end"]
    if cell is None or cell.start is None or start is None or not cell.start <= start:
        return Span(0, len(text), note)
    return Span(min(start - cell.start, len(text)), min(end - cell.start, len(text)), note)


def cell_text(cell: Cell | None, document: Document) -> str:
    """The text that offsets of a cell point into: of the document where it has places there."""
    if cell is None:
        return ""
    if cell.start is None or cell.end is None:
        return cell.text
    return document.text[cell.start : cell.end]


def grid(document: Document, table: Table, notes: Sequence[Note]) -> Grid:
    """The table with its notes as marks."""
    placed = notes_by_cell(document, table, notes)
    cells = {(c.row, c.column): c for c in table.cells}
    filled = {place for place, cell in cells.items() if cell_text(cell, document).strip()} | set(placed)
    all_rows = sorted({row for row, _ in filled})
    kept = _kept_rows(all_rows, {row for row, _ in placed})
    columns = sorted({column for row, column in filled if row in set(kept)})
    shown = _Shown(document, cells, placed, kept, columns)
    rows = tuple((str(row + 1), shown.row(row)) for row in kept)
    letters = tuple(column_letters(column) for column in columns)
    return Grid(table.sheet, letters, rows, len(all_rows) - len(kept), table.hidden)


def _kept_rows(rows: Sequence[int], marked: set[int]) -> list[int]:
    return [row for number, row in enumerate(rows) if number < MAX_ROWS or row in marked]


class _Shown:
    """The rows and columns of a grid that are shown, and which of their places a merged cell covers."""

    def __init__(
        self,
        document: Document,
        cells: Mapping[Position, Cell],
        placed: Mapping[Position, Sequence[Span]],
        rows: Sequence[int],
        columns: Sequence[int],
    ) -> None:
        self.document, self.cells, self.placed = document, cells, placed
        self.rows, self.columns = rows, columns
        self.covered: set[Position] = set()

    def row(self, row: int) -> tuple[GridCell, ...]:
        """The cells of one row; rows must be asked for from the top."""
        return tuple(self._cell(row, column) for column in self.columns if (row, column) not in self.covered)

    def _cell(self, row: int, column: int) -> GridCell:
        cell = self.cells.get((row, column))
        height = self._extent(self.rows, row, cell.row_span if cell else 1)
        width = self._extent(self.columns, column, cell.column_span if cell else 1)
        if cell and len(width) == 1 and len(cell_text(cell, self.document)) > LONG_TEXT:
            width += self._empty_after(row, column)
        self.covered |= {(r, c) for r in height for c in width}
        pieces = annotate(cell_text(cell, self.document), self.placed.get((row, column), ()))
        return GridCell(pieces, len(height), len(width), address(row, column), bool(cell and cell.hidden))

    def _empty_after(self, row: int, column: int) -> list[int]:
        """The empty columns to the right, over which a spreadsheet lets a long text run on."""
        following = self.columns[bisect_right(self.columns, column) :]
        return list(takewhile(lambda place: self._is_empty(row, place), following))

    def _is_empty(self, row: int, column: int) -> bool:
        position = (row, column)
        text = cell_text(self.cells.get(position), self.document)
        return not (position in self.covered or position in self.placed or text.strip())

    @staticmethod
    def _extent(shown: Sequence[int], first: int, span: int) -> list[int]:
        return [first] if span == 1 else [place for place in shown if first <= place < first + span]
