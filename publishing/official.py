"""The layout of official texts after GB/T 9704—2012, for whatever is written as a Word file.

The standard's fonts are named and not embedded (they are licensed): 小标宋, 仿宋, 黑体, 楷体, 宋体. An office
program without them puts its own substitutes in their place.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from docx.document import Document as DocumentObject
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section, _Footer
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

TITLE_FONT, BODY_FONT, HEADING_FONT, SUBHEADING_FONT, PAGE_FONT = (
    "方正小标宋简体",
    "仿宋_GB2312",
    "黑体",
    "楷体_GB2312",
    "宋体",
)
SIZE_2, SIZE_3, SIZE_4 = Pt(22), Pt(16), Pt(14)
"""2号, 3号 and 4号."""
LINE_SPACING = Pt(28.95)
"""22 lines in the 225 mm of the type area."""
TOP, LEFT, TYPE_AREA = Mm(37), Mm(28), (Mm(156), Mm(225))
PAGE = (Mm(210), Mm(297))
FOOTER_DISTANCE = Mm(22)
"""Puts the dashes of the page number 7 mm below the type area."""
EPOCH = datetime(2000, 1, 1)
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def set_up(document: DocumentObject, title: str, as_of: datetime | None) -> None:
    """Page, page number, base font and properties; ``as_of`` is the only time that the file carries."""
    properties = document.core_properties
    properties.title = title
    properties.author, properties.language, properties.comments = "", "zh-CN", ""
    properties.created = properties.modified = as_of.replace(tzinfo=None) if as_of else EPOCH
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", SIZE_3
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), BODY_FONT)
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    _set_page(section)
    _page_number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)


def _set_page(section: Section) -> None:
    section.page_width, section.page_height = PAGE
    section.top_margin, section.left_margin = TOP, LEFT
    section.right_margin = Mm(PAGE[0].mm - LEFT.mm - TYPE_AREA[0].mm)
    section.bottom_margin = Mm(PAGE[1].mm - TOP.mm - TYPE_AREA[1].mm)
    section.footer_distance = FOOTER_DISTANCE


def _page_number(footer: _Footer, side: WD_ALIGN_PARAGRAPH) -> None:
    """The page number in 4号 宋体 between dashes, one character in from the outer edge."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    edge = paragraph.paragraph_format
    edge.left_indent = edge.right_indent = SIZE_4
    for text in ("— ", None, " —"):
        run = paragraph.add_run(text or "")
        set_font(run, PAGE_FONT, SIZE_4, PAGE_FONT)
        if text is None:
            _add_page_field(run)


def _add_page_field(run: Run) -> None:
    for kind, instruction in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:instrText" if instruction else "w:fldChar")
        if instruction:
            element.text = instruction
        else:
            element.set(qn("w:fldCharType"), kind or "")
        run._r.append(element)


def paragraph(
    document: DocumentObject,
    text: str,
    font: str,
    size: Pt,
    *,
    centred: bool = False,
    indent: bool = False,
    keep: bool = False,
) -> Paragraph:
    """A paragraph in the line spacing of the standard; ``indent`` by two characters."""
    added = document.add_paragraph()
    layout = added.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, LINE_SPACING
    layout.keep_with_next = keep
    if centred:
        added.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        added.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if indent:
        layout.first_line_indent = Pt(2 * size.pt)
    if text:
        set_font(added.add_run(text), font, size)
    return added


def set_font(run: Run, east_asian: str, size: Pt, latin: str = "Times New Roman") -> None:
    """The font for Chinese characters and the one for all others."""
    run.font.name, run.font.size = latin, size
    properties = run._r.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), east_asian)
    language = OxmlElement("w:lang")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)


def same_bytes(document: DocumentObject) -> bytes:
    """The document packed without the time of writing, which would make every file differ."""
    packed, again = io.BytesIO(), io.BytesIO()
    document.save(packed)
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, ZIP_TIME), old.read(name), zipfile.ZIP_DEFLATED)
    return again.getvalue()
