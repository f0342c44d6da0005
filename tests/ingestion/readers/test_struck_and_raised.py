"""What a clerk struck out is no text of the submission, a raised mark no digit of the number beside it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
import xlsxwriter
import xlwt
from invented_office_files import W, paragraph, word_body, workbook_file
from odf import style, table, text
from odf.opendocument import OpenDocumentSpreadsheet
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from printed_pages import FONT, LEFT, SIZE, TOP, pdf_file
from reportlab.pdfgen.canvas import Canvas

from ingestion.readers import read_document
from ingestion.readers.raised import lowered, raised, settled

RAISED = [
    ("a mark behind a measure word is a note", ("案件12件", "1", "。"), "案件12件。"),
    ("so is one in brackets, on a number too", ("案件12", "[1]", "件。"), "案件12件。"),
    ("and a circled one", ("案件12", "①", "件。"), "案件12件。"),
    ("and an asterisk", ("案件12", "*", "件。"), "案件12件。"),
    ("several notes are one mark", ("案件12件", "1,2", "。"), "案件12件。"),
    ("digits against a number stay, and stay raised", ("案件12", "1", "件。"), "案件12¹件。"),
    ("also before it", ("案件", "1", "2件。"), "案件¹2件。"),
    ("also in full width", ("案件12", "１", "件。"), "案件12¹件。"),
    ("a unit keeps its power", ("新建1200m", "2", "。"), "新建1200m²。"),
    ("words are words", ("案件12件", "（含终局裁决）", "。"), "案件12件（含终局裁决）。"),
    ("their digits are not glued to a number either", ("案件1", "2件", "。"), "案件1²件。"),
]


@pytest.mark.parametrize(("pieces", "expected"), [case[1:] for case in RAISED], ids=[c[0] for c in RAISED])
def test_raised_characters(pieces: tuple[str, str, str], expected: str) -> None:
    before, mark, after = pieces
    assert settled(before + raised(mark) + after) == expected
    halves = "".join(raised(letter) for letter in mark)
    assert settled(before + halves + after) == expected, "however the writer cut it"


@pytest.mark.parametrize("marked", [raised("12"), raised("1") + raised("2"), lowered("12")])
def test_what_is_set_off_the_line_as_a_whole_is_text(marked: str) -> None:
    assert settled(marked) == "12"


def test_lowered_digits_stay_lowered() -> None:
    assert settled(f"CO{lowered('2')}排放12{lowered('1')}件") == "CO₂排放12₁件"


def set_as(properties: str, words: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>"


STRIKE, RAISE = "<w:strike/>", '<w:vertAlign w:val="superscript"/>'
STYLES = (
    f'<w:styles {W}><w:style w:type="character" w:styleId="gone"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="later"><w:basedOn w:val="gone"/></w:style>'
    f'<w:style w:type="character" w:styleId="mark"><w:rPr>{RAISE}</w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="old"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
)
WORD = [
    ("struck out", paragraph("受理", set_as(STRIKE, "35"), "6件。"), "受理6件。"),
    ("struck out twice", paragraph("受理", set_as("<w:dstrike/>", "35"), "36件。"), "受理36件。"),
    ("switched off", paragraph("受理", set_as('<w:strike w:val="0"/>', "35"), "件。"), "受理35件。"),
    ("by a style", paragraph("受理", set_as('<w:rStyle w:val="gone"/>', "35"), "36件。"), "受理36件。"),
    (
        "by the style of a style",
        paragraph("受理", set_as('<w:rStyle w:val="later"/>', "35"), "36件。"),
        "受理36件。",
    ),
    (
        "a run says otherwise than its style",
        paragraph(set_as('<w:rStyle w:val="gone"/><w:strike w:val="false"/>', "受理35件。")),
        "受理35件。",
    ),
    (
        "hidden by the style of the paragraph",
        paragraph("上年30件。", properties='<w:pStyle w:val="old"/>') + paragraph("受理35件。"),
        "受理35件。",
    ),
    (
        "a note mark raised by hand",
        paragraph("受理12", set_as(RAISE, "①"), "件", set_as(RAISE, "2"), "。"),
        "受理12件。",
    ),
    (
        "raised by a style",
        paragraph("受理12", set_as('<w:rStyle w:val="mark"/>', "1"), "件。"),
        "受理12¹件。",
    ),
    (
        "in an insertion",
        paragraph("受理", f"<w:ins>{set_as(STRIKE, '35')}{set_as('', '36')}</w:ins>", "件。"),
        "受理36件。",
    ),
    (
        "a note to struck words",
        paragraph("受理36件。", "<w:r><w:rPr><w:strike/></w:rPr><w:footnoteReference w:id='2'/></w:r>"),
        "受理36件。",
    ),
]
NOTES = f'<w:footnotes {W}><w:footnote w:id="2">{paragraph("原为35件。")}</w:footnote></w:footnotes>'


@pytest.mark.parametrize(("body", "expected"), [case[1:] for case in WORD], ids=[case[0] for case in WORD])
def test_word_documents(body: str, expected: str) -> None:
    document = read_document("报告.docx", word_body(body, {"styles": STYLES, "footnotes": NOTES}))
    assert document.text == expected


def test_a_struck_cell_of_a_word_table_is_blank() -> None:
    cells = ("受理", set_as(STRIKE, "35")), ("结案", set_as("", "30"))
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in pair)}</w:tr>" for pair in cells
    )
    assert read_document("表.docx", word_body(f"<w:tbl>{rows}</w:tbl>")).text == "受理\t\n结案\t30"


PAGE = "<html><body><div><p>全县依法办理各类劳动人事争议，情况如下。</p>{}</div></body></html>"
WEB = [
    ("<p>受理<s>35</s>36件。</p>", "受理36件。"),
    ("<p>受理<del>35</del><ins>36</ins>件。</p>", "受理36件。"),
    ('<p>受理<span style="text-decoration: line-through">35</span>36件。</p>', "受理36件。"),
    ('<p>受理<span style="TEXT-DECORATION-LINE:line-through;">35</span>36件。</p>', "受理36件。"),
    ('<p>受理<u style="text-decoration:underline">36</u>件。</p>', "受理36件。"),
    ("<p>受理12件<sup>1</sup>。</p>", "受理12件。"),
    ("<p>受理12<sup><a href='#n1'>[1]</a></sup>件。</p>", "受理12件。"),
    ("<p>受理12<sup>1</sup>件。</p>", "受理12¹件。"),
    ('<p>受理12<span style="vertical-align:super;font-size:9px">1</span>件。</p>', "受理12¹件。"),
]


@pytest.mark.parametrize(("body", "expected"), WEB)
def test_web_pages(body: str, expected: str) -> None:
    document = read_document("网页.html", PAGE.format(body).encode())
    assert document.text.split("\n")[-1] == expected


def test_cells_of_a_web_table() -> None:
    first = "<tr><td>受理</td><td><s>35</s>36<sup>①</sup></td></tr>"
    grid = f"<table>{first}<tr><td>结案</td><td>30</td></tr></table>"
    (found,) = read_document("网页.html", PAGE.format(grid).encode()).tables
    assert [cell.text for cell in found.cells] == ["受理", "36", "结案", "30"]


def by_xlsxwriter() -> bytes:
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer)
    sheet = workbook.add_worksheet()
    struck, above = workbook.add_format({"font_strikeout": True}), workbook.add_format({"font_script": 1})
    money = workbook.add_format({"font_strikeout": True, "num_format": "#,##0.00"})
    sheet.write_row(0, 0, ["受理", "结案", "裁决"])
    sheet.write(1, 0, 35, struck)
    sheet.write_rich_string(1, 1, struck, "35", "36件")
    sheet.write_rich_string(1, 2, "12", above, "1", "件")
    sheet.write(1, 3, 1234.5, money)
    sheet.write(1, 4, 36)
    workbook.close()
    return buffer.getvalue()


def by_openpyxl() -> bytes:
    """Rich texts within the sheet itself, not among the shared ones."""

    def fill(workbook: Workbook) -> None:
        sheet = workbook.active
        assert isinstance(sheet, Worksheet)
        gone, above = InlineFont(strike=True), InlineFont(vertAlign="superscript")
        sheet["A1"] = CellRichText(TextBlock(gone, "35"), "36件")
        sheet["B1"] = CellRichText("12件", TextBlock(above, "注1"))
        sheet["C1"] = CellRichText("结案", TextBlock(InlineFont(b=True), "30件"))

    return workbook_file(fill)


def by_xlwt() -> bytes:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("表一")
    for column, word in enumerate(["受理", "结案"]):
        sheet.write(0, column, word)
    for index in range(6):  # the fifth font and those behind it are counted otherwise
        sheet.write(2 + index, 0, index, xlwt.easyxf(f"font: height {200 + 20 * index}"))
    sheet.write(1, 0, 35, xlwt.easyxf("font: struck_out on"))
    sheet.write(1, 1, 36)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def opendocument() -> bytes:
    workbook = OpenDocumentSpreadsheet()
    looks = {"gone": {"textlinethroughstyle": "solid"}, "above": {"textposition": "super 58%"}}
    for name, look in looks.items():
        for family in ("table-cell", "text"):
            entry = style.Style(name=f"{name}-{family}", family=family)
            entry.addElement(style.TextProperties(**look))
            workbook.automaticstyles.addElement(entry)
    row = table.TableRow()
    for pieces, whole in (
        (["受理"], ""),
        (["35"], "gone-table-cell"),
        (["*35", "36件"], ""),
        (["12", "^1"], ""),
    ):
        cell = table.TableCell(valuetype="string", **({"stylename": whole} if whole else {}))
        words = text.P()
        for piece in pieces:
            named = {"*": "gone-text", "^": "above-text"}.get(piece[0])
            words.addElement(text.Span(text=piece[1:], stylename=named) if named else text.Span(text=piece))
        cell.addElement(words)
        row.addElement(cell)
    sheet = table.Table(name="表一")
    sheet.addElement(row)
    workbook.spreadsheet.addElement(sheet)
    buffer = io.BytesIO()
    workbook.write(buffer)
    return buffer.getvalue()


WORKBOOKS: list[tuple[str, Callable[[], bytes], dict[tuple[int, int], str]]] = [
    ("表.xlsx", by_xlsxwriter, {(1, 1): "36件", (1, 2): "12¹件", (1, 4): "36"}),
    ("表二.xlsx", by_openpyxl, {(0, 0): "36件", (0, 1): "12件", (0, 2): "结案30件"}),
    ("表.xls", by_xlwt, {(1, 1): "36"}),
    ("表.ods", opendocument, {(0, 0): "受理", (0, 2): "36件", (0, 3): "12¹"}),
]


@pytest.mark.parametrize(("name", "make", "expected"), WORKBOOKS, ids=[case[0] for case in WORKBOOKS])
def test_workbooks(name: str, make: Callable[[], bytes], expected: dict[tuple[int, int], str]) -> None:
    row = max(place[0] for place in expected)
    cells = read_document(name, make()).tables[0].cells
    assert {(cell.row, cell.column): cell.text for cell in cells if cell.row == row} == expected


def test_what_stands_beside_a_struck_cell_of_old_excel_is_seen() -> None:
    column = [cell.text for cell in read_document("表.xls", by_xlwt()).tables[0].cells if cell.column == 0]
    assert column == ["受理", *map(str, range(6))]


@pytest.mark.parametrize(
    ("before", "mark", "after", "expected"),
    [
        ("受理案件12件", "1", "，结案11件。", "受理案件12件，结案11件。"),
        ("受理案件12", "1", "件。", "受理案件12¹件。"),
    ],
)
def test_printed_pages(before: str, mark: str, after: str, expected: str) -> None:
    def draw(canvas: Canvas) -> None:
        line = canvas.beginText(LEFT, TOP)
        for words, size, rise in ((before, SIZE, 0), (mark, SIZE * 0.6, SIZE * 0.4), (after, SIZE, 0)):
            line.setFont(FONT, size)
            line.setRise(rise)
            line.textOut(words)
        canvas.drawText(line)

    read = read_document("报告.pdf", pdf_file(draw)).text
    assert re.sub(r"\s", "", read) == expected
