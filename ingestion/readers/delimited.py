"""Comma-, tab- or semicolon-separated values: one table, every cell as the text that it is."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import PurePosixPath

from ingestion.documents import Cell, Document, Table
from ingestion.readers.encodings import decode
from ingestion.readers.faults import fault
from ingestion.readers.limits import Limits

DELIMITERS = (",", "\t", ";")
_SAMPLE_ROWS = 200
# ="0571": how programs keep a spreadsheet from taking a text for a number.
_GUARDED = re.compile(r'\A\s*="([^"]*)"\s*\Z')
_DECLARED = re.compile(r"\Asep=(?P<delimiter>[,;\t])\r?\n", re.IGNORECASE)


def read_delimited(name: str, data: bytes, limits: Limits) -> Document:
    """The document of a delimited file; its table is named like the file, as office programs do."""
    decoded = decode(data)
    declared = _DECLARED.match(decoded.text)
    body = decoded.text[declared.end() :] if declared else decoded.text
    delimiter = declared["delimiter"] if declared else sniff_delimiter(body)
    table = _table(_rows(body, delimiter), PurePosixPath(name.replace("\\", "/")).stem, limits)
    return Document(format="csv", tables=(table,), metadata={"encoding": decoded.encoding})


def sniff_delimiter(text: str) -> str:
    """The delimiter under which most of the first rows agree on the widest shape; a comma where none does."""
    return max(DELIMITERS, key=lambda delimiter: (_agreement(text, delimiter), delimiter == ","))


def _agreement(text: str, delimiter: str) -> float:
    """How many fields the commonest row has, weighted by the share of rows that have them."""
    sample = "".join(text.splitlines(keepends=True)[:_SAMPLE_ROWS])
    widths = Counter(
        len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if row
    )
    if not widths:
        return 0.0
    width, rows = max(widths.items(), key=lambda item: (item[1], item[0]))
    return 0.0 if width < 2 else (width - 1) * rows / widths.total()


def _rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise fault("corrupt_document", detail=str(error)) from error


def _table(rows: list[list[str]], sheet: str, limits: Limits) -> Table:
    cells = [
        Cell(row=row, column=column, text=_GUARDED.sub(r"\1", text))
        for row, fields in enumerate(rows)
        for column, text in enumerate(fields)
        if text.strip()
    ]
    if not cells:
        raise fault("empty_file")
    if len(cells) >= limits.cells:
        raise fault("too_many_cells", count=len(cells), limit=limits.cells)
    return Table(
        cells=tuple(cells),
        row_count=len(rows),
        column_count=max(cell.column for cell in cells) + 1,
        sheet=sheet,
    )
