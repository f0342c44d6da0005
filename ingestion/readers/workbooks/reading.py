"""Reads an xlsx workbook: every sheet a table, with the numbers as stored and the texts as seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingestion.documents import Document
from ingestion.readers.faults import fault
from ingestion.readers.limits import Limits
from ingestion.readers.packages import OfficePackage, open_package
from ingestion.readers.properties import properties
from ingestion.readers.workbooks.emendations import emendations
from ingestion.readers.workbooks.sheet_scan import scan_sheet
from ingestion.readers.workbooks.sheets import SheetScan, require_room, table_of, uncomputed
from ingestion.readers.workbooks.styles import NAMESPACE, formats_by_style
from ingestion.readers.workbooks.values import sheets_of

_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_workbook(data: bytes, limits: Limits) -> Document:
    """The document of an xlsx file; one table for each sheet that holds anything, hidden ones marked."""
    package = open_package(data, limits)
    package.require("xlsx", f"{NAMESPACE}workbook")
    formats = formats_by_style(package.related(package.main_part or "", "/styles"))
    scans = dict(_scans(package, frozenset(formats), limits))
    tables = [table_of(sheet, limits) for sheet in sheets_of(data, scans, formats)]
    return Document(
        format="xlsx",
        tables=tuple(table for table in tables if table.cells),
        metadata=properties(package) | uncomputed(scans),
    )


def _scans(package: OfficePackage, styles: frozenset[int], limits: Limits) -> Iterator[tuple[str, SheetScan]]:
    """The scan of each sheet by its name, checked against the limits before any value is read."""
    total = 0
    emended = emendations(package)
    for name, part in _sheet_parts(package):
        xml = package.parts.get(part)
        if xml is None:
            raise fault("corrupt_document", detail=f"缺少工作表“{name}”")
        scan = scan_sheet(xml, styles, part, limits.area)
        require_room(name, scan, total, limits)
        total += scan.filled
        yield name, replace(scan, emended=emended.of_sheet(xml, part))


def _sheet_parts(package: OfficePackage) -> Iterator[tuple[str, str]]:
    """Name and part of each worksheet; chart sheets hold no cells."""
    relations = package.relations(package.main_part or "")
    for sheet in package.main_root.iter(f"{NAMESPACE}sheet"):
        kind, part = relations.get(str(sheet.get(_RELATION_ID, "")), ("", ""))
        if kind.endswith("/worksheet"):
            yield str(sheet.get("name", "")), part
