"""Looks over the XML of a sheet before and beside the fast parser, which knows values only.

The fast parser allocates the whole rectangle that a sheet spans and aborts the process where it is
too large, so the rectangle is measured here first. Formats, hidden rows and columns, error values and
formulas without a result are found in the same pass, by searching the bytes: an XML tree of a large
sheet takes longer than all the rest. Sheets that are written unusually (prefixed names, cells without
references) go through the tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from ingestion.readers.packages import parse_xml
from ingestion.readers.workbooks.sheets import Place, SheetScan, column_index
from ingestion.readers.workbooks.styles import NAMESPACE

_Written = tuple[bytes, bytes, bytes]
"""The letters, the row number and the style of a cell, each as written; no style is an empty text."""

_PREFIXED_CELL = re.compile(rb"<\w+:c[\s/>]")
_BARE_CELL = re.compile(rb"<c[>/\t\n\r]")
_USUAL_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"(?: s="(\d+)")?(?: t="[A-Za-z]+")?/?>')
_CELL = re.compile(
    rb'<c (?=[^>]*?\br="([A-Z]{1,3})(\d{1,7})")(?:(?=[^>]*?\ss="(\d+)")|(?![^>]*?\ss="))[^>]*>'
)
_ROW = re.compile(rb"<row\b([^>]*)>")
_ROW_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true|on)"')
_HIDDEN_COLUMN = re.compile(
    rb'<col\s(?=[^>]*\bhidden="(?:1|true)")(?=[^>]*\bmin="(\d+)")(?=[^>]*\bmax="(\d+)")'
)
_ERROR = re.compile(
    rb'<c\s(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*>(?:<f[^>]*>(?:[^<]*</f>)?)?<v>([^<]*)</v>'
)
_UNCOMPUTED = re.compile(
    rb'<c\s(?![^>]*\bt="str")[^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*><f(?:[^>]*/>|[^>]*>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>'
)
_A1 = re.compile(r"([A-Z]{1,3})(\d{1,7})$")


def scan_sheet(xml: bytes, styles: frozenset[int], part: str, roomy: int) -> SheetScan:
    """Looks over a sheet.

    ``styles`` are the style indexes whose cells are wanted. Where the written cells span more than
    ``roomy`` cells, only those that hold a value count: empty cells with a border far out do no harm.
    """
    cells = _written_cells(xml)
    if cells is None:
        return _scan_tree(xml, styles, part)
    quick = _scan_bytes(xml, cells, styles)
    return _scan_tree(xml, styles, part) if quick.area > roomy else quick


def _written_cells(xml: bytes) -> list[_Written] | None:
    """Every cell of the sheet, or None where some cell cannot be told by its bytes."""
    if _BARE_CELL.search(xml) or (b":c" in xml and _PREFIXED_CELL.search(xml)):
        return None
    count = xml.count(b"<c ")
    for pattern in (_USUAL_CELL, _CELL):
        cells: list[_Written] = pattern.findall(xml)
        if len(cells) == count:
            return cells
    return None


def _scan_bytes(xml: bytes, cells: list[_Written], styles: frozenset[int]) -> SheetScan:
    rows = _ROW.findall(xml)
    columns = {letters: column_index(letters.decode()) for letters in {cell[0] for cell in cells}}
    last_rows = [len(rows), *(int(number) for number in {cell[1] for cell in cells})]
    return SheetScan(
        row_count=max(last_rows) if cells else 0,
        column_count=max(columns.values(), default=-1) + 1,
        filled=len(cells),
        styles=_by_row(cells, columns, styles),
        errors={_place(a, b): text.decode() for a, b, text in _ERROR.findall(xml)} if b't="e"' in xml else {},
        hidden_rows=frozenset(_hidden_rows(rows)),
        hidden_columns=tuple((int(first) - 1, int(last) - 1) for first, last in _HIDDEN_COLUMN.findall(xml)),
        uncomputed=tuple(_place(a, b) for a, b in _UNCOMPUTED.findall(xml)) if b"<f" in xml else (),
    )


def _by_row(
    cells: Iterable[_Written], columns: Mapping[bytes, int], styles: frozenset[int]
) -> dict[int, dict[int, int]]:
    """The styles asked for by row and column."""
    wanted = {str(index).encode(): index for index in styles}
    found: dict[int, dict[int, int]] = {}
    for letters, number, style in cells if wanted else ():
        if style in wanted:
            found.setdefault(int(number) - 1, {})[columns[letters]] = wanted[style]
    return found


def _hidden_rows(rows: Iterable[bytes]) -> Iterator[int]:
    for row in rows:
        if b"hidden" in row and _HIDDEN.search(row) and (number := _ROW_NUMBER.search(row)):
            yield int(number[1]) - 1


def _place(letters: bytes, number: bytes) -> Place:
    return int(number) - 1, column_index(letters.decode())


def _scan_tree(xml: bytes, styles: frozenset[int], part: str) -> SheetScan:
    """The same by the XML tree; counts only cells that hold a value or a formula."""
    root = parse_xml(xml, part)
    hidden_rows: set[int] = set()
    found: dict[int, dict[int, int]] = {}
    errors: dict[Place, str] = {}
    uncomputed: list[Place] = []
    filled = row_count = column_count = 0
    for place, cell in placed_cells(root, hidden_rows):
        text = _stored(cell)
        if text is None:
            if cell.get("t") != "str" and cell.find(f"{NAMESPACE}f") is not None:
                uncomputed.append(place)
            continue
        filled += 1
        row_count, column_count = max(row_count, place[0] + 1), max(column_count, place[1] + 1)
        style = int(str(cell.get("s", "0")))
        if style in styles:
            found.setdefault(place[0], {})[place[1]] = style
        if cell.get("t") == "e":
            errors[place] = text
    return SheetScan(
        row_count=row_count,
        column_count=column_count,
        filled=filled,
        styles=found,
        errors=errors,
        hidden_rows=frozenset(hidden_rows),
        hidden_columns=tuple(_hidden_columns(root)),
        uncomputed=tuple(uncomputed),
    )


def placed_cells(root: etree._Element, hidden_rows: set[int]) -> Iterator[tuple[Place, etree._Element]]:
    """The cells with their places; a row or cell without a reference follows the one before.

    The hidden rows met on the way are added to ``hidden_rows``.
    """
    row_index = -1
    for row in root.iter(f"{NAMESPACE}row"):
        number = str(row.get("r", ""))
        row_index = int(number) - 1 if number.isdigit() else row_index + 1
        if row.get("hidden") in {"1", "true", "on"}:
            hidden_rows.add(row_index)
        column = -1
        for cell in row.iter(f"{NAMESPACE}c"):
            reference = _A1.match(str(cell.get("r", "")))
            column = column_index(reference[1]) if reference else column + 1
            yield (row_index, column), cell


def _stored(cell: etree._Element) -> str | None:
    value = cell.find(f"{NAMESPACE}v")
    if value is not None and value.text:
        return value.text
    inline = cell.find(f"{NAMESPACE}is")
    return None if inline is None else "".join(str(text) for text in inline.itertext())


def _hidden_columns(root: etree._Element) -> Iterator[tuple[int, int]]:
    for column in root.iter(f"{NAMESPACE}col"):
        first, last = str(column.get("min", "")), str(column.get("max", ""))
        if column.get("hidden") in {"1", "true"} and first.isdigit() and last.isdigit():
            yield int(first) - 1, int(last) - 1
