"""Draws the pdf files of these tests, line by line, so that each shows one habit of printed pages."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
WIDTH, HEIGHT = A4
LEFT, TOP, SIZE, LEADING = 90.0, 760.0, 14.0, 24.0
LINE_CHARACTERS = 30


def pdf_file(*pages: Callable[[Canvas], object], **options: object) -> bytes:
    """A pdf with a page for each drawing."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, **options)
    for draw in pages:
        canvas.setFont(FONT, SIZE)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def set_lines(paragraph: str, width: int = LINE_CHARACTERS, indent: int = 2) -> list[str]:
    """The lines of a paragraph as Chinese text is set: filled up to ``width`` full-width characters, the
    first line indented; numbers are not parted and no line begins with a closing mark."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    lines = ["\u3000" * indent]
    for unit in re.findall(r"(?:[A-Za-z0-9.,%]+|.)[，。、；：）”％]*", paragraph):
        if pdfmetrics.stringWidth(lines[-1] + unit, FONT, 1) > width:
            lines.append("")
        lines[-1] += unit
    return lines


def draw_lines(canvas: Canvas, lines: Sequence[str], left: float = LEFT, top: float = TOP) -> float:
    """Draws lines below each other (a full-width blank is an indent); returns the y below the last."""
    for number, line in enumerate(lines):
        blanks = len(line) - len(line.lstrip("\u3000"))
        canvas.drawString(left + blanks * SIZE, top - number * LEADING, line.lstrip("\u3000"))
    return top - len(lines) * LEADING


def draw_grid(
    canvas: Canvas, rows: Sequence[Sequence[str]], top: float, wide: float = 80, high: float = 24
) -> float:
    """Draws a ruled table at the left margin; returns the y below it."""
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            canvas.rect(LEFT + column * wide, top - (row + 1) * high, wide, high)
            canvas.drawString(LEFT + column * wide + 5, top - row * high - 17, text)
    return top - len(rows) * high
