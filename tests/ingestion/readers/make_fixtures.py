"""Makes the files of ``fixtures/`` from the invented report, by real writers.

Run by hand (``python tests/ingestion/readers/make_fixtures.py``) where LibreOffice (``soffice``) and the
fonts of ``fonts-noto-cjk`` are installed; the files are kept, because the writers differ from
machine to machine. What each writer contributes:

* ``report_office.docx``: python-docx, with automatic numbering of chapters and items
* ``report_libreoffice.docx``, ``.doc``, ``.odt``: the same, written anew by LibreOffice
* ``report.wps``: the Word 97 file under the name that WPS Writer gives it (the same binary layout)
* ``report_libreoffice.pdf``: LibreOffice, embedded fonts, running head and page numbers
* ``report_reportlab.pdf``: reportlab, a font that is not embedded, two drawn tables, page numbers
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as WordParagraph
from invented_report import REPORT, Piece, shown_rows, spans
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

FIXTURES = Path(__file__).with_name("fixtures")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LISTS = f"""<w:abstractNum xmlns:w="{W}" w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>
<w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>
<w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>"""
NUMBERED = f'<w:num xmlns:w="{W}" w:numId="90"><w:abstractNumId w:val="90"/></w:num>'
FONT = "STSong-Light"


def office_docx() -> bytes:
    """The report as a word processor would hold it: numbering not typed, numbers cut by bold runs."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.header.paragraphs[0].text = "澄湾市人社局2031年度报告（虚构样例）"
    _page_number(section.footer.paragraphs[0])
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Noto Serif CJK SC", Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    numbering = document.part.numbering_part.element
    first_list = numbering.find(qn("w:num"))
    numbering.insert(list(numbering).index(first_list), parse_xml(LISTS))
    numbering.append(parse_xml(NUMBERED))
    for piece in REPORT:
        _write_word(document, piece)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _write_word(document: WordDocument, piece: Piece) -> None:
    if piece.kind == "table":
        rows = shown_rows(piece.grid)
        table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
        for row, column, high, wide, text in spans(piece.grid):
            cell = table.cell(row, column)
            if high > 1 or wide > 1:
                cell = cell.merge(table.cell(row + high - 1, column + wide - 1))
            cell.paragraphs[0].add_run(text).font.size = Pt(12)
        return
    paragraph = document.add_paragraph()
    for text, bold in piece.runs:
        run = paragraph.add_run(text)
        run.bold = bold
        run.font.size = Pt(22) if piece.kind == "title" else None
    layout = paragraph.paragraph_format
    layout.space_after = Pt(0)
    if piece.kind in {"title", "note"}:
        layout.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif piece.kind == "signature":
        layout.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    else:
        layout.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        layout.first_line_indent = Pt(32)
    if piece.label:
        level = 0 if piece.kind == "chapter" else 1
        properties = paragraph._p.get_or_add_pPr()
        numbered = f'<w:numPr xmlns:w="{W}"><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
        properties.insert_element_before(parse_xml(numbered), "w:spacing", "w:ind", "w:jc")


def _run(text: str, properties: str = "", tag: str = "t") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:{tag}>{text}</w:{tag}></w:r>"


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


REVISION = 'w:id="1" w:author="甲" w:date="2032-01-01T00:00:00Z"'
LINK = ' HYPERLINK "https://example.org/77" '
HABITS = (
    _run("受理") + _run("隐藏99", "<w:vanish/>") + _run("67件。"),
    f"{_run('裁决')}<w:del {REVISION}>{_run('88', tag='delText')}</w:del>"
    f"<w:ins {REVISION}>{_run('12')}</w:ins>{_run('件。')}",
    _mark("begin")
    + _run(LINK, tag="instrText")
    + _mark("separate")
    + _run("见附件")
    + _mark("end")
    + _run("，5件。"),
    f"{_run('结案率98')}<w:r><w:noBreakHyphen/></w:r>{_run('99%，𠮷野家ABC。')}",
    f"{_run('第一行，')}<w:r><w:br/></w:r>{_run('第二行。')}",
)
"""What else Word files hold: hidden letters, tracked changes, fields, rare characters, soft breaks."""


