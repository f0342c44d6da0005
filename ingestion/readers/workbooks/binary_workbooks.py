"""Reads workbooks of Excel 97–2003 (xls; WPS Spreadsheets' et has the same layout)."""

from __future__ import annotations

from pathlib import PurePosixPath

from ingestion.documents import Document
from ingestion.readers.compound_files import content_name, opened_compound_file
from ingestion.readers.faults import fault
from ingestion.readers.limits import Limits
from ingestion.readers.workbooks.binary_records import Findings, read_globals, read_sheet
from ingestion.readers.workbooks.sheets import SheetScan, require_room, table_of, uncomputed
from ingestion.readers.workbooks.values import sheets_of

_STREAMS = ("Workbook", "Book")
_MACROS = "_VBA_PROJECT_CUR"


def read_binary_workbook(name: str, data: bytes, limits: Limits) -> Document:
    """The document of an xls or et file; one table for each sheet that holds anything, hidden ones marked."""
    stream = _stream(name, data)
    workbook = read_globals(stream)
    findings = {sheet.name: read_sheet(stream, sheet, workbook) for sheet in workbook.sheets}
    scans = _scans(findings, limits)
    merged = {sheet: found.merged for sheet, found in findings.items()}
    tables = [table_of(sheet, limits) for sheet in sheets_of(data, scans, workbook.formats, merged)]
    return Document(
        format="xls", tables=tuple(table for table in tables if table.cells), metadata=uncomputed(scans)
    )


def _stream(name: str, data: bytes) -> bytes:
    with opened_compound_file(data) as container:
        found = next((stream for stream in _STREAMS if container.exists(stream)), None)
        if found is None:
            extension = PurePosixPath(name).suffix.lower()
            raise fault("mislabelled", extension=extension, content=content_name(container))
        if container.exists(_MACROS):
            raise fault("macros", target="xlsx")
        stream: bytes = container.openstream(found).read()
    return stream


def _scans(findings: dict[str, Findings], limits: Limits) -> dict[str, SheetScan]:
    """The scan of each sheet, within the limits.

    A formula whose result is an empty text is stored like one that was never computed: only where no
    formula of the workbook has a result has no program computed them.
    """
    is_computed = any(found.has_results for found in findings.values())
    scans: dict[str, SheetScan] = {}
    total = 0
    for name, found in findings.items():
        scans[name] = found.scan(is_computed=is_computed)
        require_room(name, scans[name], total, limits)
        total += found.cells
    return scans
