"""Workbooks: stored numbers beside what is seen, merged ranges once, hidden things marked."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
import xlsxwriter
from counted_work import lines_run
from invented_office_files import changed, members_of, workbook_file
from openpyxl.chartsheet import Chartsheet
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingestion.documents import Cell, Document
from ingestion.readers import read_document
from ingestion.readers.workbooks.sheets import column_index, column_letters

SHEET = "xl/worksheets/sheet1.xml"


def read(fill: Callable[[Worksheet], object]) -> Document:
    return read_document("表.xlsx", workbook_file(lambda workbook: fill(sheet_of(workbook))))


def sheet_of(workbook: Workbook) -> Worksheet:
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    return sheet


def cells(document: Document) -> dict[tuple[int, int], Cell]:
    return {(cell.row, cell.column): cell for cell in document.tables[0].cells}


def test_numbers_as_stored_and_as_seen() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["望杉区", 1234.5, 0.988, "75件", 12, True])
        sheet["B1"].number_format = "#,##0.00"
        sheet["C1"].number_format = "0.0%"

    found = cells(read(fill))
    assert [(c.text, c.number, c.percent) for c in found.values()] == [
        ("望杉区", None, False),
        ("1,234.50", 1234.5, False),
        ("98.8%", 0.988, True),
        ("75件", None, False),
        ("12", 12.0, False),
        ("TRUE", None, False),
    ]


def test_text_numbers_stay_text_and_spaces_stay() -> None:
    found = cells(read(lambda sheet: sheet.append(["\u3000\u3000其中：", "１２３", "1,234", " / ", "…"])))
    assert [(c.text, c.number) for c in found.values()] == [
        ("\u3000\u3000其中：", None),
        ("１２３", None),
        ("1,234", None),
        (" / ", None),
        ("…", None),
    ]


def test_zero_and_blank_are_not_the_same() -> None:
    found = cells(read(lambda sheet: sheet.append(["甲", 0, None, ""])))
    assert {place: cell.text for place, cell in found.items()} == {(0, 0): "甲", (0, 1): "0"}


def test_merged_ranges_come_once_at_their_corner() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["地区", "案件", None])
        sheet.append([None, "受理", "结案"])
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")

    found = cells(read(fill))
    assert {p: (c.text, c.row_span, c.column_span) for p, c in found.items()} == {
        (0, 0): ("地区", 2, 1),
        (0, 1): ("案件", 1, 2),
        (1, 1): ("受理", 1, 1),
        (1, 2): ("结案", 1, 1),
    }


def test_a_value_left_under_a_merged_range_is_not_seen() -> None:
    data = workbook_file(lambda workbook: sheet_of(workbook).append(["甲", "旧值"]))
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
    hidden = changed(data, {SHEET: members_of(data)[SHEET].replace(b"</sheetData>", merge)})
    assert [cell.text for cell in read_document("表.xlsx", hidden).tables[0].cells] == ["甲"]


def test_hidden_sheets_rows_and_columns_are_marked() -> None:
    def fill(workbook: Workbook) -> None:
        sheet = sheet_of(workbook)
        for values in (["甲", 1, 2], ["乙", 3, 4]):
            sheet.append(values)
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True
        last_year = workbook.create_sheet("上年模板")
        last_year["A1"] = "旧"
        last_year.sheet_state = "hidden"

    document = read_document("表.xlsx", workbook_file(fill))
    assert [(table.sheet, table.hidden) for table in document.tables] == [
        ("Sheet", False),
        ("上年模板", True),
    ]
    assert {p for p, cell in cells(document).items() if cell.hidden} == {(0, 2), (1, 0), (1, 1), (1, 2)}


def test_error_values_are_seen() -> None:
    data = workbook_file(lambda workbook: sheet_of(workbook).append(["甲", 5]))
    xml = members_of(data)[SHEET].replace(b'<c r="B1" t="n"><v>5</v>', b'<c r="B1" t="e"><v>#DIV/0!</v>')
    document = read_document("表.xlsx", changed(data, {SHEET: xml}))
    assert [(c.text, c.number) for c in document.tables[0].cells] == [("甲", None), ("#DIV/0!", None)]


def test_formulas_without_a_result_are_reported() -> None:
    document = read(lambda sheet: sheet.append(["合计", "=SUM(C1:D1)", 3, 4]))
    assert document.metadata["uncomputed_formulas"] == "Sheet!B1"


def test_dates_are_seen_as_formatted() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = 45356
        sheet["A1"].number_format = 'm"月"d"日"'

    assert cells(read(fill))[0, 0].text == "3月5日"


def test_chart_sheets_hold_no_cells() -> None:
    def fill(workbook: Workbook) -> None:
        sheet_of(workbook)["A1"] = "甲"
        assert isinstance(workbook.create_chartsheet("图"), Chartsheet)

    assert [table.sheet for table in read_document("表.xlsx", workbook_file(fill)).tables] == ["Sheet"]


def test_prefixed_names_and_cells_without_references() -> None:
    data = workbook_file(lambda workbook: sheet_of(workbook).append(["甲", 1]))
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = (
        f'<x:worksheet xmlns:x="{namespace}"><x:sheetData><x:row r="1" hidden="1">'
        '<x:c t="inlineStr"><x:is><x:t>甲'
        "</x:t></x:is></x:c><x:c><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    document = read_document("表.xlsx", changed(data, {SHEET: xml.encode()}))
    assert [(c.row, c.column, c.text, c.hidden) for c in document.tables[0].cells] == [
        (0, 0, "甲", True),
        (0, 1, "7", True),
    ]


def test_borders_far_below_the_table_do_no_harm() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "甲"
        sheet["XFD1048576"].number_format = "0.00"

    assert [cell.text for cell in read(fill).tables[0].cells] == ["甲"]


def test_a_stated_dimension_is_not_believed() -> None:
    data = workbook_file(lambda workbook: sheet_of(workbook).append(["甲", 1]))
    xml = members_of(data)[SHEET].replace(b'ref="A1:B1"', b'ref="A1:XFD1048576"')
    assert b"XFD1048576" in xml
    assert len(read_document("表.xlsx", changed(data, {SHEET: xml})).tables[0].cells) == 2


@pytest.mark.parametrize(("letters", "index"), [("A", 0), ("Z", 25), ("AA", 26), ("XFD", 16383)])
def test_column_letters(letters: str, index: int) -> None:
    assert column_index(letters) == index
    assert column_letters(index) == letters


def rows_of_figures(count: int) -> bytes:
    """A sheet of ten columns: names, a percent column and numbers."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        percent = workbook.add_format({"num_format": "0.0%"})
        for row in range(count):
            sheet.write_string(row, 0, f"单位{row}")
            sheet.write_number(row, 1, row / count, percent)
            for column in range(2, 10):
                sheet.write_number(row, column, row + column)
    return buffer.getvalue()


def test_every_cell_of_a_long_sheet_is_read() -> None:
    assert len(read_document("表.xlsx", rows_of_figures(5_000)).tables[0].cells) == 50_000


def test_work_grows_with_the_rows_of_a_sheet() -> None:
    """Four times the rows may take four times the work and a little more; quadratic is sixteen times."""

    def work(rows: int) -> int:
        data = rows_of_figures(rows)
        return lines_run(lambda: read_document("表.xlsx", data))

    assert 0 < work(400) < 1.2 * 4 * work(100)
