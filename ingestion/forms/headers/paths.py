"""Header rows flattened into one path of names for each column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingestion.documents import Cell
from ingestion.forms.cells.grids import Grid
from ingestion.forms.cells.text import listed_units, read_label
from ingestion.forms.headers.lexicon import FormLexicon


@dataclass(frozen=True, slots=True)
class HeaderPath:
    """The header of a column or the label of a row: its names from general to special.

    ``units`` are those of the nearest bracket; ``printed`` are the cells' texts without line feeds.
    """

    names: tuple[str, ...]
    units: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    cell: Cell | None = None

    @property
    def evidence(self) -> str:
        """The path as a reader would write it."""
        return "/".join(self.printed)


def header_path(cells: list[Cell], lexicon: FormLexicon) -> HeaderPath:
    """One path out of header cells, the most general first; a word repeated below itself counts once."""
    names: list[str] = []
    printed: list[str] = []
    units: tuple[str, ...] = ()
    naming = cells[-1] if cells else None
    for cell in cells:
        label = read_label(cell.text, lexicon.conventions.units)
        alone = listed_units(cell.text, lexicon.conventions.units)
        units = alone or label.units or units
        if alone and names:
            continue  # a row of units under the header names no column
        naming = cell
        if label.name not in lexicon.transparent and (not names or names[-1] != label.name):
            names.append(label.name)
        printed.append("".join(cell.text.split()))
    return HeaderPath(tuple(names), units, tuple(printed), naming)


def given_paths(names: Sequence[str]) -> tuple[HeaderPath, ...]:
    """The paths of columns that no header row names; nothing is printed there."""
    return tuple(HeaderPath((name,) if name else ()) for name in names)


def column_paths(grid: Grid, header: range, lexicon: FormLexicon) -> tuple[HeaderPath, ...]:
    """The header path of every column of a table."""
    return tuple(
        header_path(_header_cells(grid, header, column), lexicon) for column in range(grid.column_count)
    )


def _header_cells(grid: Grid, header: range, column: int) -> list[Cell]:
    cells: list[Cell] = []
    for row in header:
        cell = grid.at(row, column)
        if cell is None or not cell.text.strip():
            cell = _group_to_the_left(grid, header, row, column)
        if cell is not None and not any(cell is other for other in cells):
            cells.append(cell)
    return cells


def _group_to_the_left(grid: Grid, header: range, row: int, column: int) -> Cell | None:
    """The group a column belongs to where the file has lost its merged ranges (csv)."""
    has_leaf = any(grid.text(below, column) for below in range(row + 1, header.stop))
    if grid.has_merges or not has_leaf or any(grid.text(above, column) for above in range(header.start, row)):
        return None
    left = (grid.at(row, other) for other in range(column - 1, -1, -1))
    return next((cell for cell in left if cell is not None and cell.text.strip()), None)
