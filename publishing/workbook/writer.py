"""Writes grids as a workbook: Chinese fonts by name, frozen headers, A4 landscape, headers on every page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from publishing.workbook.grid import Cell, Line, Sheet, Style

A4 = 9
CHARACTERS_TO_COLUMN_WIDTH = 0.5
EPOCH = datetime(2000, 1, 1)

_RULED = {"border": 1, "border_color": "#9AA5B1"}
STYLES: Mapping[Style, Mapping[str, object]] = {
    "title": {"font_name": "黑体", "font_size": 16, "align": "center"},
    "subtitle": {"font_name": "仿宋", "font_size": 10.5, "text_wrap": True},
    "header": {
        **{
            "font_name": "黑体",
            "font_size": 10.5,
            "align": "center",
            "text_wrap": True,
            "bg_color": "#E8EDF3",
        },
        **_RULED,
    },
    "text": _RULED,
    "indented": {**_RULED, "indent": 2},
    "code": {**_RULED, "align": "center", "num_format": "@"},
    "number": {**_RULED, "align": "right"},
    "centred": {**_RULED, "align": "center"},
    "area": {"font_name": "黑体", "bg_color": "#F4F6F9", **_RULED},
    "block": {"font_name": "黑体", "font_size": 12, "font_color": "#1F3A5F", "bottom": 2},
    "note": {"font_name": "仿宋", "font_size": 9, "text_wrap": True},
    "missing": {"font_name": "仿宋", "text_wrap": True, **_RULED},
    "wrap": {"text_wrap": True, **_RULED},
}


def write_workbook(path: Path, sheets: Iterable[Sheet], title: str, as_of: datetime | None) -> None:
    """Writes ``sheets`` to ``path``; the same sheets give the same bytes."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": title, "created": as_of.replace(tzinfo=None) if as_of else EPOCH})
        formats = _Formats(book)
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, formats)


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[Style, str], Format] = {}

    def of(self, cell: Cell) -> Format:
        """The format of a cell."""
        key = (cell.style, cell.number_format)
        if key not in self._made:
            self._made[key] = self._book.add_format(self._properties(cell))
        return self._made[key]

    def _properties(self, cell: Cell) -> dict[str, Any]:
        base = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter"}
        number = {} if cell.number_format == "General" else {"num_format": cell.number_format}
        return {**base, **STYLES[cell.style], **number}


def _write_sheet(worksheet: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    _set_up_page(worksheet, sheet)
    for column, width in enumerate(sheet.widths):
        worksheet.set_column(column, column, width)
    for row, line in enumerate(sheet.lines):
        _write_line(worksheet, row, line, sheet, formats)


def _set_up_page(worksheet: Worksheet, sheet: Sheet) -> None:
    worksheet.set_landscape()
    worksheet.set_paper(A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    worksheet.set_footer('&C&"宋体"&10第 &P 页，共 &N 页')
    worksheet.hide_gridlines(2)
    if sheet.header_row is not None:
        worksheet.repeat_rows(sheet.header_row)
        worksheet.freeze_panes(sheet.header_row + 1, 1)


def _write_line(worksheet: Worksheet, row: int, line: Line, sheet: Sheet, formats: _Formats) -> None:
    height = line.height or _height(line, sheet)
    if height is not None:
        worksheet.set_row(row, height)
    if line.spans:
        cell = line.cells[0]
        worksheet.merge_range(row, 0, row, len(sheet.widths) - 1, str(cell.value), formats.of(cell))
        return
    for column, cell in enumerate(line.cells):
        _write_cell(worksheet, row, column, cell, formats.of(cell))


def _write_cell(worksheet: Worksheet, row: int, column: int, cell: Cell, style: Format) -> None:
    if isinstance(cell.value, str) and cell.value:
        worksheet.write_string(row, column, cell.value, style)
    elif isinstance(cell.value, int | Decimal):
        worksheet.write_number(row, column, cell.value, style)
    else:
        worksheet.write_blank(row, column, None, style)


def _height(line: Line, sheet: Sheet) -> float | None:
    """The height that wrapped text needs; office programs do not fit merged rows by themselves."""
    if not any(cell.style in {"wrap", "note", "subtitle", "missing"} for cell in line.cells):
        return None
    widths = (sum(sheet.widths),) if line.spans else sheet.widths
    needed = max(
        -(-len(str(cell.value or "")) // max(1, int(width * CHARACTERS_TO_COLUMN_WIDTH)))
        for cell, width in zip(line.cells, widths, strict=False)
    )
    return 16.0 * max(1, needed)
