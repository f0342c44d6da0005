"""A table as a grid: every place knows the cell that covers it, merged ranges included."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ingestion.documents import Cell, Table


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """The place in A1 notation, from a row and column counted from 0."""
    return f"{column_letters(column)}{row + 1}"


def range_address(cells: Iterable[Cell]) -> str:
    """The cells of one row in A1 notation, neighbours joined: ``E5:J5`` or ``B5,E5:J5``."""
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    runs: list[list[Cell]] = []
    for cell in ordered:
        last = runs[-1][-1] if runs else None
        if last is not None and last.row == cell.row and last.column + last.column_span == cell.column:
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return ",".join(_run_address(run) for run in runs)


def _run_address(run: list[Cell]) -> str:
    first, last = (address(cell.row, cell.column) for cell in (run[0], run[-1]))
    return first if first == last else f"{first}:{last}"


@dataclass(frozen=True)
class Grid:
    """A table with its merged ranges spread out. Rows and columns count from 0."""

    table: Table

    @cached_property
    def _owners(self) -> dict[tuple[int, int], Cell]:
        owners: dict[tuple[int, int], Cell] = {}
        for cell in self.table.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.table.row_count)):
                for column in range(
                    cell.column, min(cell.column + cell.column_span, self.table.column_count)
                ):
                    owners[row, column] = cell
        return owners

    @cached_property
    def _rows(self) -> dict[int, tuple[Cell, ...]]:
        rows: dict[int, list[Cell]] = {}
        for cell in sorted(self.table.cells, key=lambda cell: (cell.row, cell.column)):
            if cell.text.strip() or cell.number is not None:
                rows.setdefault(cell.row, []).append(cell)
        return {row: tuple(cells) for row, cells in rows.items()}

    @property
    def row_count(self) -> int:
        """The number of rows."""
        return self.table.row_count

    @property
    def column_count(self) -> int:
        """The number of columns."""
        return self.table.column_count

    @cached_property
    def has_merges(self) -> bool:
        """Whether any range is merged; a grid from a csv file has lost them."""
        return any(cell.row_span > 1 or cell.column_span > 1 for cell in self.table.cells)

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place, merged or not."""
        return self._owners.get((row, column))

    def origin(self, row: int, column: int) -> Cell | None:
        """The cell whose top left corner is at the place, so that a merged figure counts once."""
        cell = self.at(row, column)
        return cell if cell is not None and (cell.row, cell.column) == (row, column) else None

    def row(self, row: int) -> tuple[Cell, ...]:
        """The cells with text that begin in the row, from left to right."""
        return self._rows.get(row, ())

    @cached_property
    def filled_rows(self) -> tuple[int, ...]:
        """The rows in which a cell with text begins; a sheet may claim a million rows and fill two."""
        return tuple(sorted(self._rows))

    def rows_in(self, rows: range) -> tuple[int, ...]:
        """The filled rows among ``rows``."""
        first, last = (bisect_left(self.filled_rows, edge) for edge in (rows.start, rows.stop))
        return self.filled_rows[first:last]

    def text(self, row: int, column: int) -> str:
        """The text at a place, that of the merged range where one covers it."""
        cell = self.at(row, column)
        return "" if cell is None else cell.text.strip()
