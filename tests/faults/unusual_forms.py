"""Rarer faults of offices in forms: in a cell, in a row or a column, in a sheet, in the whole file."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

import openpyxl
from filings import Bureau, Filing, received
from injection import NoFault
from openpyxl.worksheet.worksheet import Worksheet
from unusual_texts import Changed, Making

PENALTIES, LICENCES, INSPECTIONS = 0, 1, 2
"""The sheets of the form."""


def _form(bureau: Bureau, year: int, change: Callable[[openpyxl.Workbook], str]) -> Changed:
    filing = bureau.workbook(year)
    book = openpyxl.load_workbook(io.BytesIO(filing.data))
    told = change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return (bureau.narrative(year), replace(filing, data=buffer.getvalue())), told


def _moved(sheet: Worksheet, source: str, target: str) -> None:
    sheet[target].value, sheet[source].value = sheet[source].value, None


def row_shifted(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """The numbers of the licences one column to the right of their heads."""

    def shift(book: openpyxl.Workbook) -> str:
        sheet = book.worksheets[LICENCES]
        for source, target in (("E5", "F5"), ("D5", "E5"), ("C5", "D5"), ("B5", "C5"), ("A5", "B5")):
            _moved(sheet, source, target)
        return "→"

    return _form(bureau, year, shift)


def cell_shifted(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """The licences refused in the column of those revoked."""
    figures = bureau.figures[year]
    if figures["lic_denied"] < 1 or figures["lic_denied"] == figures["lic_revoked"]:
        raise NoFault

    def shift(book: openpyxl.Workbook) -> str:
        sheet = book.worksheets[LICENCES]
        sheet["D5"].value, sheet["E5"].value = sheet["E5"].value, sheet["D5"].value
        return f"denied {figures['lic_denied']} ↔ revoked {figures['lic_revoked']}"

    return _form(bureau, year, shift)


def columns_exchanged(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """Warnings in the column of fines, and the other way round."""
    figures = bureau.figures[year]
    low, high = sorted((figures["penalty_warning"], figures["penalty_fine"]))
    if high < 1.5 * low + 3:
        raise NoFault

    def exchange(book: openpyxl.Workbook) -> str:
        sheet = book.worksheets[PENALTIES]
        sheet["A5"].value, sheet["B5"].value = sheet["B5"].value, sheet["A5"].value
        return f"warning {figures['penalty_warning']} ↔ fine {figures['penalty_fine']}"

    return _form(bureau, year, exchange)


def other_unit_line(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """元 in the head of a column whose numbers are in 万元."""
    if not bureau.figures[year]["penalty_amount"]:
        raise NoFault

    def rename(book: openpyxl.Workbook) -> str:
        book.worksheets[PENALTIES]["K3"].value = "罚没金额（元）"
        return f"penalty_amount {bureau.figures[year]['penalty_amount']}"

    return _form(bureau, year, rename)


def head_renamed(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """A head that no form has."""

    def rename(book: openpyxl.Workbook) -> str:
        book.worksheets[LICENCES]["C4"].value = "办结数量"
        return "许可数量 → 办结数量"

    return _form(bureau, year, rename)


def head_torn(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """The joined cells of the head torn apart."""

    def tear(book: openpyxl.Workbook) -> str:
        for sheet in book.worksheets:
            for area in list(sheet.merged_cells.ranges):
                sheet.unmerge_cells(str(area))
        return "unmerged"

    return _form(bureau, year, tear)


def hidden_row(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """A draft in a hidden row above the figures."""

    def hide(book: openpyxl.Workbook) -> str:
        sheet = book.worksheets[LICENCES]
        sheet.insert_rows(5)
        for column, cell in zip("ABCDE", sheet[6], strict=False):
            sheet[f"{column}5"].value = (cell.value or 0) + 9
        sheet.row_dimensions[5].hidden = True
        return "+9 in each column"

    return _form(bureau, year, hide)


def sheets_exchanged(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """The names and titles of two sheets exchanged."""

    def exchange(book: openpyxl.Workbook) -> str:
        first, second = book.worksheets[PENALTIES], book.worksheets[LICENCES]
        names = first.title, second.title
        first.title, second.title = "x", names[0]
        first.title = names[1]
        for cell in ("A1", "A2"):
            first[cell].value, second[cell].value = second[cell].value, first[cell].value
        return "表一 ↔ 表二"

    return _form(bureau, year, exchange)


def date_for_number(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """A number that Excel took for a day."""

    def set_date(book: openpyxl.Workbook) -> str:
        cell = book.worksheets[LICENCES]["B5"]
        cell.value, cell.number_format = date(1900, 1, 1 + int(cell.value) % 28), "yyyy/m/d"
        return str(cell.value)

    return _form(bureau, year, set_date)


def number_as_text(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """Numbers that are texts, with blanks in them."""

    def write(book: openpyxl.Workbook) -> str:
        sheet = book.worksheets[INSPECTIONS]
        value = str(sheet["A5"].value)
        sheet["A5"].value = f" {value[0]} {value[1:]} "
        return str(sheet["A5"].value)

    return _form(bureau, year, write)


def sheet_of_last_year(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """One sheet that was not filled in anew."""

    def copy(book: openpyxl.Workbook) -> str:
        old = openpyxl.load_workbook(io.BytesIO(bureau.workbook(year - 1).data)).worksheets[LICENCES]
        for column in "ABCDE":
            book.worksheets[LICENCES][f"{column}5"].value = old[f"{column}5"].value
        return "licences of last year"

    return _form(bureau, year, copy)


def total_of_some(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """A total that leaves out a kind, and a part that stays."""
    figures = bureau.figures[year]
    if not figures["penalty_other_kinds"]:
        raise NoFault

    def add_up(book: openpyxl.Workbook) -> str:
        total = figures["penalty_decisions"] - figures["penalty_other_kinds"]
        book.worksheets[PENALTIES]["J5"].value = total
        return f"penalty_decisions {figures['penalty_decisions']} → {total}"

    return _form(bureau, year, add_up)


def sign_for_number(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """A count below nought."""

    def negate(book: openpyxl.Workbook) -> str:
        cell = book.worksheets[INSPECTIONS]["A5"]
        cell.value = -cell.value
        return str(cell.value)

    return _form(bureau, year, negate)


def formula_without_value(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """A total that is a formula whose value was never stored."""

    def calculate(book: openpyxl.Workbook) -> str:
        book.worksheets[PENALTIES]["J5"].value = "=SUM(A5:I5)"
        return "=SUM(A5:I5)"

    return _form(bureau, year, calculate)


def row_of_another(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """The row of another county under the title of this one."""
    figures = other.figures[year]

    def paste(book: openpyxl.Workbook) -> str:
        sheet = book.worksheets[LICENCES]
        for column, name in zip(
            "ABCDE", ("applications", "accepted", "granted", "denied", "revoked"), strict=True
        ):
            sheet[f"{column}5"].value = figures[f"lic_{name}"]
        return f"licences of {other.place.code}"

    return _form(bureau, year, paste)


def form_of_another(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """The form of another county in a file that bears this one's name."""
    name = bureau.workbook(year).name
    sent = Filing(name, "xlsx", other.workbook(year).data, received(year, 12))
    return (bureau.narrative(year), sent), other.place.code


def year_of_sheet(bureau: Bureau, other: Bureau, year: int, random: Random) -> Changed:
    """One sheet that bears another year than the file."""

    def rename(book: openpyxl.Workbook) -> str:
        cell = book.worksheets[LICENCES]["A2"]
        cell.value = re.sub(r"\d{4}", str(year - 1), cell.value)
        return str(cell.value)

    return _form(bureau, year, rename)


IN_FORMS: tuple[Making, ...] = (
    row_shifted,
    cell_shifted,
    columns_exchanged,
    other_unit_line,
    head_renamed,
    head_torn,
    hidden_row,
    sheets_exchanged,
    date_for_number,
    number_as_text,
    sheet_of_last_year,
    total_of_some,
    sign_for_number,
    formula_without_value,
    row_of_another,
    form_of_another,
    year_of_sheet,
)
"""All kinds."""
