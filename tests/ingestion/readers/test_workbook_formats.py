"""One form by several writers and in several formats: the same cells, and the same faults named."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt
from invented_office_files import changed, members_of, workbook_file
from odf import style, table, text
from odf.opendocument import OpenDocumentSpreadsheet

from ingestion.documents import Cell, Document, UnreadableSubmission
from ingestion.readers import Limits, read_document

FIXTURES = Path(__file__).with_name("fixtures") / "workbooks"
SMALL = Limits(cells=1000, area=100_000)
GUARDED = ("password.xls", "password.ods", "password.xlsx")


def fixture(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()


def shown(document: Document) -> list[list[tuple[object, ...]]]:
    return [[fields(cell) for cell in sheet.cells] for sheet in document.tables]


def fields(cell: Cell) -> tuple[object, ...]:
    number = None if cell.number is None else round(cell.number, 12)
    return (
        cell.row,
        cell.column,
        cell.text,
        number,
        cell.percent,
        cell.row_span,
        cell.column_span,
        cell.hidden,
    )


def refusal(name: str, data: bytes, limits: Limits = SMALL) -> str:
    with pytest.raises(UnreadableSubmission) as refused:
        read_document(name, data, limits)
    assert refused.value.reason.endswith("。")
    return refused.value.code


def by_xlwt(fill: Callable[[xlwt.Worksheet], object]) -> bytes:
    workbook = xlwt.Workbook()
    fill(workbook.add_sheet("表一"))
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["form_libreoffice.xls", "form_libreoffice.ods"])
def test_a_form_reads_the_same_from_every_format(name: str) -> None:
    expected = read_document("form.xlsx", fixture("form_libreoffice.xlsx"))
    document = read_document(name, fixture(name))
    assert shown(document) == shown(expected)
    assert [(t.sheet, t.hidden, t.row_count, t.column_count) for t in document.tables] == [
        (t.sheet, t.hidden, t.row_count, t.column_count) for t in expected.tables
    ]
    assert not document.metadata.keys() & {"uncomputed_formulas"}


def test_the_form_holds_what_it_is_to_show() -> None:
    """The control of the equality above: formats, merged ranges, hidden things, an error, a second sheet."""
    document = read_document("form.xls", fixture("form_libreoffice.xls"))
    cells = {(cell.row, cell.column): cell for cell in document.tables[0].cells}
    assert (cells[3, 3].text, cells[3, 3].percent) == ("98.7%", True)
    assert (cells[3, 4].text, cells[3, 4].number) == ("1,234,567.50", 1234567.5)
    assert cells[3, 5].text == "2031年12月29日"
    assert cells[5, 4].text == "#DIV/0!"
    assert (cells[0, 0].column_span, cells[1, 0].row_span) == (7, 2)
    assert {place for place, cell in cells.items() if cell.hidden} == {(n, 6) for n in range(1, 6)} | {
        (6, 0),
        (6, 1),
    }
    assert [sheet.hidden for sheet in document.tables] == [False, True]


def test_wps_sheets_are_read_like_old_excel() -> None:
    data = fixture("form_libreoffice.xls")
    assert shown(read_document("表.et", data)) == shown(read_document("表.xls", data))


def test_xlwt_numbers_as_stored_and_as_seen() -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, "望杉区")
        sheet.write(0, 1, 0.9545, xlwt.easyxf(num_format_str="0.0%"))
        sheet.write(0, 2, 1234.5, xlwt.easyxf(num_format_str="#,##0.00"))
        sheet.write(0, 3, True)
        sheet.write_merge(1, 2, 0, 1, "合计")
        sheet.row(0).hidden = True

    found = read_document("表.xls", by_xlwt(fill)).tables[0].cells
    assert [(cell.text, cell.number, cell.percent, cell.hidden) for cell in found] == [
        ("望杉区", None, False, True),
        ("95.5%", 0.9545, True, True),
        ("1,234.50", 1234.5, False, True),
        ("TRUE", None, False, True),
        ("合计", None, False, False),
    ]
    assert (found[4].row_span, found[4].column_span) == (2, 2)


def test_formulas_that_no_program_computed_are_reported() -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, 3)
        sheet.write(0, 1, xlwt.Formula("A1*2"))

    document = read_document("表.xls", by_xlwt(fill))
    assert document.metadata["uncomputed_formulas"] == "表一!B1"


def test_a_formula_with_an_empty_text_for_its_result_is_computed() -> None:
    data = workbook_file(lambda workbook: workbook.active.append(["甲", '=IF(C1="","",C1)']))
    part = "xl/worksheets/sheet1.xml"
    xml = members_of(data)[part]
    assert b'<c r="B1"><f>' in xml
    computed = xml.replace(b'<c r="B1"><f>', b'<c r="B1" t="str"><f>')
    document = read_document("表.xlsx", changed(data, {part: computed}))
    assert "uncomputed_formulas" not in document.metadata


def by_odfpy(*rows: tuple[table.TableCell, ...], **repeated: int) -> bytes:
    document = OpenDocumentSpreadsheet()
    sheet = table.Table(name="表一")
    for cells in rows:
        row = table.TableRow(**({"numberrowsrepeated": repeated["rows"]} if repeated else {}))
        for cell in cells:
            row.addElement(cell)
        sheet.addElement(row)
    document.spreadsheet.addElement(sheet)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def ods_cell(kind: str, value: object = None, seen: str | None = None, **more: object) -> table.TableCell:
    stated = {} if value is None else {"value": value}
    cell = table.TableCell(valuetype=kind, **stated, **more)
    if seen is not None:
        cell.addElement(text.P(text=seen))
    return cell


def test_odfpy_cells_with_and_without_their_text() -> None:
    data = by_odfpy(
        (
            ods_cell("string", seen="望杉区"),
            ods_cell("percentage", 0.9545, "95.45%"),
            ods_cell("percentage", 0.5),
            ods_cell("float", 12),
            table.TableCell(numbercolumnsrepeated=3),
            ods_cell("float", 0, "0", numbercolumnsrepeated=2),
        )
    )
    found = read_document("表.ods", data).tables[0].cells
    assert [(cell.column, cell.text, cell.number, cell.percent) for cell in found] == [
        (0, "望杉区", None, False),
        (1, "95.45%", 0.9545, True),
        (2, "50%", 0.5, True),
        (3, "12", 12.0, False),
        (7, "0", 0.0, False),
        (8, "0", 0.0, False),
    ]


def test_blank_cells_repeated_to_the_edge_do_no_harm() -> None:
    blank = table.TableCell(numbercolumnsrepeated=16_384)
    data = by_odfpy((ods_cell("string", seen="甲"), blank), rows=1)
    assert len(read_document("表.ods", data, SMALL).tables[0].cells) == 1


@pytest.mark.parametrize(
    ("rows", "columns", "code"),
    [
        (1_000_000, 1, "far_corner_sheet"),
        (50, 100, "too_many_cells"),
        (1_000_000, 16_384, "far_corner_sheet"),
    ],
)
def test_filled_cells_repeated_without_end_are_refused(rows: int, columns: int, code: str) -> None:
    data = by_odfpy((ods_cell("float", 7, "7", numbercolumnsrepeated=columns),), rows=rows)
    assert refusal("表.ods", data) == code


def test_comments_are_not_the_text_of_a_cell() -> None:
    from odf import office

    cell = ods_cell("string", seen="甲")
    note = office.Annotation()
    note.addElement(text.P(text="批注99"))
    cell.addElement(note)
    assert [c.text for c in read_document("表.ods", by_odfpy((cell,))).tables[0].cells] == ["甲"]


def test_hidden_sheets_of_odfpy() -> None:
    document = OpenDocumentSpreadsheet()
    hidden = style.Style(name="unseen", family="table")
    hidden.addElement(style.TableProperties(display="false"))
    document.automaticstyles.addElement(hidden)
    sheet = table.Table(name="上年", stylename=hidden)
    row = table.TableRow()
    row.addElement(ods_cell("string", seen="旧"))
    sheet.addElement(row)
    document.spreadsheet.addElement(sheet)
    buffer = io.BytesIO()
    document.save(buffer)
    assert [sheet.hidden for sheet in read_document("表.ods", buffer.getvalue()).tables] == [True]


@pytest.mark.parametrize("name", GUARDED)
def test_a_password_is_named_as_such(name: str) -> None:
    assert refusal(name, fixture(name)) == "encrypted"


def test_old_excel_faults_are_named() -> None:
    data = fixture("form_libreoffice.xls")
    assert refusal("表.xls", data[:1536]) in {"corrupt_document", "truncated_archive"}
    assert refusal("表.xls", workbook_file(lambda _: None)) == "mislabelled"
    assert refusal("表.xls", b"<html><table><tr><td>1</td></tr></table></html>") == "mislabelled"
    assert refusal("表.xls", (FIXTURES.parent / "report_libreoffice.doc").read_bytes()) == "mislabelled"
    assert refusal("表.ods", workbook_file(lambda workbook: workbook.active.append([1]))) == "mislabelled"
    assert refusal("表.xlsx", data) == "mislabelled"


def test_a_far_corner_of_an_old_sheet_is_measured_first() -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, 1)
        sheet.write(65_535, 255, 2)

    assert refusal("表.xls", by_xlwt(fill)) == "far_corner_sheet"


def test_a_cut_record_stream_is_truncated() -> None:
    from ingestion.readers.workbooks.binary_records import read_globals

    whole = struct.pack("<HHH", 0x0809, 2, 0x0600) + struct.pack("<HH", 0x000A, 0)
    assert read_globals(whole).sheets == ()
    with pytest.raises(UnreadableSubmission, match="truncated_archive"):
        read_globals(whole[:-4])


def test_macros_in_an_opendocument_file_are_refused() -> None:
    data = changed(fixture("form_libreoffice.ods"), {"Basic/Standard/script-lb.xml": b"<a/>"})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "Basic/Standard/script-lb.xml" in archive.namelist()
    assert refusal("表.ods", data) == "macros"


@pytest.mark.parametrize(
    "head",
    [
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel">',
        "<html><head><meta name=ProgId content=Excel.Sheet></head>",
    ],
)
def test_a_page_that_was_written_for_excel_is_read_under_the_name_of_a_workbook(head: str) -> None:
    page = f"{head}<body><table><tr><td>受理案件数<td>结案数<tr><td>66<td>64</table></body></html>"
    (table,) = read_document("表.xls", page.encode()).tables
    assert [cell.text for cell in table.cells] == ["受理案件数", "结案数", "66", "64"]
    assert refusal("表.xlsx", page.encode()) == "mislabelled"
