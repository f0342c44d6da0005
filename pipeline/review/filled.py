"""Reads a workbook that came back: which export it is, whether it is still whole, and what was answered."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from pipeline.review.answers import Answer, Refused
from pipeline.review.exporting import Export, remembered
from pipeline.review.form import EXPORT_ID, GUIDE, ITEM_ID, SHEETS, Sheet
from pipeline.review.showing import locked_digest
from pipeline.review.workbook import FIRST_ROW, HEADING_ROW
from pipeline.settings import Home

MOST_BYTES = 200_000_000
"""Unzipped size up to which a workbook is opened."""

Rows = Sequence[Sequence[Any]]


def read_filled(home: Home, path: Path) -> tuple[Answer, ...]:
    """The answers of a workbook in its order.

    Raises :class:`Refused` where the file is no export of this home, or anything but the answers was changed.
    """
    tables = _tables(path)
    export = _export(home, path, tables)
    faults: list[str] = []
    answers: list[Answer] = []
    seen: dict[str, str] = {}
    for sheet in SHEETS:
        for found in _answers(sheet, tables.get(sheet.name), export, seen):
            if isinstance(found, str):
                faults.append(found)
            else:
                answers.append(found)
    missing = len(export.items.keys() - seen.keys())
    if missing:
        faults.append(f"缺少 {missing} 行：导出的行不可删除，不处理的行请留空。")
    if faults:
        raise Refused(tuple(faults))
    return tuple(answers)


def _tables(path: Path) -> Mapping[str, Rows]:
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_BYTES:
                raise Refused((f"{path.name}：文件过大，不是本系统导出的审核工作簿。",))
        book = load_workbook(path, data_only=True)
        return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise Refused((f"{path.name}：无法作为 xlsx 工作簿打开（{type(error).__name__}）。",)) from error


def _export(home: Home, path: Path, tables: Mapping[str, Rows]) -> Export:
    stated = (row for row in tables.get(GUIDE, ()) if len(row) > 1 and row[0] == EXPORT_ID)
    export_id = str(next(stated, ("", ""))[1] or "")
    export = remembered(home, export_id)
    if export is None:
        raise Refused((f"{path.name}：不是从本系统导出的审核工作簿，请重新导出后填写。",))
    return export


def _answers(sheet: Sheet, rows: Rows | None, export: Export, seen: dict[str, str]) -> Iterator[Answer | str]:
    """The answers of a sheet, and a sentence for every row that is not as it was handed out."""
    headings = [column.heading for column in sheet.columns]
    if rows is None or list(rows[HEADING_ROW][: len(headings)]) != headings:
        yield f"工作表“{sheet.name}”：表头被改动或工作表缺失，请用原导出文件填写。"
        return
    for number, row in enumerate(rows[FIRST_ROW:], start=FIRST_ROW + 1):
        cells = dict(zip(headings, row, strict=False))
        place = f"工作表“{sheet.name}”第{number}行"
        if all(value is None for value in cells.values()):
            continue
        fault = _fault(sheet, cells, place, export, seen)
        item_id = str(cells[ITEM_ID] or "")
        seen.setdefault(item_id, place)
        yield fault or Answer(
            item_id, {column.heading: cells[column.heading] for column in sheet.answers}, place
        )


def _fault(
    sheet: Sheet, cells: Mapping[str, Any], place: str, export: Export, seen: Mapping[str, str]
) -> str | None:
    item_id = str(cells[ITEM_ID] or "")
    if item_id not in export.items:
        return f"{place}：编号不在导出之列，不可自行增加行。"
    if item_id in seen:
        return f"{place}：与{seen[item_id]}是同一事项，同一事项只能处理一次。"
    locked = [column.heading for column in sheet.shown]
    texts = tuple(
        str(cells[heading] or "") for heading in (*locked, *(c.heading for c in sheet.columns[-2:]))
    )
    if locked_digest(texts) != export.items[item_id]:
        return f"{place}：锁定的内容被改动，请恢复原样或重新导出。"
    return None
