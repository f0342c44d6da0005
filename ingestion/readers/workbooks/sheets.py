"""One sheet of any workbook format: its values, what else is known of its cells, and the table of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from ingestion.documents import Table
from ingestion.readers.cells import cells_from, collector_paused
from ingestion.readers.faults import fault
from ingestion.readers.limits import Limits
from ingestion.readers.workbooks.number_formats import general, is_percent, shown_date, shown_number

Value = int | float | str | bool | date | datetime | time | timedelta
Place = tuple[int, int]
Span = tuple[int, int]
Range = tuple[Place, Place]
_Shown = tuple[str, float | None, bool]
_Row = tuple[int, int, str, float | None, bool]
_LETTERS = 26
_UNSPANNED: Span = (1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetScan:
    """What is known of a sheet beside its values; places are (row, column) from 0.

    ``row_count`` and ``column_count`` span the rectangle from A1 to the farthest cell; ``filled``
    is the number of cells written. ``styles`` holds, by row and then column, the styles of the cells
    whose number format changes how they look, ``emended`` the cells of which something is struck out or
    set apart, with the text that is seen.
    """

    row_count: int
    column_count: int
    filled: int
    styles: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    errors: Mapping[Place, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    uncomputed: tuple[Place, ...] = ()
    emended: Mapping[Place, str] = field(default_factory=dict)

    @property
    def area(self) -> int:
        """The cells of the rectangle, filled or not."""
        return self.row_count * self.column_count

    @property
    def hides_cells(self) -> bool:
        """Whether any row or column is hidden."""
        return bool(self.hidden_rows or self.hidden_columns)

    def is_hidden(self, row: int, column: int) -> bool:
        """Whether the cell lies in a hidden row or column."""
        return row in self.hidden_rows or any(first <= column <= last for first, last in self.hidden_columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet as read: the stored values from A1 on, with its scan, formats and merged ranges."""

    name: str
    hidden: bool
    rows: Sequence[Sequence[Value]]
    scan: SheetScan
    formats: Mapping[int, str]
    merged: Sequence[Range] = ()


def require_room(name: str, scan: SheetScan, filled_before: int, limits: Limits) -> None:
    """Refuses a sheet that spans or holds too much, before any value of it is read."""
    if scan.area > limits.area:
        corner = cell_name(scan.row_count - 1, scan.column_count - 1)
        raise fault("far_corner_sheet", sheet=name, corner=corner)
    filled = filled_before + scan.filled
    if filled >= limits.cells:
        raise fault("too_many_cells", count=filled, limit=limits.cells)


def table_of(sheet: Sheet, limits: Limits) -> Table:
    """The sheet as a table: numbers as stored, texts as seen, merged ranges once."""
    width = max(map(len, sheet.rows), default=0)
    with collector_paused(sheet.scan.filled):
        cells = cells_from(_columns(sheet, *_merges(sheet, width, limits)))
    return Table(
        cells=cells,
        row_count=len(sheet.rows),
        column_count=width,
        sheet=sheet.name,
        hidden=sheet.hidden,
    )


def _columns(sheet: Sheet, spans: Mapping[Place, Span], covered: frozenset[Place]) -> dict[str, list[Any]]:
    filled = list(_filled(sheet))
    if covered:
        filled = [cell for cell in filled if (cell[0], cell[1]) not in covered]
    names = ("row", "column", "text", "number", "percent")
    columns: dict[str, list[Any]] = {
        name: [cell[position] for cell in filled] for position, name in enumerate(names)
    }
    if spans:
        of_cells = [spans.get((cell[0], cell[1]), _UNSPANNED) for cell in filled]
        columns |= {"row_span": [span[0] for span in of_cells], "column_span": [span[1] for span in of_cells]}
    if sheet.scan.hides_cells:
        columns["hidden"] = [sheet.scan.is_hidden(cell[0], cell[1]) for cell in filled]
    return columns


def _filled(sheet: Sheet) -> Iterator[_Row]:
    """The filled cells, row by row. This loop meets every cell of a large sheet: it stays plain."""
    styles, formats, errors = sheet.scan.styles, sheet.formats, sheet.scan.errors
    plain: Mapping[int, int] = {}
    for row, values in enumerate(sheet.rows):
        styled = styles.get(row, plain)
        for column, value in enumerate(values):
            if value.__class__ is str:
                text = value or errors.get((row, column), "") if errors else value
                if text:
                    yield row, column, text, None, False
            elif column in styled:
                yield row, column, *_shown(value, formats[styled[column]])
            elif value.__class__ is float:
                yield row, column, general(value), value, False
            else:
                yield row, column, *_shown(value, None)


def _shown(value: Value, number_format: str | None) -> _Shown:
    """What is seen of a stored value, the number itself, and whether it is shown as a percentage."""
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), None, False
    if isinstance(value, float | int):
        number = float(value)
        if number_format is None:
            return general(number), number, False
        return shown_number(number, number_format), number, is_percent(number_format)
    if isinstance(value, str):
        return value, None, False
    return shown_date(value, number_format or ""), None, False


def _merges(sheet: Sheet, width: int, limits: Limits) -> tuple[dict[Place, Span], frozenset[Place]]:
    """The spans of merged ranges by their top left corner, and the places that they cover besides."""
    spans: dict[Place, Span] = {}
    covered: set[Place] = set()
    for (top, left), (bottom, right) in sheet.merged:
        spans[(top, left)] = (bottom - top + 1, right - left + 1)
        rows = range(top, min(bottom + 1, len(sheet.rows)))
        columns = range(left, min(right + 1, width))
        if len(covered) + len(rows) * len(columns) > limits.area:
            raise fault("corrupt_document", detail=f"工作表“{sheet.name}”的合并单元格异常")
        covered.update((row, column) for row in rows for column in columns)
    return spans, frozenset(covered - spans.keys())


def uncomputed(scans: Mapping[str, SheetScan]) -> dict[str, str]:
    """Formulas that were stored without a result, as metadata: their cells look blank, but are not."""
    places = [f"{name}!{cell_name(*place)}" for name, scan in scans.items() for place in scan.uncomputed]
    return {"uncomputed_formulas": ",".join(places)} if places else {}


def cell_name(row: int, column: int) -> str:
    """The name of a cell, A1 for the first."""
    return f"{column_letters(column)}{row + 1}"


def column_index(letters: str) -> int:
    """The column from 0 of its letters: A is 0, AA is 26."""
    index = 0
    for letter in letters:
        index = index * _LETTERS + ord(letter) - ord("A") + 1
    return index - 1


def column_letters(column: int) -> str:
    """The letters of a column from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
