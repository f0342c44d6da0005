"""Lays the summary out as an official text and writes it as ``summary.docx``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentObject

from publishing.official import (
    BODY_FONT,
    HEADING_FONT,
    SIZE_2,
    SIZE_3,
    SUBHEADING_FONT,
    TITLE_FONT,
    paragraph,
    same_bytes,
    set_font,
    set_up,
)
from publishing.summary.text import SummaryText


def write_summary(path: Path, summary: SummaryText, as_of: datetime | None) -> None:
    """Writes the summary to ``path``; the same text gives the same bytes."""
    document = Document()
    set_up(document, "".join(summary.title), as_of)
    for line in summary.title:
        paragraph(document, line, TITLE_FONT, SIZE_2, centred=True)
    paragraph(document, f"（{summary.cut_off}）", SUBHEADING_FONT, SIZE_3, centred=True)
    for section in summary.sections:
        paragraph(document, section.heading, HEADING_FONT, SIZE_3, indent=True, keep=True)
        for subheading, text in section.paragraphs:
            _body(document, subheading, text)
    if summary.attachments:
        _attachments(document, summary.attachments)
    path.write_bytes(same_bytes(document))


def _body(document: DocumentObject, subheading: str | None, text: str) -> None:
    """A paragraph; a sub-heading stands at its beginning in 楷体, closed by a full stop."""
    text_block = paragraph(document, "", BODY_FONT, SIZE_3, indent=True)
    if subheading is not None:
        set_font(text_block.add_run(f"{subheading}。"), SUBHEADING_FONT, SIZE_3)
    set_font(text_block.add_run(text), BODY_FONT, SIZE_3)


def _attachments(document: DocumentObject, names: tuple[str, ...]) -> None:
    """附件： one line below the text, numbered, without a full stop."""
    paragraph(document, "", BODY_FONT, SIZE_3)
    for position, name in enumerate(names, start=1):
        lead = "附件：" if position == 1 else "　　　"
        paragraph(document, f"{lead}{position}.{name}", BODY_FONT, SIZE_3, indent=True)
