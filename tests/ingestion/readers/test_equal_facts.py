"""One report in every format that bureaus send gives the same facts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from invented_report import REPORT, Piece, shown_rows, spans

from catalog import load_catalog
from ingestion.readers import read_document
from ingestion.reading import Reading, read_submission

FIXTURES = Path(__file__).with_name("fixtures")
LEAST_FACTS = 50
FILES = (
    "report_office.docx",
    "report_libreoffice.docx",
    "report_libreoffice.doc",
    "report.wps",
    "report_libreoffice.pdf",
    "report_reportlab.pdf",
)
Fact = tuple[object, ...]


def as_text() -> str:
    """The report as a text file, the table as its lines with tabs."""
    lines = []
    for piece in REPORT:
        if piece.kind == "table":
            lines += ["\t".join(row) for row in shown_rows(piece.grid)]
        else:
            lines.append(piece.plain)
    return "\r\n".join(lines)


def as_html() -> str:
    """The report as an article of a government site."""
    body = "".join(map(_element, REPORT))
    title = REPORT[0].plain
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_澄湾市人民政府</title>
      <meta name="ArticleTitle" content="{title}"></head><body>
      <div class="nav"><a href="/">首页</a></div><div class="main"><h1>{title}</h1>
      <div class="info">发布时间：2032-01-26 来源：市人社局 浏览次数：<span>378</span></div>
      <div class="TRS_Editor">{body}</div></div>
      <div class="footer">联系电话：0999-1234567</div></body></html>"""


def _element(piece: Piece) -> str:
    if piece.kind == "title":
        return ""
    if piece.kind == "table":
        rows: dict[int, str] = {}
        for row, _, high, wide, text in spans(piece.grid):
            rows[row] = rows.get(row, "") + f"<td rowspan={high} colspan={wide}><p>{text}</p></td>"
        return f"<table>{''.join(f'<tr>{cells}</tr>' for cells in rows.values())}</table>"
    inner = "".join(f"<b>{text}</b>" if bold else f"<span>{text}</span>" for text, bold in piece.runs)
    return f"<p>&emsp;&emsp;{piece.label}{inner.replace(chr(10), '<br>')}</p>"


def contents() -> dict[str, bytes]:
    """Every file of the report under the name of its format."""
    made = {
        "utf8.txt": as_text().encode(),
        "utf16.txt": as_text().encode("utf-16"),
        "gb18030.txt": as_text().encode("gb18030"),
        "page.html": as_html().encode(),
        "gb2312.html": as_html().replace('charset="utf-8"', 'charset="gb2312"').encode("gb18030"),
    }
    return made | {name: (FIXTURES / name).read_bytes() for name in FILES}


def reading(name: str, data: bytes) -> Reading:
    """The reading of a file; all are received under one name, which tells nothing."""
    extension = name.rpartition(".")[2]
    return read_submission(
        read_document(f"报告.{extension}", data), f"报告.{extension}", None, load_catalog()
    )


def facts(of: Reading) -> Counter[Fact]:
    """Every fact with what makes it one; the place in the text is the file's own."""
    return Counter(
        (
            *(o.indicator_id, o.value, o.value_low, o.value_high, o.unit, o.qualifier, o.org_scope),
            *(o.period_type, o.period_year, o.assertion, o.raw_text),
        )
        for o in of.observations
        if o.disposition == "fact"
    )


CONTENTS = contents()
EXPECTED = reading("report_office.docx", CONTENTS["report_office.docx"])


def test_there_is_something_to_compare() -> None:
    assert len(facts(EXPECTED)) >= LEAST_FACTS
    assert EXPECTED.identity.report_year == 2031


@pytest.mark.parametrize("name", CONTENTS)
def test_the_same_report_gives_the_same_facts(name: str) -> None:
    read = reading(name, CONTENTS[name])
    assert facts(read) - facts(EXPECTED) == Counter()
    assert facts(EXPECTED) - facts(read) == Counter()
    identity = read.identity
    assert (identity.report_year, identity.kind, identity.agency, identity.region_name) == (
        EXPECTED.identity.report_year,
        EXPECTED.identity.kind,
        EXPECTED.identity.agency,
        EXPECTED.identity.region_name,
    )


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".pdf")])
def test_facts_of_a_pdf_have_their_page(name: str) -> None:
    read = reading(name, CONTENTS[name])
    pages = {o.raw_text: o.page for o in read.observations}
    assert all(o.page for o in read.observations if o.start is not None)
    assert pages["2680余万元"] == 1
    assert pages["480人次"] == 2
