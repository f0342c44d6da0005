"""The messages between a reader process and whoever asked it: JSON, so that nothing hostile is unpickled.

The cells of a table travel as columns: a large sheet has half a million of them.
"""

from __future__ import annotations

import json
from typing import Any

from ingestion.documents import Block, Cell, Document, Table, UnreadableSubmission

_CELL_FIELDS = (
    "row",
    "column",
    "text",
    "row_span",
    "column_span",
    "number",
    "percent",
    "hidden",
    "start",
    "end",
    "page",
)


def encode_document(document: Document) -> bytes:
    """The document as one message."""
    return _dump(
        {
            "format": document.format,
            "text": document.text,
            "blocks": [[b.kind, b.start, b.end, b.level, b.page] for b in document.blocks],
            "tables": [_table_columns(table) for table in document.tables],
            "metadata": dict(document.metadata),
        }
    )


def encode_refusal(refusal: UnreadableSubmission) -> bytes:
    """The refusal as one message."""
    return _dump({"code": refusal.code, "reason": refusal.reason})


def decode_answer(message: bytes) -> Document:
    """The document of a message; raises the :class:`UnreadableSubmission` that the message carries."""
    content: dict[str, Any] = json.loads(message)
    if "code" in content:
        raise UnreadableSubmission(content["code"], content["reason"])
    return Document(
        format=content["format"],
        text=content["text"],
        blocks=tuple(Block(*fields) for fields in content["blocks"]),
        tables=tuple(_table(columns) for columns in content["tables"]),
        metadata=content["metadata"],
    )


def _dump(content: dict[str, Any]) -> bytes:
    # A lone surrogate cannot stand in UTF-8: escapes carry it through.
    return json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def _table_columns(table: Table) -> dict[str, Any]:
    cells = table.cells
    columns: dict[str, Any] = {name: [getattr(cell, name) for cell in cells] for name in _CELL_FIELDS}
    return {
        "cells": columns,
        "row_count": table.row_count,
        "column_count": table.column_count,
        "sheet": table.sheet,
        "hidden": table.hidden,
        "start": table.start,
        "end": table.end,
    }


def _table(content: dict[str, Any]) -> Table:
    columns = content.pop("cells")
    rows = zip(*(columns[name] for name in _CELL_FIELDS), strict=True)
    cells = tuple(
        Cell(
            row=row,
            column=column,
            text=text,
            row_span=row_span,
            column_span=column_span,
            number=number,
            percent=percent,
            hidden=hidden,
            start=start,
            end=end,
            page=page,
        )
        for row, column, text, row_span, column_span, number, percent, hidden, start, end, page in rows
    )
    return Table(cells=cells, **content)
