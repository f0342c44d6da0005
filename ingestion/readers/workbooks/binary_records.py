"""The records of a workbook of Excel 97–2003 (BIFF8, MS-XLS), as far as they say more than values.

Values are the fast parser's business; formats, hidden rows and columns, merged ranges, error values
and formulas without a result are found here, and the rectangle that a sheet spans is measured before
that parser allocates it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ingestion.readers.faults import fault
from ingestion.readers.workbooks.number_formats import BUILT_IN, PLAIN
from ingestion.readers.workbooks.sheets import Place, Range, SheetScan

Record = tuple[int, bytes]

_BOF, _EOF, _FILEPASS, _BOUNDSHEET = 0x0809, 0x000A, 0x002F, 0x0085
_FORMAT, _XF, _FONT = 0x041E, 0x00E0, 0x0031
_ROW, _COLUMNS, _MERGED = 0x0208, 0x007D, 0x00E5
_FORMULA, _MANY_NUMBERS, _BOOL_OR_ERROR = 0x0006, 0x00BD, 0x0205
_SINGLE_CELLS = frozenset({0x0203, 0x0204, 0x00FD, 0x027E, 0x00D6, _FORMULA, _BOOL_OR_ERROR})
"""NUMBER, LABEL, LABELSST, RK, RSTRING, FORMULA, BOOLERR: row, column and style come first in each."""
_BIFF8 = 0x0600
_WORKSHEET = 0
_HIDDEN_ROW = 0x20
_STRUCK_OUT = 0x08
_NO_FONT = 4
"""The number that no font has (MS-XLS 2.5.129): those from here on count one more than their place."""
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_NO_NUMBER, _ERROR_RESULT, _BLANK_RESULT = b"\xff\xff", 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundSheet:
    """A sheet as the workbook lists it: its name and where its records begin."""

    name: str
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Globals:
    """What holds for all sheets: the worksheets, the number format of each style that has one, and the
    styles whose font strikes out."""

    sheets: tuple[BoundSheet, ...]
    formats: Mapping[int, str]
    struck: frozenset[int]


@dataclass(slots=True)
class Findings:
    """What the records of one sheet say; grows while they are read."""

    cells: int = 0
    last_row: int = -1
    last_column: int = -1
    styles: dict[int, dict[int, int]] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    blank_formulas: list[Place] = field(default_factory=list)
    struck: set[Place] = field(default_factory=set)
    has_results: bool = False

    def scan(self, *, is_computed: bool) -> SheetScan:
        """The findings as the scan of the sheet; ``is_computed``: some program filled in its formulas."""
        return SheetScan(
            row_count=self.last_row + 1,
            column_count=self.last_column + 1,
            filled=self.cells,
            styles=self.styles,
            errors=self.errors,
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=tuple(self.hidden_columns),
            uncomputed=() if is_computed else tuple(self.blank_formulas),
            emended=dict.fromkeys(sorted(self.struck), ""),
        )


def read_globals(stream: bytes) -> Globals:
    """The sheets and formats of a workbook; raises ``encrypted`` where a password guards it."""
    sheets: list[BoundSheet] = []
    own: dict[int, str] = {}
    styles: list[tuple[int, int]] = []
    fonts: list[bool] = []
    for kind, body in _substream(stream, 0):
        if kind == _FILEPASS:
            raise fault("encrypted")
        if kind == _BOUNDSHEET and body[5] == _WORKSHEET:
            sheets.append(BoundSheet(name=_text(body[6:], 1), offset=_number(body, 0, "<I")))
        elif kind == _FORMAT:
            own[_number(body, 0)] = _text(body[2:], 2)
        elif kind == _XF:
            styles.append((_number(body, 0), _number(body, 2)))
        elif kind == _FONT:
            fonts.append(bool(_number(body, 2) & _STRUCK_OUT))
    formats = BUILT_IN | own
    shown = {index: formats[shape] for index, (_, shape) in enumerate(styles) if shape in formats}
    struck = {font + (font >= _NO_FONT) for font, is_struck in enumerate(fonts) if is_struck}
    return Globals(
        sheets=tuple(sheets),
        formats={index: shape for index, shape in shown.items() if shape not in PLAIN},
        struck=frozenset(index for index, (font, _) in enumerate(styles) if font in struck),
    )


def read_sheet(stream: bytes, sheet: BoundSheet, workbook: Globals) -> Findings:
    """What the records of a sheet say of its cells."""
    found = Findings()
    for kind, body in _substream(stream, sheet.offset):
        if kind in _SINGLE_CELLS:
            _note_cell(found, kind, body, workbook)
        elif kind == _MANY_NUMBERS:
            _note_numbers(found, body, workbook)
        elif kind == _ROW and _number(body, 12) & _HIDDEN_ROW:
            found.hidden_rows.add(_number(body, 0))
        elif kind == _COLUMNS and _number(body, 8) & 1:
            found.hidden_columns.append((_number(body, 0), _number(body, 2)))
        elif kind == _MERGED:
            found.merged += _merged(body)
    return found


def _substream(stream: bytes, offset: int) -> Iterator[Record]:
    """The records from a BOF to its EOF, without those of charts that lie within."""
    depth = 0
    try:
        for kind, body in _records(stream, offset):
            depth += (kind == _BOF) - (kind == _EOF)
            if kind == _BOF and depth == 1:
                _require_version(body)
            elif depth == 1:
                yield kind, body
            if depth <= 0:
                return
    except (struct.error, IndexError) as error:
        raise fault("corrupt_document", detail="工作簿记录错误") from error
    raise fault("truncated_archive")


def _records(stream: bytes, offset: int) -> Iterator[Record]:
    while offset + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, offset)
        body = stream[offset + 4 : offset + 4 + length]
        if len(body) < length:
            return
        yield kind, body
        offset += 4 + length


def _require_version(body: bytes) -> None:
    if _number(body, 0) != _BIFF8:
        raise fault("unsupported_format", format="Excel 97 之前的 xls", target="xlsx")


def _note_cell(found: Findings, kind: int, body: bytes, workbook: Globals) -> None:
    row, column, style = struct.unpack_from("<HHH", body)
    _note(found, row, column, style, workbook)
    if kind == _BOOL_OR_ERROR and body[7]:
        found.errors[row, column] = _ERRORS.get(body[6], "#N/A")
    elif kind == _FORMULA:
        _note_result(found, (row, column), body[6:14])


def _note_numbers(found: Findings, body: bytes, workbook: Globals) -> None:
    row, first = struct.unpack_from("<HH", body)
    for position, (style,) in enumerate(struct.iter_unpack("<H4x", body[4:-2])):
        _note(found, row, first + position, style, workbook)


def _note(found: Findings, row: int, column: int, style: int, workbook: Globals) -> None:
    found.cells += 1
    found.last_row, found.last_column = max(found.last_row, row), max(found.last_column, column)
    if style in workbook.formats:
        found.styles.setdefault(row, {})[column] = style
    if style in workbook.struck:
        found.struck.add((row, column))


def _note_result(found: Findings, place: Place, result: bytes) -> None:
    """The stored result of a formula (MS-XLS 2.5.133); programs that do not compute store a blank."""
    is_number = result[6:8] != _NO_NUMBER
    if not is_number and result[0] == _BLANK_RESULT:
        found.blank_formulas.append(place)
        return
    found.has_results = True
    if not is_number and result[0] == _ERROR_RESULT:
        found.errors[place] = _ERRORS.get(result[2], "#N/A")


def _merged(body: bytes) -> Iterator[Range]:
    for top, bottom, left, right in struct.iter_unpack("<HHHH", body[2 : 2 + 8 * _number(body, 0)]):
        yield (top, left), (bottom, right)


def _text(body: bytes, length_size: int) -> str:
    """A text with its length before it, in one or two bytes a character as its flag says (MS-XLS 2.5.240)."""
    length = int.from_bytes(body[:length_size], "little")
    start = length_size + 1
    if body[length_size] & 1:
        return body[start : start + 2 * length].decode("utf-16-le", "replace")
    return body[start : start + length].decode("latin-1")


def _number(body: bytes, offset: int, layout: str = "<H") -> int:
    (number,) = struct.unpack_from(layout, body, offset)
    return int(number)
