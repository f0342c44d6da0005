"""Tables of pages: the text of each box of a ruled grid, and tables that go on over the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingestion.readers.assembly import GridCell, cell_line
from ingestion.readers.pages.grids import RuledGrid
from ingestion.readers.pages.layout import Character
from ingestion.readers.pages.lines import parts_of
from ingestion.readers.soft_breaks import join_lines

_SAME_BORDER = 4.0


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table with the page on which it begins; ``borders`` are the x of its columns."""

    cells: tuple[GridCell, ...]
    row_count: int
    column_count: int
    page: int
    top: float
    borders: tuple[float, ...]


def printed_table(grid: RuledGrid, characters: Sequence[Character], page: int) -> PrintedTable:
    """The table of a grid: each character goes to the box that holds its middle."""
    held: dict[int, list[Character]] = {}
    for character in characters:
        held.setdefault(grid.box_at(*character.middle), []).append(character)
    cells = tuple(
        GridCell(
            row=box.row,
            column=box.column,
            text=box_text(held.get(number, [])),
            row_span=box.row_span,
            column_span=box.column_span,
            page=page,
        )
        for number, box in enumerate(grid.boxes)
    )
    return PrintedTable(
        cells, len(grid.rows) - 1, len(grid.columns) - 1, page, grid.rows[0], tuple(grid.columns)
    )


def box_text(characters: Sequence[Character]) -> str:
    """The lines of a box as one: a narrow column breaks words and numbers anywhere."""
    text = ""
    level: float | None = None
    for part in parts_of(characters):
        same_line = level is not None and abs(level - part.y) <= part.size / 2
        text = f"{text} {part.text}" if same_line else join_lines(text, part.text) if text else part.text
        level = part.y
    return cell_line([text])


def continues(before: PrintedTable, after: PrintedTable) -> bool:
    """Whether a table at the top of a page has the columns of the one at the end of the page before."""
    return len(before.borders) == len(after.borders) and all(
        abs(one - other) <= _SAME_BORDER for one, other in zip(before.borders, after.borders, strict=True)
    )


def joined(before: PrintedTable, after: PrintedTable) -> PrintedTable:
    """Both parts as one table; rows of the head that the next page repeats are left out."""
    repeated = _repeated_rows(before, after)
    shift = before.row_count - repeated
    cells = (replace(cell, row=cell.row + shift) for cell in after.cells if cell.row >= repeated)
    return replace(
        before, cells=(*before.cells, *cells), row_count=before.row_count + after.row_count - repeated
    )


def _repeated_rows(before: PrintedTable, after: PrintedTable) -> int:
    """How many rows at the head of both parts say the same; a row with nothing in it does not count."""
    count = 0
    for row in range(min(before.row_count, after.row_count)):
        one, other = _row(before, row), _row(after, row)
        if one != other or (count == 0 and not any(text for _, _, text in one)):
            return count
        count += 1
    # A table that only repeats the one before is a table of its own, and all of it counts.
    return 0 if count == after.row_count else count


def _row(table: PrintedTable, row: int) -> list[tuple[int, int, str]]:
    return [(cell.column, cell.column_span, cell.text) for cell in table.cells if cell.row == row]
