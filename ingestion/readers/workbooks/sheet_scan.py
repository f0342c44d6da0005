"""Looks over the XML of a sheet before and beside the fast parser, which knows values only.

The fast parser allocates the whole rectangle that a sheet spans and aborts the process where it is
too large, so the rectangle is measured here first. Formats, hidden rows and columns, error values and
formulas without a result are found in the same pass, by searching the bytes: an XML tree of a large
sheet takes longer than all the rest. Sheets that are written unusually (prefixed names, cells without
references) go through the tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingestion.readers.packages import parse_xml
from ingestion.readers.workbooks.styles import NAMESPACE

Place = tuple[int, int]

_ANY_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_COLUMN = re.compile(rb'<c\s[^>]*?\br="([A-Z]{1,3})\d{1,7}"')
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
    rb'<c\s[^>]*?\br="([A-Z]{1,3}\d+)"[^>]*><f(?:[^>]*/>|[^>]*>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>'
)
_A1 = re.compile(r"([A-Z]{1,3})(\d{1,7})$")
_LETTERS = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetScan:
    """What was seen of a sheet; places are (row, column) from 0.

    ``row_count`` and ``column_count`` span the rectangle from A1 to the farthest cell; ``filled``
    is the number of cells written. ``styles`` holds the cells of the styles asked for.
    """

    row_count: int
    column_count: int
    filled: int
    styles: dict[Place, int] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    uncomputed: tuple[str, ...] = ()

    @property
    def area(self) -> int:
        """The cells of the rectangle, filled or not."""
        return self.row_count * self.column_count

    def is_hidden(self, place: Place) -> bool:
        """Whether the cell lies in a hidden row or column."""
        row, column = place
        return row in self.hidden_rows or any(first <= column <= last for first, last in self.hidden_columns)


def scan_sheet(xml: bytes, styles: frozenset[int], part: str, roomy: int) -> SheetScan:
    """Looks over a sheet.

    ``styles`` are the style indexes whose cells are wanted. Where the written cells span more than
    ``roomy`` cells, only those that hold a value count: empty cells with a border far out do no harm.
    """
    columns = _COLUMN.findall(xml)
    if len(columns) != len(_ANY_CELL.findall(xml)):
        return _scan_tree(xml, styles, part)
    quick = _scan_bytes(xml, columns, styles)
    return _scan_tree(xml, styles, part) if quick.area > roomy else quick


def column_index(letters: str) -> int:
    """The column from 0 of its letters: A is 0, AA is 26."""
    index = 0
    for letter in letters:
        index = index * _LETTERS + ord(letter) - ord("A") + 1
    return index - 1


def column_letters(column: int) -> str:
    """The letters of a column from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def _scan_bytes(xml: bytes, columns: list[bytes], styles: frozenset[int]) -> SheetScan:
    rows = _ROW.findall(xml)
    return SheetScan(
        row_count=max(
            (int(number[1]) for row in rows if (number := _ROW_NUMBER.search(row))), default=len(rows)
        ),
        column_count=max((column_index(letters.decode()) + 1 for letters in set(columns)), default=0),
        filled=len(columns),
        styles=dict(_styled(xml, styles)),
        errors={_place(a, b): text.decode() for a, b, text in _ERROR.findall(xml)} if b't="e"' in xml else {},
        hidden_rows=frozenset(
            int(number[1]) - 1 for row in rows if _HIDDEN.search(row) and (number := _ROW_NUMBER.search(row))
        ),
        hidden_columns=tuple((int(first) - 1, int(last) - 1) for first, last in _HIDDEN_COLUMN.findall(xml)),
        uncomputed=tuple(name.decode() for name in _UNCOMPUTED.findall(xml)) if b"<f" in xml else (),
    )


def _styled(xml: bytes, styles: frozenset[int]) -> Iterator[tuple[Place, int]]:
    if not styles:
        return
    indexes = b"|".join(str(index).encode() for index in sorted(styles))
    pattern = re.compile(
        rb'<c\s(?=[^>]*?\bs="(' + indexes + rb')")[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>'
    )
    for style, letters, number in pattern.findall(xml):
        yield _place(letters, number), int(style)


def _place(letters: bytes, number: bytes) -> Place:
    return int(number) - 1, column_index(letters.decode())


def _scan_tree(xml: bytes, styles: frozenset[int], part: str) -> SheetScan:
    """The same by the XML tree; counts only cells that hold a value or a formula."""
    root = parse_xml(xml, part)
    hidden_rows: set[int] = set()
    found: dict[Place, int] = {}
    errors: dict[Place, str] = {}
    uncomputed: list[str] = []
    filled = row_count = column_count = 0
    for place, cell in _cells(root, hidden_rows):
        text = _stored(cell)
        if text is None:
            if cell.find(f"{NAMESPACE}f") is not None:
                uncomputed.append(f"{column_letters(place[1])}{place[0] + 1}")
            continue
        filled += 1
        row_count, column_count = max(row_count, place[0] + 1), max(column_count, place[1] + 1)
        style = int(str(cell.get("s", "0")))
        if style in styles:
            found[place] = style
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


def _cells(root: etree._Element, hidden_rows: set[int]) -> Iterator[tuple[Place, etree._Element]]:
    """The cells with their places; a row or cell without a reference follows the one before."""
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
