"""The same grid written by different programs, in every format that a form is sent in."""

from __future__ import annotations

import html
import io
from collections.abc import Callable

import xlsxwriter
import xlwt
from docx import Document as WordDocument
from odf.namespaces import TABLENS
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, TableCell, TableRow
from odf.table import Table as OdfTable
from odf.text import P
from openpyxl import Workbook

from ingestion.documents import Cell, Table


def _stored(cell: Cell) -> str | float:
    return cell.text if cell.number is None else cell.number


def _corner(cell: Cell) -> tuple[int, int]:
    return cell.row + cell.row_span - 1, cell.column + cell.column_span - 1


def by_openpyxl(table: Table) -> bytes:
    """An xlsx file as openpyxl writes it."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = table.sheet or "Sheet1"
    for cell in table.cells:
        sheet.cell(cell.row + 1, cell.column + 1).value = _stored(cell)
        row, column = _corner(cell)
        if (row, column) != (cell.row, cell.column):
            sheet.merge_cells(
                start_row=cell.row + 1, start_column=cell.column + 1, end_row=row + 1, end_column=column + 1
            )
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def by_xlsxwriter(table: Table) -> bytes:
    """An xlsx file as XlsxWriter writes it."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = workbook.add_worksheet(table.sheet)
    for cell in table.cells:
        if _corner(cell) != (cell.row, cell.column):
            sheet.merge_range(cell.row, cell.column, *_corner(cell), "")
        if cell.number is None:
            sheet.write_string(cell.row, cell.column, cell.text)
        else:
            sheet.write_number(cell.row, cell.column, cell.number)
    workbook.close()
    return stream.getvalue()


def by_xlwt(table: Table) -> bytes:
    """An xls file of Excel 97."""
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet(table.sheet or "Sheet1")
    for cell in table.cells:
        row, column = _corner(cell)
        if (row, column) == (cell.row, cell.column):
            sheet.write(cell.row, cell.column, _stored(cell))
        else:
            sheet.write_merge(cell.row, row, cell.column, column, _stored(cell))
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def by_odfpy(table: Table) -> bytes:
    """An OpenDocument spreadsheet."""
    document = OpenDocumentSpreadsheet()
    sheet = OdfTable(name=table.sheet or "Sheet1")
    at = {(cell.row, cell.column): cell for cell in table.cells}
    covered = _covered(table)
    for r in range(table.row_count):
        row = TableRow()
        for c in range(table.column_count):
            row.addElement(CoveredTableCell() if (r, c) in covered else _odf_cell(at.get((r, c))))
        sheet.addElement(row)
    document.spreadsheet.addElement(sheet)
    stream = io.BytesIO()
    document.write(stream)
    return stream.getvalue()


def _odf_cell(cell: Cell | None) -> TableCell:
    if cell is None:
        return TableCell()
    if cell.number is None:
        made = TableCell(valuetype="string")
    else:
        made = TableCell(valuetype="float", value=repr(cell.number))
    made.setAttrNS(TABLENS, "number-rows-spanned", str(cell.row_span))
    made.setAttrNS(TABLENS, "number-columns-spanned", str(cell.column_span))
    made.addElement(P(text=cell.text))
    return made


def _covered(table: Table) -> set[tuple[int, int]]:
    """The places that a merged range covers, without its corner."""
    return {
        (r, c)
        for cell in table.cells
        for r in range(cell.row, cell.row + cell.row_span)
        for c in range(cell.column, cell.column + cell.column_span)
        if (r, c) != (cell.row, cell.column)
    }


def by_word(table: Table) -> bytes:
    """A docx file whose body is the table."""
    document = WordDocument()
    grid = document.add_table(rows=table.row_count, cols=table.column_count)
    for cell in table.cells:
        place = grid.cell(cell.row, cell.column)
        if _corner(cell) != (cell.row, cell.column):
            place = place.merge(grid.cell(*_corner(cell)))
        place.text = cell.text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def by_website(table: Table) -> bytes:
    """A web page with the table as the article."""
    at = {(cell.row, cell.column): cell for cell in table.cells}
    covered = _covered(table)
    rows = []
    for r in range(table.row_count):
        cells = (_html_cell(at.get((r, c))) for c in range(table.column_count) if (r, c) not in covered)
        rows.append(f"<tr>{''.join(cells)}</tr>")
    body = f"<table border='1'>{''.join(rows)}</table>"
    head = "<head><meta charset='utf-8'></head>"
    return f"<html>{head}<body><div class='article'>{body}</div></body></html>".encode()


def _html_cell(cell: Cell | None) -> str:
    if cell is None:
        return "<td></td>"
    spans = f" rowspan='{cell.row_span}' colspan='{cell.column_span}'"
    return f"<td{spans}>{html.escape(cell.text)}</td>"


WRITERS: dict[str, Callable[[Table], bytes]] = {
    "openpyxl.xlsx": by_openpyxl,
    "xlsxwriter.xlsx": by_xlsxwriter,
    "xlwt.xls": by_xlwt,
    "odfpy.ods": by_odfpy,
    "word.docx": by_word,
    "website.html": by_website,
}
