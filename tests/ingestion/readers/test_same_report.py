"""The same report as txt, docx and html: the same paragraphs, the same table."""

from __future__ import annotations

from docx.document import Document as WordDocument
from invented_office_files import word_file

from ingestion.documents import Document
from ingestion.readers import read_document

TITLE = "澄湾市人力资源和社会保障局2031年法治政府建设情况报告（虚构样例）"
PARAGRAPHS = [
    "一、主要举措和成效",
    "2031年，我局依法处理劳动人事争议案件1,234件，其中裁决56件、调解1178件，结案率98.8%。",
    "（一）规范执法行为。全年开展检查320余户次，立案12件，罚款3.5万元。",
    "二、下一步打算",
    "2032年，力争调解成功率达到75%以上。",
]
GRID = [["地区", "受理件数", "结案率"], ["望杉区", "120", "97.5%"], ["青岚县", "85", "100%"]]
SIGNATURE = ["澄湾市人力资源和社会保障局", "2032年1月15日"]
LINES = [TITLE, *PARAGRAPHS, *SIGNATURE]


def as_txt() -> bytes:
    return "\r\n".join([TITLE, "", *(f"\u3000\u3000{line}" for line in PARAGRAPHS), *SIGNATURE]).encode(
        "gb18030"
    )


def as_docx() -> bytes:
    def fill(document: WordDocument) -> None:
        document.add_heading(TITLE, 0)
        for line in PARAGRAPHS:
            document.add_paragraph(f"\u3000\u3000{line}")
        table = document.add_table(len(GRID), len(GRID[0]))
        for row, values in enumerate(GRID):
            for column, value in enumerate(values):
                table.cell(row, column).text = value
        for line in SIGNATURE:
            document.add_paragraph(line)

    return word_file(fill)


def as_html() -> bytes:
    rows = "".join(f"<tr>{''.join(f'<td><p>{value}</p></td>' for value in values)}</tr>" for values in GRID)
    body = "".join(f"<p>&nbsp;&nbsp;&nbsp;&nbsp;{line}</p>\n" for line in PARAGRAPHS)
    signature = "".join(f'<p style="text-align:right">{line}</p>' for line in SIGNATURE)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}_澄湾市人民政府</title>
      <meta name="ArticleTitle" content="{TITLE}">
      <meta name="PubDate" content="2032-01-16 09:30"></head><body>
      <div class="nav"><a href="/">首页</a><a href="/gk">政务公开</a></div>
      <div class="crumb">当前位置：<a href="/">首页</a> &gt; 法治政府建设</div>
      <div class="main"><h1>{TITLE}</h1>
      <div class="info">发布时间：2032-01-16 来源：市人社局 浏览次数：<span>378</span> 字号：[大 中 小]</div>
      <div id="zoom">{body}<table>{rows}</table>{signature}</div>
      <div class="share">分享到：<a>微信</a><a>微博</a></div></div>
      <div class="footer">主办单位：澄湾市人民政府 联系电话：0999-1234567 云ICP备99001234号</div>
      </body></html>""".encode()


def lines_of(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.kind != "table"]


def grid_of(document: Document) -> list[tuple[int, int, str]]:
    return [(cell.row, cell.column, cell.text) for table in document.tables for cell in table.cells]


def test_three_formats_give_the_same_paragraphs() -> None:
    read = {name: read_document(f"报告.{name}", data()) for name, data in FORMATS.items()}
    assert {name: lines_of(document) for name, document in read.items()} == dict.fromkeys(FORMATS, LINES)


def test_docx_and_html_give_the_same_table() -> None:
    expected = [
        (row, column, value) for row, values in enumerate(GRID) for column, value in enumerate(values)
    ]
    assert grid_of(read_document("报告.docx", as_docx())) == expected
    assert grid_of(read_document("报告.html", as_html())) == expected


def test_every_place_points_at_its_text() -> None:
    for name, data in FORMATS.items():
        document = read_document(f"报告.{name}", data())
        for block in document.blocks:
            assert document.text[block.start : block.end].strip(), name
        for cell in (cell for table in document.tables for cell in table.cells):
            assert document.text[cell.start : cell.end] == cell.text, name


def test_the_page_around_the_report_is_left_out() -> None:
    document = read_document("报告.html", as_html())
    for furniture in ("首页", "浏览次数", "378", "微信", "0999", "ICP", "字号"):
        assert furniture not in document.text
    assert document.metadata["title"] == TITLE
    assert document.metadata["published_on"] == "2032-01-16"


FORMATS = {"txt": as_txt, "docx": as_docx, "html": as_html}
