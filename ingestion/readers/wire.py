"""The messages between a reader process and whoever asked it: JSON, so that nothing hostile is unpickled.

The cells of a table travel as columns, those of numbers as packed bytes in base64: a large sheet has
half a million cells, and both ends run on one machine.
"""

from __future__ import annotations

import base64
import json
import math
from array import array
from collections.abc import Sequence
from typing import Any

from ingestion.documents import Block, Document, Table, UnreadableSubmission
from ingestion.readers.cells import cells_from, columns_of

READY, FIT, SPENT = b"ready", b"fit", b"spent"
"""What a reader process says of itself: at its start, and after each answer whether it can go on."""

_WHOLE = ("row", "column", "row_span", "column_span")
_FLAGS = ("percent", "hidden")
_NUMBER = "number"


def encode_document(document: Document) -> bytes:
    """The document as one message."""
    return _dump(
        {
            "format": document.format,
            "text": document.text,
            "blocks": [[b.kind, b.start, b.end, b.level, b.page] for b in document.blocks],
            "tables": [_packed(table) for table in document.tables],
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
        tables=tuple(_unpacked(table) for table in content["tables"]),
        metadata=content["metadata"],
    )


def _dump(content: dict[str, Any]) -> bytes:
    # A lone surrogate cannot stand in UTF-8: escapes carry it through.
    return json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def _packed(table: Table) -> dict[str, Any]:
    columns = columns_of(table.cells)
    return {
        "cells": {name: _pack(name, column) for name, column in columns.items()},
        "row_count": table.row_count,
        "column_count": table.column_count,
        "sheet": table.sheet,
        "hidden": table.hidden,
        "start": table.start,
        "end": table.end,
    }


def _unpacked(content: dict[str, Any]) -> Table:
    cells = cells_from({name: _unpack(name, column) for name, column in content.pop("cells").items()})
    return Table(cells=cells, **content)


def _pack(name: str, column: list[Any]) -> list[Any] | str:
    if name in _WHOLE:
        return _base64(array("q", column).tobytes())
    if name in _FLAGS:
        return _base64(bytes(column))
    if name == _NUMBER:
        # No file stores a number that is none, so that this value is free to stand for "no number".
        return _base64(array("d", [math.nan if value is None else value for value in column]).tobytes())
    return column


def _unpack(name: str, column: Any) -> Sequence[Any]:
    if name in _WHOLE:
        return array("q", base64.b64decode(column)).tolist()
    if name in _FLAGS:
        return [flag == 1 for flag in base64.b64decode(column)]
    if name == _NUMBER:
        numbers = array("d", base64.b64decode(column))
        return [None if math.isnan(value) else value for value in numbers]
    values: list[Any] = column
    return values


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
