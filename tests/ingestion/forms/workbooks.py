"""Workbooks as bureaus make them, drawn as text and written by openpyxl, then read from their bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence

from drawn_grid import COUNTY, DICTIONARY, EMPTY
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingestion.forms import FormReading, read_forms
from ingestion.observations import Observation
from ingestion.readers import read_document
from ingestion.submissions import Identity

Change = Callable[[Worksheet], None]


def book(sheets: Mapping[str, str], change: Change | None = None) -> bytes:
    """A workbook: one drawing for each sheet, ``change`` made to the first of them."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, drawing in sheets.items():
        _write(workbook.create_sheet(name), drawing)
    if change is not None:
        change(workbook.worksheets[0])
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _write(sheet: Worksheet, drawing: str) -> None:
    """Numbers are stored as numbers; ``^`` and ``<`` merge with the cell above or to the left."""
    rows = [[part.strip(" ") for part in line.split("|")] for line in drawing.strip("\n").split("\n")]
    width = max(map(len, rows))
    rows = [row + (["<"] if len(row) == 1 else [EMPTY]) * (width - len(row)) for row in rows]
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text not in ("^", "<", EMPTY, ""):
                sheet.cell(r + 1, c + 1).value = stored(text.replace("\\n", "\n"))
                _merge(sheet, rows, r, c)


def _merge(sheet: Worksheet, rows: Sequence[Sequence[str]], r: int, c: int) -> None:
    bottom, right = r, c
    while right + 1 < len(rows[r]) and rows[r][right + 1] == "<":
        right += 1
    while bottom + 1 < len(rows) and rows[bottom + 1][c] == "^":
        bottom += 1
    if (bottom, right) != (r, c):
        sheet.merge_cells(start_row=r + 1, start_column=c + 1, end_row=bottom + 1, end_column=right + 1)


def stored(text: str) -> str | int | float:
    """As typed into a cell: digits become a number, everything else (and ``"12"`` in quotes) stays text."""
    if text.startswith('"') and text.endswith('"'):
        return text[1:-1]
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return text


def read_book(data: bytes, identity: Identity = COUNTY) -> FormReading:
    """The forms in the bytes of a workbook."""
    return read_forms(read_document("附件2.xlsx", data), identity, DICTIONARY)


def with_disposition(reading: FormReading, disposition: str) -> list[Observation]:
    """The observations of one disposition."""
    return [o for o in reading.observations if o.disposition == disposition]


def values(reading: FormReading, disposition: str = "fact") -> dict[str, float | None]:
    """The reporter's own values by indicator; fails where an indicator stands twice."""
    found = [o for o in with_disposition(reading, disposition) if o.indicator_id and o.region_name is None]
    by_indicator = {o.indicator_id or "": o.value for o in found}
    assert len(by_indicator) == len(found), "an indicator was read twice"
    return by_indicator


def codes(reading: FormReading) -> list[str]:
    """The codes of the findings."""
    return [finding.code for finding in reading.findings]
