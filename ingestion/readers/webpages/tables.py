"""Tables of a page: which are grids of data and which only place things, and the grid of a data table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from ingestion.readers.assembly import GridCell, cell_line
from ingestion.readers.webpages.elements import children, visible_text

_SECTIONS = frozenset({"thead", "tbody", "tfoot"})
_MOST_COLUMNS, _MOST_ROWS = 1000, 65534
_LONG_CELL = 200
_LARGEST_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class PageGrid:
    """The cells of a table with their spans, and its size."""

    cells: tuple[GridCell, ...]
    row_count: int
    column_count: int


def grid_of(table: LexborNode) -> PageGrid:
    """The grid by the table model of HTML: a cell takes the next place that no span above covers."""
    cells: list[GridCell] = []
    covered: dict[int, int] = {}
    row_count = column_count = 0
    for row in _rows(table):
        column = 0
        for element in (child for child in children(row) if child.tag in {"td", "th"}):
            while covered.get(column, 0) > row_count:
                column += 1
            cell = _cell(element, row_count, column)
            cells.append(cell)
            for place in range(column, column + cell.column_span):
                covered[place] = row_count + cell.row_span
            column += cell.column_span
        column_count = max(column_count, column, *(c + 1 for c, end in covered.items() if end > row_count), 0)
        row_count += 1
    return PageGrid(tuple(_within(cell, row_count) for cell in cells), row_count, column_count)


def is_layout(table: LexborNode, grid: PageGrid) -> bool:
    """Whether a table only places text on the page: nested, of one column, or filled by one long cell."""
    lengths = [len(cell.text) for cell in grid.cells]
    longest = max(lengths, default=0)
    return (
        table.attributes.get("role") == "presentation"
        or any(nested.mem_id != table.mem_id for nested in table.css("table"))
        or grid.column_count <= 1
        or (longest > _LONG_CELL and longest > _LARGEST_SHARE * sum(lengths))
    )


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    for child in children(table):
        if child.tag == "tr":
            yield child
        elif child.tag in _SECTIONS:
            yield from _rows(child)


def _cell(element: LexborNode, row: int, column: int) -> GridCell:
    return GridCell(
        row=row,
        column=column,
        text=cell_line(visible_text(element).split("\n")),
        row_span=_span(element, "rowspan", _MOST_ROWS) or _MOST_ROWS,
        column_span=_span(element, "colspan", _MOST_COLUMNS) or 1,
    )


def _span(element: LexborNode, name: str, most: int) -> int:
    """The span as written; 0 means the rest of the table, anything unreadable means 1."""
    written = (element.attributes.get(name) or "1").strip()
    return min(int(written), most) if written.isdecimal() else 1


def _within(cell: GridCell, row_count: int) -> GridCell:
    """Spans that reach below the table end with it."""
    rows_left = row_count - cell.row
    if cell.row_span <= rows_left:
        return cell
    return GridCell(
        row=cell.row, column=cell.column, text=cell.text, row_span=rows_left, column_span=cell.column_span
    )
