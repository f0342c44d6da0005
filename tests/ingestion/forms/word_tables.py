"""Word documents of paragraphs and tables, written by python-docx."""

from __future__ import annotations

import io

from docx import Document as WordDocument


def word_document(*parts: str | list[list[str]]) -> bytes:
    """A docx of paragraphs and tables."""
    document = WordDocument()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(rows=len(part), cols=len(part[0]))
        for r, row in enumerate(part):
            for c, text in enumerate(row):
                table.cell(r, c).text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
