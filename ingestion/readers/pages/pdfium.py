"""The edge to PDFium: the characters and rules of each page, read through its plain C interface.

The plain text that PDFium puts together itself is not used: it moves the quotation marks of fallback
fonts to the end of their line. Origins of characters are exact in all producers' files.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium
import pypdfium2.raw as c

from ingestion.readers.faults import fault
from ingestion.readers.limits import Limits
from ingestion.readers.pages.fonts import provide_fonts
from ingestion.readers.pages.glyphs import is_no_character
from ingestion.readers.pages.layout import Character, PageContent
from ingestion.readers.pages.ruling import page_rules
from ingestion.readers.pages.turning import Turn

_INVISIBLE = 3
_PASSWORD_FAULTS = frozenset({c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY})
_QUARTER = math.pi / 2


@contextmanager
def opened(data: bytes, limits: Limits) -> Iterator[pdfium.PdfDocument]:
    """The document, closed afterwards; raises ``encrypted``, ``truncated_pdf``, ``corrupt_document`` or
    ``too_many_pages``."""
    document = _open(data)
    try:
        count = len(document)
        if count > limits.pages:
            raise fault("too_many_pages", count=count, limit=limits.pages)
        if not count:
            raise fault("corrupt_document", detail="没有页面")
        yield document
    finally:
        document.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    provide_fonts()
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in _PASSWORD_FAULTS:
            raise fault("encrypted") from error
        if b"%%EOF" not in data[-2048:]:
            raise fault("truncated_pdf") from error
        raise fault("corrupt_document", detail="PDF 结构错误") from error


def page_content(document: pdfium.PdfDocument, index: int) -> PageContent:
    """The characters and rules of the page with this index (from 0)."""
    try:
        page = document[index]
    except pdfium.PdfiumError as error:
        raise fault("corrupt_document", detail=f"第 {index + 1} 页无法打开") from error
    try:
        return _content(page, index + 1)
    finally:
        page.close()


def _content(page: pdfium.PdfPage, number: int) -> PageContent:
    text_page = page.get_textpage()
    try:
        glyphs = list(_glyphs(text_page.raw))
    finally:
        text_page.close()
    turn = Turn.of([glyph.direction for glyph in glyphs], _unturned_size(page))
    content = PageContent(number, turn.height)
    for glyph in glyphs:
        content.doubtful += glyph.doubtful
        content.unseen += glyph.style.unseen
        if glyph.direction == turn.quarters and glyph.text.strip() and not glyph.doubtful:
            x, y, right = turn.along(glyph)
            content.characters.append(Character(glyph.text, x, y, right, glyph.style.size))
    rules, content.has_picture = page_rules(page)
    content.rules = [turn.rule(rule) for rule in rules]
    return content


def _unturned_size(page: pdfium.PdfPage) -> tuple[float, float]:
    """Coordinates are those of the page before it is turned for show."""
    width, height = page.get_size()
    return (height, width) if page.get_rotation() in {90, 270} else (width, height)


class _Style:
    """What all characters of one text object share: height, direction, visibility."""

    __slots__ = ("direction", "size", "unseen")

    def __init__(self, text_page: c.FPDF_TEXTPAGE, index: int, text_object: c.FPDF_PAGEOBJECT) -> None:
        matrix = c.FS_MATRIX()
        c.FPDFText_GetMatrix(text_page, index, matrix)
        size = c.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
        self.size = size if size > 0 else 1.0
        self.direction = _direction(math.atan2(matrix.b, matrix.a))
        self.unseen = c.FPDFTextObj_GetTextRenderMode(text_object) == _INVISIBLE


class Glyph:
    """A character as the file places it, before the page is turned."""

    __slots__ = ("bottom", "doubtful", "left", "right", "style", "text", "top", "x", "y")

    def __init__(self, text: str, x: float, y: float, box: c.FS_RECTF, style: _Style, doubtful: bool) -> None:
        self.text, self.x, self.y, self.style, self.doubtful = text, x, y, style, doubtful
        self.left, self.right, self.top, self.bottom = box.left, box.right, box.top, box.bottom

    @property
    def direction(self) -> int | None:
        """Quarter turns of the text against the page, None for slanting text."""
        return self.style.direction


def _direction(angle: float) -> int | None:
    quarters = angle / _QUARTER
    nearest = round(quarters)
    return nearest % 4 if abs(quarters - nearest) < 0.05 else None


def _glyphs(text_page: c.FPDF_TEXTPAGE) -> Iterator[Glyph]:
    styles: dict[int | None, _Style] = {}
    x, y, box = ctypes.c_double(), ctypes.c_double(), c.FS_RECTF()
    for index in range(c.FPDFText_CountChars(text_page)):
        if c.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        text = _character(c.FPDFText_GetUnicode(text_page, index))
        doubtful = c.FPDFText_HasUnicodeMapError(text_page, index) == 1
        if is_no_character(text) and not doubtful:
            continue
        text_object = c.FPDFText_GetTextObject(text_page, index)
        address = ctypes.cast(text_object, ctypes.c_void_p).value
        if address not in styles:
            styles[address] = _Style(text_page, index, text_object)
        c.FPDFText_GetCharOrigin(text_page, index, x, y)
        c.FPDFText_GetLooseCharBox(text_page, index, box)
        yield Glyph(text, x.value, y.value, box, styles[address], doubtful)


def _character(code: int) -> str:
    return chr(code) if code <= 0x10FFFF else "\ufffe"