def habits_docx() -> bytes:
    """A Word file with what :data:`HABITS` shows, an empty cell at the end of a row, a table in a table."""
    document = docx.Document()
    document.add_paragraph("望杉区2031年情况（虚构样例）")
    for xml in HABITS:
        document.element.body.insert(-1, parse_xml(f'<w:p xmlns:w="{W}">{xml}</w:p>'))
    table = document.add_table(3, 3, style="Table Grid")
    for number, text in enumerate(("地区", "件数", "", "望杉区", "", "7", "", "", "9")):
        table.cell(number // 3, number % 3).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    inner = table.cell(0, 2).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "内表", "3"
    document.add_paragraph("表后一段，共5条。")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _page_number(paragraph: WordParagraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    field = f'<w:fldSimple xmlns:w="{W}" w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))
    paragraph.add_run(" —")


def reportlab_pdf() -> bytes:
    """The report as a program prints it: single lines placed one by one, borders as drawn lines."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    template = SimpleDocTemplate(
        buffer, pagesize=A4, title="澄湾市人力资源和社会保障局2031年度法治政府建设情况报告", invariant=1
    )
    template.build([_printed(piece) for piece in REPORT], onFirstPage=_margins, onLaterPages=_margins)
    return buffer.getvalue()


def _margins(canvas: Canvas, _: SimpleDocTemplate) -> None:
    canvas.setFont(FONT, 9)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 40, "2031年度法治政府建设情况报告（虚构样例）")
    canvas.drawCentredString(A4[0] / 2, 35, f"第 {canvas.getPageNumber()} 页")


def _printed(piece: Piece) -> Flowable:
    if piece.kind == "table":
        merged = [
            ("SPAN", (column, row), (column + wide - 1, row + high - 1))
            for row, column, high, wide, _ in spans(piece.grid)
        ]
        lines = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), FONT, 10)]
        return Table(shown_rows(piece.grid), style=TableStyle([*lines, *merged]))
    size = 20 if piece.kind == "title" else 14
    style = ParagraphStyle(piece.kind, fontName=FONT, fontSize=size, leading=size * 1.6, wordWrap="CJK")
    style.firstLineIndent = 2 * size if piece.kind in {"body", "chapter", "item"} else 0
    style.alignment = {"title": TA_CENTER, "note": TA_CENTER, "signature": TA_RIGHT}.get(piece.kind, 0)
    return Paragraph(piece.plain, style)


def converted(source: Path, target: str, folder: Path) -> bytes:
    """The file written anew by LibreOffice."""
    out = folder / target.partition(":")[0]
    out.mkdir(exist_ok=True)
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{folder}/profile",
        "--convert-to",
        target,
    ]
    subprocess.run(
        [*command, "--outdir", str(out), str(source)], check=True, capture_output=True, timeout=180
    )
    return (out / f"{source.stem}.{target.partition(':')[0]}").read_bytes()


def main() -> None:
    """Writes all fixtures anew."""
    FIXTURES.mkdir(exist_ok=True)
    office = FIXTURES / "report_office.docx"
    office.write_bytes(office_docx())
    (FIXTURES / "report_reportlab.pdf").write_bytes(reportlab_pdf())
    habits = FIXTURES / "habits_office.docx"
    habits.write_bytes(habits_docx())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for target in ("docx", "doc:MS Word 97", "pdf"):
            ending = target.partition(":")[0]
            (FIXTURES / f"report_libreoffice.{ending}").write_bytes(converted(office, target, folder))
        (FIXTURES / "habits_libreoffice.doc").write_bytes(converted(habits, "doc:MS Word 97", folder))
    shutil.copyfile(FIXTURES / "report_libreoffice.doc", FIXTURES / "report.wps")


if __name__ == "__main__":
    main()
