"""Reads OpenDocument spreadsheets (ods, ODF 1.3 part 3), which store what is seen beside the value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from ingestion.documents import Document, Table
from ingestion.readers.cells import cells_from, collector_paused
from ingestion.readers.faults import fault
from ingestion.readers.limits import Limits
from ingestion.readers.packages import OfficePackage, open_package
from ingestion.readers.properties import opendocument_properties
from ingestion.readers.raised import settled
from ingestion.readers.workbooks.number_formats import general
from ingestion.readers.workbooks.opendocument_fonts import Fonts
from ingestion.readers.workbooks.sheets import Place, SheetScan, require_room, uncomputed

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_MEDIA_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_GROUPS = frozenset(
    f"{_TABLE}table-{name}"
    for name in ("header-rows", "row-group", "rows", "header-columns", "column-group", "columns")
)
_CELLS = frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})
_NUMBERS = frozenset({"float", "percentage", "currency"})
_UNSEEN = frozenset({"collapse", "filter"})
_PERCENT = 100
_FIELDS = ("row", "column", "text", "number", "percent", "row_span", "column_span", "hidden")


@dataclass(frozen=True, slots=True)
class _Content:
    """What one cell element holds; it may stand for many cells."""

    text: str
    number: float | None
    percent: bool
    row_span: int
    column_span: int


@dataclass(slots=True)
class _Grid:
    """The cells of a sheet, growing row by row; each as its fields in the order of ``_FIELDS``."""

    name: str
    limits: Limits
    fonts: Fonts
    filled_before: int
    cells: list[tuple[Any, ...]] = field(default_factory=list)
    row_count: int = 0
    column_count: int = 0
    uncomputed: list[Place] = field(default_factory=list)

    def add(self, rows: range, columns: range, content: _Content, is_hidden: bool) -> None:
        """Enters a cell that is repeated over these rows and columns, unless that is too much."""
        self.row_count = max(self.row_count, rows.stop)
        self.column_count = max(self.column_count, columns.stop)
        copies = len(rows) * len(columns)
        if copies > 1:
            self.require_room(copies)
        fields = (content.text, content.number, content.percent, content.row_span, content.column_span)
        self.cells += [(row, column, *fields, is_hidden) for row in rows for column in columns]

    def require_room(self, more: int = 0) -> None:
        """Refuses the sheet where it spans or holds too much, with so many cells more."""
        scan = self.scan()
        require_room(self.name, replace(scan, filled=scan.filled + more), self.filled_before, self.limits)

    def columns(self) -> dict[str, list[Any]]:
        """The cells by their fields."""
        return {name: [cell[position] for cell in self.cells] for position, name in enumerate(_FIELDS)}

    def scan(self) -> SheetScan:
        """What the sheet spans and holds so far."""
        return SheetScan(
            row_count=self.row_count,
            column_count=self.column_count,
            filled=len(self.cells),
            uncomputed=tuple(self.uncomputed),
        )


def read_opendocument_sheets(data: bytes, limits: Limits) -> Document:
    """The document of an ods file; one table for each sheet that holds anything, hidden ones marked."""
    package = open_package(data, limits)
    _require_spreadsheet(package)
    root = package.xml("content.xml")
    if root is None:
        raise fault("corrupt_document", detail="缺少 content.xml")
    hidden_styles = frozenset(_hidden_styles(root))
    fonts = Fonts.of(root)
    tables: list[Table] = []
    scans: dict[str, SheetScan] = {}
    for element in root.iterfind(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table"):
        grid = _grid(element, limits, fonts, sum(scan.filled for scan in scans.values()))
        scans[grid.name] = grid.scan()
        tables.append(_table(grid, element.get(f"{_TABLE}style-name") in hidden_styles))
    return Document(
        format="ods",
        tables=tuple(table for table in tables if table.cells),
        metadata=opendocument_properties(package) | uncomputed(scans),
    )


def _require_spreadsheet(package: OfficePackage) -> None:
    manifest = package.parts.get("META-INF/manifest.xml", b"")
    if b":encryption-data" in manifest:
        raise fault("encrypted")
    if _MEDIA_TYPE not in manifest and f"{_OFFICE}spreadsheet" not in _bodies(package):
        raise fault("mislabelled", extension=".ods", content="压缩包或其他格式的文件")
    if any(name.startswith(("Basic/", "Scripts/")) for name in package.names):
        raise fault("macros", target="ods")


def _bodies(package: OfficePackage) -> frozenset[str]:
    root = package.xml("content.xml")
    body = None if root is None else root.find(f"{_OFFICE}body")
    return frozenset(str(child.tag) for child in (() if body is None else body))


def _hidden_styles(root: etree._Element) -> Iterator[str]:
    for style in root.iter(f"{_STYLE}style"):
        shown = style.find(f"{_STYLE}table-properties")
        if shown is not None and shown.get(f"{_TABLE}display") == "false":
            yield str(style.get(f"{_STYLE}name", ""))


def _table(grid: _Grid, is_hidden: bool) -> Table:
    return Table(
        cells=cells_from(grid.columns()),
        row_count=grid.row_count,
        column_count=grid.column_count,
        sheet=grid.name,
        hidden=is_hidden,
    )


def _grid(table: etree._Element, limits: Limits, fonts: Fonts, filled_before: int) -> _Grid:
    grid = _Grid(str(table.get(f"{_TABLE}name", "")), limits, fonts, filled_before)
    hidden_columns = tuple(_hidden_columns(table))
    row = 0
    with collector_paused(len(table)):
        for element in _members(table, f"{_TABLE}table-row"):
            repeated = _count(element, "number-rows-repeated")
            is_hidden = element.get(f"{_TABLE}visibility") in _UNSEEN
            _add_row(grid, range(row, row + repeated), element, is_hidden, hidden_columns)
            row += repeated
    return grid


def _add_row(
    grid: _Grid, rows: range, element: etree._Element, is_hidden: bool, hidden_columns: tuple[range, ...]
) -> None:
    column = 0
    for cell in element:
        if cell.tag not in _CELLS:
            continue
        repeated = _count(cell, "number-columns-repeated")
        if cell.tag == f"{_TABLE}table-cell" and (content := _content(cell, grid.fonts)) is not None:
            unseen = is_hidden or any(column in span for span in hidden_columns)
            grid.add(rows, range(column, column + repeated), content, unseen)
        elif cell.get(f"{_TABLE}formula") is not None and not cell.get(f"{_OFFICE}value-type"):
            grid.uncomputed.append((rows.start, column))
        column += repeated
    grid.require_room()


def _hidden_columns(table: etree._Element) -> Iterator[range]:
    column = 0
    for element in _members(table, f"{_TABLE}table-column"):
        repeated = _count(element, "number-columns-repeated")
        if element.get(f"{_TABLE}visibility") in _UNSEEN:
            yield range(column, column + repeated)
        column += repeated


def _members(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows or columns of a table, those in header and outline groups too, and no others."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _GROUPS:
            yield from _members(child, tag)


def _content(cell: etree._Element, fonts: Fonts) -> _Content | None:
    """What a cell shows and stores; None where it is blank, or struck out."""
    if cell.get(f"{_TABLE}style-name") in fonts.struck:
        return None
    kind = cell.get(f"{_OFFICE}value-type")
    number = _stored_number(cell) if kind in _NUMBERS else None
    percent = kind == "percentage"
    text = _shown(cell, fonts) or _unshown(cell, number, percent)
    if not text and number is None:
        return None
    spans = (_count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned"))
    return _Content(text, number, percent, *spans)


def _stored_number(cell: etree._Element) -> float | None:
    try:
        return float(str(cell.get(f"{_OFFICE}value", "")))
    except ValueError:
        return None


def _shown(cell: etree._Element, fonts: Fonts) -> str:
    """The paragraphs of the cell itself, not those of a comment or a drawing on it."""
    paragraphs = cell.iterchildren(f"{_TEXT}p")
    return "\n".join(settled("".join(_characters(paragraph, fonts))) for paragraph in paragraphs)


def _characters(element: etree._Element, fonts: Fonts) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * min(_repeated_spaces(child), 100)
        elif child.tag in {f"{_TEXT}tab", f"{_TEXT}line-break"}:
            yield "\t" if child.tag == f"{_TEXT}tab" else "\n"
        elif child.tag != f"{_OFFICE}annotation" and isinstance(child.tag, str):
            yield fonts.seen(child.get(f"{_TEXT}style-name", ""), "".join(_characters(child, fonts)))
        yield child.tail or ""


def _unshown(cell: etree._Element, number: float | None, percent: bool) -> str:
    """What stands for the text of a cell that some program stored without one."""
    if number is not None:
        return f"{general(number * _PERCENT)}%" if percent else general(number)
    stated = (cell.get(f"{_OFFICE}{name}-value") for name in ("string", "date", "time", "boolean"))
    return next((str(value) for value in stated if value), "")


def _repeated_spaces(element: etree._Element) -> int:
    stated = str(element.get(f"{_TEXT}c", "1"))
    return int(stated) if stated.isdecimal() else 1


def _count(element: etree._Element, name: str) -> int:
    stated = str(element.get(f"{_TABLE}{name}", "1"))
    return max(int(stated), 1) if stated.isdecimal() and len(stated) < 10 else 1
