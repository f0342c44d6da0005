"""Writes a notice as a Word file in the layout of official texts, with a table of what is sent back."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell, _Row

from publishing.evidence import printable
from publishing.notices.text import Notice, day_text, moulds
from publishing.official import (
    BODY_FONT,
    HEADING_FONT,
    SIZE_2,
    SIZE_3,
    TITLE_FONT,
    paragraph,
    same_bytes,
    set_font,
    set_up,
)

SIZE_5 = Pt(10.5)
WIDTHS = (11, 28, 16, 12, 18, 46, 22, 66, 28)
"""Millimetres of the columns of the annex; together the type area of a page laid across."""


def notice_bytes(notice: Notice) -> bytes:
    """The notice; the same notice gives the same bytes."""
    document = Document()
    set_up(document, notice.title, datetime.combine(notice.made_on, time(), tzinfo=UTC))
    paragraph(document, printable(notice.title), TITLE_FONT, SIZE_2, centred=True)
    paragraph(document, "", BODY_FONT, SIZE_3)
    paragraph(document, printable(notice.addressee), BODY_FONT, SIZE_3)
    paragraph(document, printable(notice.opening), BODY_FONT, SIZE_3, indent=True)
    for heading, lines in notice.sections:
        paragraph(document, heading, HEADING_FONT, SIZE_3, indent=True, keep=True)
        for line in lines:
            paragraph(document, printable(line), BODY_FONT, SIZE_3, indent=True)
    _close(document, notice)
    _annex(document, notice)
    return same_bytes(document)


def _close(document: DocumentObject, notice: Notice) -> None:
    """The annex named, then who signs and the day, to the right."""
    paragraph(document, "", BODY_FONT, SIZE_3)
    paragraph(document, f"附件：{moulds()['attachment']}", BODY_FONT, SIZE_3, indent=True)
    paragraph(document, "", BODY_FONT, SIZE_3)
    for line in (moulds()["signature"].format(reviewer=notice.reviewer), day_text(notice.made_on)):
        added = paragraph(document, printable(line), BODY_FONT, SIZE_3, keep=True)
        added.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        added.paragraph_format.right_indent = Pt(2 * SIZE_3.pt)


def _annex(document: DocumentObject, notice: Notice) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(25)
    paragraph(document, moulds()["table_title"], HEADING_FONT, SIZE_3)
    head, *rows = notice.table
    table = document.add_table(rows=0, cols=len(head))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Mm(width)
    _fill(table.add_row(), head, HEADING_FONT, is_head=True)
    for row in rows:
        _fill(table.add_row(), row, BODY_FONT)


def _fill(row: _Row, texts: tuple[str, ...], font: str, *, is_head: bool = False) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
    for cell, text, width in zip(row.cells, texts, WIDTHS, strict=True):
        cell.width = Mm(width)
        _write(cell, text, font, is_head)


def _write(cell: _Cell, text: str, font: str, is_head: bool) -> None:
    only = cell.paragraphs[0]
    if is_head:
        only.alignment = WD_ALIGN_PARAGRAPH.CENTER
    set_font(only.add_run(printable(text.replace("\n", " "))), font, SIZE_5)
    margins = cell._tc.get_or_add_tcPr()
    margins.append(_vertical("center" if is_head else "top"))


def _vertical(side: str) -> Any:
    element = OxmlElement("w:vAlign")
    element.set(qn("w:val"), side)
    return element
