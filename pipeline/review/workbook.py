"""Writes the review queue as a workbook: locked cells to read, unlocked ones with lists to choose from."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from catalog import Catalog
from pipeline.review.form import (
    EXPORT_ID,
    GUIDE,
    LISTS,
    SHEETS,
    Column,
    ListName,
    Sheet,
    choice_labels,
    codes_by_label,
)
from pipeline.review.guide import guide_lines
from pipeline.review.queue import ReviewItem
from pipeline.review.showing import marked_evidence, shown_cells

HEADING_ROW = 1
FIRST_ROW = 2
SPARE = 1
"""Items begin below a title and the headings; a sheet without items still has one empty row."""
CHOSEN: tuple[ListName, ...] = ("indicator", "org_scope", "period_type")
FONT = "宋体"
A3, A4 = 8, 9
"""Paper sizes as workbooks number them."""
MADE = datetime.fromisoformat("2000-01-01T00:00:00")
"""The same queue gives the same bytes: the file carries no time of its own."""


class ReviewWorkbook:
    """One workbook in the making; its formats and lists are shared by the sheets."""

    def __init__(self, target: io.BytesIO, catalog: Catalog) -> None:
        self.book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_numbers": False})
        self.book.set_properties({"title": "年鉴审核工作簿", "created": MADE})
        self.catalog = catalog
        self.formats = {name: self.book.add_format(style) for name, style in STYLES.items()}
        self.ranges: dict[str, str] = {}

    def write(self, export_id: str, items: Sequence[ReviewItem]) -> None:
        """The guide, a sheet for each subject, and the hidden lists."""
        guide = self.book.add_worksheet(GUIDE)
        worksheets = [self.book.add_worksheet(sheet.name) for sheet in SHEETS]
        self._lists()
        self._guide(guide, export_id, items)
        for sheet, worksheet in zip(SHEETS, worksheets, strict=True):
            self._sheet(sheet, worksheet, [item for item in items if item.subject == sheet.subject])
        worksheets[0 if any(item.subject == "figure" for item in items) else 1].activate()
        self.book.close()

    def _guide(self, worksheet: Worksheet, export_id: str, items: Sequence[ReviewItem]) -> None:
        worksheet.hide_gridlines(2)
        worksheet.set_column(0, 0, 18, self.formats["guide"])
        worksheet.set_column(1, 1, 96, self.formats["guide"])
        worksheet.merge_range(0, 0, 0, 1, "年鉴数据审核工作簿　填写说明", self.formats["title"])
        for row, (what, how) in enumerate(guide_lines(self.catalog, items), start=1):
            worksheet.write_string(row, 0, what, self.formats["term"])
            worksheet.write_string(row, 1, how, self.formats["guide"])
        last = len(guide_lines(self.catalog, items)) + 1
        worksheet.write_string(last, 0, EXPORT_ID, self.formats["machine"])
        worksheet.write_string(last, 1, export_id, self.formats["machine"])
        worksheet.set_landscape()
        worksheet.set_paper(A4)
        worksheet.fit_to_pages(1, 0)
        worksheet.protect("", {"select_locked_cells": True})

    def _lists(self) -> None:
        worksheet = self.book.add_worksheet(LISTS)
        lists: Mapping[str, Sequence[str]] = {
            **{f"choice:{sheet.subject}": choice_labels(self.catalog, sheet) for sheet in SHEETS},
            **{name: tuple(codes_by_label(self.catalog, name)) for name in CHOSEN},
        }
        for column, (name, labels) in enumerate(lists.items()):
            worksheet.write_column(0, column, labels)
            place = xl_range_abs(0, column, len(labels) - 1, column)
            self.ranges[name] = f"={LISTS}!{place}"
        worksheet.very_hidden()
        worksheet.protect()

    def _sheet(self, sheet: Sheet, worksheet: Worksheet, items: Sequence[ReviewItem]) -> None:
        self._head(sheet, worksheet, len(items))
        for row, item in enumerate(items, start=FIRST_ROW):
            self._item(sheet, worksheet, row, item)
        last = FIRST_ROW + max(len(items), SPARE) - 1
        for number, column in enumerate(sheet.columns):
            self._validate(sheet, worksheet, column, (FIRST_ROW, number, last, number))
        worksheet.autofilter(HEADING_ROW, 0, last, len(sheet.columns) - 1)
        worksheet.protect("", ALLOWED)

    def _head(self, sheet: Sheet, worksheet: Worksheet, count: int) -> None:
        words = f"{sheet.name}（{count} 项，最要紧的在前）　浅黄色为填写栏，其余各栏不可改动"
        worksheet.write_string(0, 0, words, self.formats["title"])
        worksheet.set_row(0, 24)
        worksheet.set_row(HEADING_ROW, 34)
        for number, column in enumerate(sheet.columns):
            style = "answer_heading" if column in sheet.answers else "heading"
            worksheet.set_column(number, number, column.width, None, {"hidden": column.hidden})
            worksheet.write_string(HEADING_ROW, number, column.heading, self.formats[style])
        worksheet.freeze_panes(FIRST_ROW, 2)
        worksheet.set_landscape()
        worksheet.set_paper(A3)
        worksheet.fit_to_pages(1, 0)
        worksheet.repeat_rows(0, HEADING_ROW)
        worksheet.print_area(0, 0, FIRST_ROW + max(count, SPARE) - 1, len(sheet.columns) - 3)

    def _item(self, sheet: Sheet, worksheet: Worksheet, row: int, item: ReviewItem) -> None:
        cells = shown_cells(item, self.catalog)
        for number, (column, text) in enumerate(zip(sheet.shown, cells, strict=True)):
            if column.heading.startswith("原文"):
                self._evidence(worksheet, row, number, item, text)
            else:
                style = "shown_right" if column.kind == "number" else "shown"
                worksheet.write_string(row, number, text, self.formats[style])
        for number in range(len(sheet.shown), len(sheet.shown) + len(sheet.answers)):
            worksheet.write_blank(row, number, None, self.formats["answer"])
        machine = len(sheet.shown) + len(sheet.answers)
        worksheet.write_string(row, machine, item.item_id, self.formats["machine"])
        worksheet.write_string(row, machine + 1, source_mark(item), self.formats["machine"])
        worksheet.set_row(row, row_height(sheet.shown, cells))

    def _evidence(self, worksheet: Worksheet, row: int, column: int, item: ReviewItem, text: str) -> None:
        """The passage with the number in bold red; a rich text needs two runs at least."""
        runs = marked_evidence(item.row)
        if len(runs) < 2:
            style = self.formats["shown_number" if runs and runs[0][1] else "shown"]
            worksheet.write_string(row, column, text, style)
            return
        parts: list[str | Format] = []
        for run, is_number in runs:
            parts += [self.formats["number" if is_number else "run"], run]
        worksheet.write_rich_string(row, column, *parts, self.formats["shown"])

    def _validate(
        self, sheet: Sheet, worksheet: Worksheet, column: Column, place: tuple[int, int, int, int]
    ) -> None:
        name = f"choice:{sheet.subject}" if column.choices == "choice" else column.choices
        if name in self.ranges:
            rule: dict[str, Any] = {"validate": "list", "source": self.ranges[str(name)]}
            rule |= {"error_title": column.heading, "error_message": "请从列表中选择，或清空此格。"}
        elif column.kind == "number" and column in sheet.answers:
            rule = {"validate": "decimal", "criteria": ">=", "value": 0}
            rule |= {"error_title": column.heading, "error_message": "请填数字，按本行“单位”计。"}
        elif column.kind == "year" and column in sheet.answers:
            rule = {"validate": "integer", "criteria": "between", "minimum": 1949, "maximum": 2999}
            rule |= {"error_title": column.heading, "error_message": "请填四位年份。"}
        else:
            return
        worksheet.data_validation(*place, {**rule, "ignore_blank": True})


def workbook_bytes(export_id: str, items: Sequence[ReviewItem], catalog: Catalog) -> bytes:
    """The workbook of these items; the same items give the same bytes."""
    target = io.BytesIO()
    ReviewWorkbook(target, catalog).write(export_id, items)
    return target.getvalue()


def source_mark(item: ReviewItem) -> str:
    """The bytes and the place that an item is about, for the hidden column."""
    row = item.row
    place = (row["sheet"], row["cell"], row["char_start"], row["char_end"])
    return ":".join((row["submission_id"], *("" if part is None else str(part) for part in place)))


def row_height(columns: Sequence[Column], cells: Sequence[str]) -> float:
    """Points that the fullest cell of a row needs, a Chinese character being two columns wide."""
    lines = max(
        sum(-(-max(_columns(line), 1) // max(column.width - 1, 1)) for line in cell.split("\n"))
        for column, cell in zip(columns, cells, strict=True)
    )
    return min(max(lines * 13.5 + 4, 30), 400)


def _columns(text: str) -> int:
    return sum(2 if ord(character) > 0x2E80 else 1 for character in text)


_CELL = {"font_name": FONT, "font_size": 10, "text_wrap": True, "valign": "top", "border": 1}
_GREY = {"border_color": "#BFBFBF"}
STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {"font_name": "黑体", "font_size": 13, "valign": "vcenter"},
    "heading": {**_CELL, "bold": True, "bg_color": "#E7E6E6", "align": "center", "valign": "vcenter"},
    "answer_heading": {**_CELL, "bold": True, "bg_color": "#FFE699", "align": "center", "valign": "vcenter"},
    "shown": {**_CELL, **_GREY},
    "shown_right": {**_CELL, **_GREY, "align": "right"},
    "shown_number": {**_CELL, **_GREY, "bold": True, "font_color": "#C00000"},
    "answer": {**_CELL, **_GREY, "bg_color": "#FFFBE6", "locked": False},
    "run": {"font_name": FONT, "font_size": 10},
    "number": {"font_name": FONT, "font_size": 10, "bold": True, "font_color": "#C00000"},
    "machine": {"font_name": FONT, "font_size": 8, "font_color": "#7F7F7F"},
    "term": {"font_name": FONT, "font_size": 11, "bold": True, "text_wrap": True, "valign": "top"},
    "guide": {"font_name": FONT, "font_size": 11, "text_wrap": True, "valign": "top"},
}
ALLOWED = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
}
"""What the protection leaves open: filter, and the sizes of rows and columns."""
