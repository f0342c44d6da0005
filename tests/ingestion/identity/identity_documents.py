"""Makes the documents of the identity tests; all sentences are invented (虚构样例)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingestion.documents import Block, Cell, Document, Table


def report(text: str, metadata: Mapping[str, str] | None = None) -> Document:
    """A text document with a block for each line, as a reader would return it."""
    blocks = tuple(Block("paragraph", m.start(), m.end()) for m in re.finditer(r"[^\n]+", text))
    return Document(format="txt", text=text, blocks=blocks, metadata=dict(metadata or {}))


def workbook(*sheets: tuple[str, Sequence[Sequence[str]]], hidden: Sequence[str] = ()) -> Document:
    """A spreadsheet; each sheet is its name and its rows, an empty text is no cell."""
    return Document(format="xlsx", tables=tuple(_table(name, rows, name in hidden) for name, rows in sheets))


def _table(name: str, rows: Sequence[Sequence[str]], hidden: bool) -> Table:
    cells = tuple(
        Cell(row=r, column=c, text=text) for r, row in enumerate(rows) for c, text in enumerate(row) if text
    )
    columns = max((len(row) for row in rows), default=0)
    return Table(cells=cells, row_count=len(rows), column_count=columns, sheet=name, hidden=hidden)
