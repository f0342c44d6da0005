"""Reads a workbook: every sheet a table, with the numbers as stored and the texts as seen."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ingestion.documents import Cell, Document, Table
from ingestion.readers.faults import fault
from ingestion.readers.limits import Limits
from ingestion.readers.packages import OfficePackage, open_package
from ingestion.readers.properties import properties
from ingestion.readers.workbooks.number_formats import general, is_percent, shown_date, shown_number
from ingestion.readers.workbooks.sheet_scan import Place, SheetScan, column_letters, scan_sheet
from ingestion.readers.workbooks.styles import NAMESPACE, formats_by_style

Value = int | float | str | bool | date | datetime | time | timedelta
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet with what its XML says beside the values."""

    sheet: CalamineSheet
    hidden: bool
    scan: SheetScan
    formats: dict[int, str]


def read_workbook(data: bytes, limits: Limits) -> Document:
    """The document of an xlsx file; one table for each sheet that holds anything, hidden ones marked."""
    package = open_package(data, limits)
    package.require("xlsx", f"{NAMESPACE}workbook")
    formats = formats_by_style(package.related(package.main_part or "", "/styles"))
    scans = dict(_scans(package, frozenset(formats), limits))
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            sheets = list(_sheets(workbook, scans, formats))
            tables = [_table(sheet, limits) for sheet in sheets]
    except PasswordError as error:
        raise fault("encrypted") from error
    except CalamineError as error:
        raise fault("corrupt_document", detail=str(error)) from error
    metadata = properties(package) | _uncomputed(scans)
    return Document(format="xlsx", tables=tuple(table for table in tables if table.cells), metadata=metadata)


def _scans(package: OfficePackage, styles: frozenset[int], limits: Limits) -> Iterator[tuple[str, SheetScan]]:
    """The scan of each sheet by its name, checked against the limits before any value is read."""
    total = 0
    for name, part in _sheet_parts(package):
        xml = package.parts.get(part)
        if xml is None:
            raise fault("corrupt_document", detail=f"缺少工作表“{name}”")
        scan = scan_sheet(xml, styles, part, limits.area)
        total += scan.filled
        if scan.area > limits.area:
            corner = f"{column_letters(scan.column_count - 1)}{scan.row_count}"
            raise fault("far_corner_sheet", sheet=name, corner=corner)
        if total >= limits.cells:
            raise fault("too_many_cells", count=total, limit=limits.cells)
        yield name, scan


def _sheet_parts(package: OfficePackage) -> Iterator[tuple[str, str]]:
    """Name and part of each worksheet; chart sheets hold no cells."""
    relations = package.relations(package.main_part or "")
    for sheet in package.main_root.iter(f"{NAMESPACE}sheet"):
        kind, part = relations.get(str(sheet.get(_RELATION_ID, "")), ("", ""))
        if kind.endswith("/worksheet"):
            yield str(sheet.get("name", "")), part


def _sheets(
    workbook: CalamineWorkbook, scans: dict[str, SheetScan], formats: dict[int, str]
) -> Iterator[_Sheet]:
    for metadata in workbook.sheets_metadata:
        if metadata.typ == SheetTypeEnum.WorkSheet and metadata.name in scans:
            hidden = metadata.visible != SheetVisibleEnum.Visible
            yield _Sheet(workbook.get_sheet_by_name(metadata.name), hidden, scans[metadata.name], formats)


def _table(source: _Sheet, limits: Limits) -> Table:
    rows: list[list[Value]] = source.sheet.to_python(skip_empty_area=False)
    width = max(map(len, rows), default=0)
    spans, covered = _merges(source.sheet, len(rows), width, limits)
    cells = tuple(_cells(rows, source, spans, covered))
    return Table(
        cells=cells, row_count=len(rows), column_count=width, sheet=source.sheet.name, hidden=source.hidden
    )


def _cells(
    rows: list[list[Value]], source: _Sheet, spans: dict[Place, tuple[int, int]], covered: frozenset[Place]
) -> Iterator[Cell]:
    """The filled cells, row by row. This loop meets every cell of a large sheet: it stays plain."""
    scan, formats = source.scan, source.formats
    any_hidden = bool(scan.hidden_rows or scan.hidden_columns)
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            place = (row, column)
            text, number, percent = "", None, False
            if value.__class__ is str:
                text = value or scan.errors.get(place, "")
            else:
                style = scan.styles.get(place)
                text, number, percent = _shown(value, None if style is None else formats[style])
            if (not text and number is None) or place in covered:
                continue
            row_span, column_span = spans.get(place, (1, 1))
            yield Cell(
                row=row,
                column=column,
                text=text,
                row_span=row_span,
                column_span=column_span,
                number=number,
                percent=percent,
                hidden=any_hidden and scan.is_hidden(place),
            )


def _shown(value: Value, number_format: str | None) -> tuple[str, float | None, bool]:
    """What is seen of a stored value, the number itself, and whether it is shown as a percentage."""
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), None, False
    if isinstance(value, int | float):
        number = float(value)
        if number_format is None:
            return general(number), number, False
        return shown_number(number, number_format), number, is_percent(number_format)
    if isinstance(value, str):
        return value, None, False
    return shown_date(value, number_format or ""), None, False


def _merges(
    sheet: CalamineSheet, height: int, width: int, limits: Limits
) -> tuple[dict[Place, tuple[int, int]], frozenset[Place]]:
    """The spans of merged ranges by their top left corner, and the places that they cover besides."""
    spans: dict[Place, tuple[int, int]] = {}
    covered: set[Place] = set()
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        spans[(top, left)] = (bottom - top + 1, right - left + 1)
        inside = [
            (row, column)
            for row in range(top, min(bottom + 1, height))
            for column in range(left, min(right + 1, width))
        ]
        covered.update(inside)
        if len(covered) > limits.area:
            raise fault("corrupt_document", detail=f"工作表“{sheet.name}”的合并单元格异常")
    return spans, frozenset(covered - spans.keys())


def _uncomputed(scans: dict[str, SheetScan]) -> dict[str, str]:
    """Formulas that were stored without a result: their cells look blank, but are not."""
    places = [f"{name}!{cell}" for name, scan in scans.items() for cell in scan.uncomputed]
    return {"uncomputed_formulas": ",".join(places)} if places else {}
