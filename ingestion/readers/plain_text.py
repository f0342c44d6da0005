"""Plain text: the decoded file itself, newlines untouched, its lines as blocks."""

from __future__ import annotations

import re

from ingestion.documents import Block, Document
from ingestion.readers.assembly import BLANKS
from ingestion.readers.encodings import decode
from ingestion.readers.faults import fault

_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")


def read_plain_text(data: bytes) -> Document:
    """The document of a text file; its blocks are its lines without the white space at their ends."""
    decoded = decode(data)
    blocks = tuple(_blocks(decoded.text))
    if not blocks:
        raise fault("empty_file")
    return Document(format="txt", text=decoded.text, blocks=blocks, metadata={"encoding": decoded.encoding})


def _blocks(text: str) -> list[Block]:
    blocks: list[Block] = []
    for match in _LINE.finditer(text):
        line = match.group()
        content = line.strip(BLANKS)
        if content:
            start = match.start() + line.index(content)
            blocks.append(Block("paragraph", start, start + len(content)))
    return blocks
