"""Word documents: the text that a reader sees, whole and once."""

from __future__ import annotations

import pytest
from docx.document import Document as WordDocument
from invented_office_files import W, changed, members_of, paragraph, word_body, word_file

from ingestion.documents import Document
from ingestion.readers import read_document


def read(body: str, parts: dict[str, str] | None = None) -> Document:
    return read_document("报告.docx", word_body(body, parts))


def lines(document: Document) -> list[str]:
    return document.text.split("\n")


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF a \\h </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>67</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
TEXT_BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx><w:txbxContent>'
    "<w:p><w:r><w:t>框中3件</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>框中3件</w:t></w:r></w:p></w:txbxContent>"
    "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


@pytest.mark.parametrize(
    ("rule", "body", "expected"),
    [
        ("runs join", paragraph("受理", "67", "件"), ["受理67件"]),
        (
            "deletions are left out",
            paragraph("受理", "<w:del><w:r><w:delText>76</w:delText></w:r></w:del>", "67件"),
            ["受理67件"],
        ),
        (
            "insertions are kept",
            paragraph("受理", "<w:ins><w:r><w:t>67</w:t></w:r></w:ins>", "件"),
            ["受理67件"],
        ),
        (
            "moved text stands where it went",
            paragraph("<w:moveFrom><w:r><w:t>甲</w:t></w:r></w:moveFrom>", "乙"),
            ["乙"],
        ),
        ("field codes are left out, results kept", paragraph("共", FIELD, "件"), ["共67件"]),
        (
            "hidden runs are left out",
            paragraph("共", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>99</w:t></w:r>", "6件"),
            ["共6件"],
        ),
        (
            "vanish switched off shows",
            paragraph('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>6件</w:t></w:r>'),
            ["6件"],
        ),
        ("text boxes come once, after their paragraph", paragraph("正文", TEXT_BOX), ["正文", "框中3件"]),
        (
            "a break after a sentence ends a paragraph",
            paragraph("甲。", "<w:r><w:br/></w:r>", "乙。"),
            ["甲。", "乙。"],
        ),
        ("a break inside a number does not", paragraph("受理1", "<w:r><w:br/></w:r>", "2件"), ["受理12件"]),
        (
            "a centred title is one line",
            paragraph("某局", "<w:r><w:br/></w:r>", "报告", properties='<w:jc w:val="center"/>'),
            ["某局报告"],
        ),
        ("tabs stay", paragraph("甲", "<w:r><w:tab/></w:r>", "1"), ["甲\t1"]),
        (
            "a deleted paragraph end joins",
            paragraph("受理", properties="<w:rPr><w:del/></w:rPr>") + paragraph("67件"),
            ["受理67件"],
        ),
        (
            "content controls are transparent",
            f"<w:sdt><w:sdtContent>{paragraph('甲')}</w:sdtContent></w:sdt>",
            ["甲"],
        ),
        (
            "a generated table of contents is left out",
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
            "</w:sdtPr>"
            f"<w:sdtContent>{paragraph('一、总体情况	1')}</w:sdtContent></w:sdt>{paragraph('一、总体情况')}",
            ["一、总体情况"],
        ),
        (
            "blank paragraphs are no lines",
            paragraph("甲") + paragraph("\u3000") + paragraph("乙"),
            ["甲", "乙"],
        ),
        (
            "ruby keeps its base",
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>chéng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>澄</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
            ["澄"],
        ),
    ],
)
def test_visible_text(rule: str, body: str, expected: list[str]) -> None:
    assert lines(read(body)) == expected, rule


def test_headings_by_style_and_by_outline_level() -> None:
    def fill(document: WordDocument) -> None:
        document.add_heading("报告", 0)
        document.add_heading("一、总体情况", 1)
        document.add_heading("（一）争议处理", 2)
        document.add_paragraph("正文。")

    document = read_document("报告.docx", word_file(fill))
    assert [(b.kind, b.level) for b in document.blocks] == [
        ("heading", 1),
        ("heading", 1),
        ("heading", 2),
        ("paragraph", None),
    ]
    outlined = read(paragraph("一、总体情况", properties='<w:outlineLvl w:val="0"/>') + paragraph("正文"))
    assert [(b.kind, b.level) for b in outlined.blocks] == [("heading", 1), ("paragraph", None)]


def test_headers_and_footers_are_left_out() -> None:
    def fill(document: WordDocument) -> None:
        document.add_paragraph("正文。")
        document.sections[0].header.paragraphs[0].text = "页眉2031"
        document.sections[0].footer.paragraphs[0].text = "— 3 —"

    assert read_document("报告.docx", word_file(fill)).text == "正文。"


def test_footnotes_follow_the_text() -> None:
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{paragraph("含终局裁决。")}</w:footnote></w:footnotes>'
    )
    body = paragraph("裁决56件", '<w:r><w:footnoteReference w:id="2"/></w:r>', "。") + paragraph("下文。")
    assert lines(read(body, {"footnotes": notes})) == ["裁决56件。", "下文。", "含终局裁决。"]


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if text.startswith('<') else paragraph(text)}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


SPAN, DOWN, CONTINUED = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_merged_cells_come_once_with_their_spans() -> None:
    table = row(cell("地区", DOWN), cell("案件", SPAN)) + row(cell("", CONTINUED), cell("受理"), cell("结案"))
    document = read(f"<w:tbl>{table}{row(cell('望杉区'), cell('12'), cell('11'))}</w:tbl>")
    (grid,) = document.tables
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in grid.cells] == [
        (0, 0, 2, 1, "地区"),
        (0, 1, 1, 2, "案件"),
        (1, 1, 1, 1, "受理"),
        (1, 2, 1, 1, "结案"),
        (2, 0, 1, 1, "望杉区"),
        (2, 1, 1, 1, "12"),
        (2, 2, 1, 1, "11"),
    ]
    assert (grid.row_count, grid.column_count) == (3, 3)
    assert lines(document) == ["地区\t案件\t", "\t受理\t结案", "望杉区\t12\t11"]


def test_a_nested_table_follows_the_outer_one() -> None:
    inner = f"<w:tbl>{row(cell('内甲'), cell('1'))}</w:tbl>"
    table = f"<w:tbl>{row(cell('外甲'), cell(paragraph('外乙') + inner + paragraph('')))}</w:tbl>"
    document = read(table)
    assert lines(document) == ["外甲\t外乙", "内甲\t1"]
    assert len(document.tables) == 2


def test_a_frame_of_one_column_is_read_as_paragraphs() -> None:
    document = read(f"<w:tbl>{row(cell(paragraph('一、情况') + paragraph('受理3件。')))}</w:tbl>")
    assert not document.tables
    assert lines(document) == ["一、情况", "受理3件。"]


def test_deleted_rows_are_left_out() -> None:
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('旧')}{cell('9')}</w:tr>"
    document = read(f"<w:tbl>{row(cell('新'), cell('1'))}{deleted}</w:tbl>")
    assert document.text == "新\t1"


def test_core_properties_become_metadata() -> None:
    def fill(document: WordDocument) -> None:
        document.add_paragraph("正文。")
        document.core_properties.title = "情况报告"
        document.core_properties.author = "法规科"

    metadata = read_document("报告.docx", word_file(fill)).metadata
    assert (metadata["title"], metadata["author"]) == ("情况报告", "法规科")


def test_strict_office_files_read_like_usual_ones() -> None:
    usual = word_file(lambda document: document.add_paragraph("受理67件。"))
    strict = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, content in members_of(usual).items()
    }
    assert read_document("报告.docx", changed(usual, strict)).text == "受理67件。"
