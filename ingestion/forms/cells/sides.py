"""Tables that stand side by side on one sheet, with an empty column between them."""

from __future__ import annotations

from dataclasses import replace

from ingestion.documents import Cell, Table

_NARROWEST = 2
"""A table has a column of names and one of figures at least."""


def sides(table: Table) -> tuple[Table, ...]:
    """The tables of a sheet on both sides of its empty columns; none where it has no such column.

    What spans an empty column (the title over all of them) belongs to every table, and nothing
    else stands above it.
    """
    filled = {
        column for cell in table.cells if not _is_wide(cell) and _says(cell) for column in _columns(cell)
    }
    # A single column beside them holds remarks, and no table.
    runs = [run for run in _runs(filled) if len(run) >= _NARROWEST or _holds_numbers(table, run)]
    if len(runs) < _NARROWEST or any(len(run) < _NARROWEST for run in runs):
        return ()
    common = frozenset(cell for cell in table.cells if sum(_overlaps(cell, run) for run in runs) > 1)
    highest = min(cell.row for cell in table.cells if _says(cell) and cell not in common)
    if any(cell.row > highest for cell in common):
        return ()
    return tuple(_side(table, run, common) for run in runs)


def _holds_numbers(table: Table, run: range) -> bool:
    return any(
        cell.number is not None or cell.text.strip().isdigit() for cell in table.cells if cell.column in run
    )


def _side(table: Table, run: range, common: frozenset[Cell]) -> Table:
    cells = (cell for cell in table.cells if cell in common or _overlaps(cell, run))
    return replace(table, cells=tuple(cells))


def _runs(columns: set[int]) -> list[range]:
    """The stretches of neighbouring columns."""
    runs: list[range] = []
    for column in sorted(columns):
        if runs and column == runs[-1].stop:
            runs[-1] = range(runs[-1].start, column + 1)
        else:
            runs.append(range(column, column + 1))
    return runs


def _columns(cell: Cell) -> range:
    return range(cell.column, cell.column + cell.column_span)


def _overlaps(cell: Cell, run: range) -> bool:
    return cell.column < run.stop and run.start < cell.column + cell.column_span


def _says(cell: Cell) -> bool:
    return bool(cell.text.strip()) or cell.number is not None


def _is_wide(cell: Cell) -> bool:
    """Whether a cell may span several tables: a title, whose columns tell nothing of where they stand."""
    return cell.column_span > _NARROWEST
