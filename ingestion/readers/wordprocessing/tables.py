"""The grid of a table: rows, cells, and the ranges that merged cells cover."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ingestion.readers.wordprocessing.markup import descend, integer, value, w

_WRAPPERS = frozenset(w(name) for name in ("sdt", "sdtContent", "ins", "customXml", "moveTo", "smartTag"))


@dataclass(slots=True)
class TableCell:
    """A cell of the grid with its element; ``row_span`` grows while the rows below continue it."""

    element: etree._Element
    row: int
    column: int
    column_span: int
    row_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table, a merged range once at its top left corner."""

    cells: tuple[TableCell, ...]
    row_count: int
    column_count: int


def grid_of(table: etree._Element) -> Grid:
    """The grid of a table; deleted rows are left out."""
    cells: list[TableCell] = []
    open_merges: dict[int, TableCell] = {}
    row_count = column_count = 0
    for row in _children(table, w("tr")):
        if descend(row, "trPr/del") is not None:
            continue
        column = integer(row, "trPr/gridBefore") or 0
        for element in _children(row, w("tc")):
            column = _place(element, row_count, column, cells, open_merges)
        column_count = max(column_count, column)
        row_count += 1
    return Grid(tuple(cells), row_count, column_count)


def _place(
    element: etree._Element, row: int, column: int, cells: list[TableCell], open_merges: dict[int, TableCell]
) -> int:
    """Adds the cell, or lengthens the one above that it continues; returns the next free column."""
    span = max(integer(element, "tcPr/gridSpan") or 1, 1)
    merge = value(element, "tcPr/vMerge")
    if merge is not None and merge != "restart" and column in open_merges:
        open_merges[column].row_span = row - open_merges[column].row + 1
        return column + open_merges[column].column_span
    if value(element, "tcPr/hMerge") == "continue" and cells and cells[-1].row == row:
        cells[-1].column_span += span
        return column + span
    cell = TableCell(element, row, column, span)
    cells.append(cell)
    for covered in range(column, column + span):
        open_merges.pop(covered, None)
    if merge is not None:
        open_merges[column] = cell
    return column + span


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The child elements of this name, also inside content controls and tracked insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)
