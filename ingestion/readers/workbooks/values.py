"""The stored values of a workbook, by the fast parser, beside what was found out about its sheets."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ingestion.readers.faults import fault
from ingestion.readers.workbooks.sheets import Place, Range, Sheet, SheetScan, Value


def sheets_of(
    data: bytes,
    scans: Mapping[str, SheetScan],
    formats: Mapping[int, str],
    merged: Mapping[str, Sequence[Range]] | None = None,
) -> Iterator[Sheet]:
    """The scanned worksheets of a workbook with their values, in the order of the workbook.

    ``merged`` holds the merged ranges by sheet where they are known already. Raises
    :class:`UnreadableSubmission` with ``encrypted`` or ``corrupt_document``.
    """
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            for metadata in workbook.sheets_metadata:
                if metadata.typ == SheetTypeEnum.WorkSheet and metadata.name in scans:
                    values = workbook.get_sheet_by_name(metadata.name)
                    yield Sheet(
                        name=metadata.name,
                        hidden=metadata.visible != SheetVisibleEnum.Visible,
                        rows=_emended(values.to_python(skip_empty_area=False), scans[metadata.name].emended),
                        scan=scans[metadata.name],
                        formats=formats,
                        merged=values.merged_cell_ranges or () if merged is None else merged[metadata.name],
                    )
    except PasswordError as error:
        raise fault("encrypted") from error
    except CalamineError as error:
        raise fault("corrupt_document", detail=str(error)) from error


def _emended(rows: list[list[Value]], seen: Mapping[Place, str]) -> list[list[Value]]:
    """The rows with the cells that are seen otherwise than stored as they are seen."""
    for (row, column), text in seen.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = text
    return rows
