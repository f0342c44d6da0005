"""The files that are read: the invented report and form of the tests, and a sheet of 50,000 rows."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import xlsxwriter

from ingestion.readers import read_document

FIXTURES = Path(__file__).resolve().parents[2] / "tests" / "ingestion" / "readers" / "fixtures"
KEPT = {
    "report.docx": "report_office.docx",
    "report.doc": "report_libreoffice.doc",
    "report.pdf": "report_libreoffice.pdf",
    "form.xlsx": "workbooks/form_libreoffice.xlsx",
    "form.xls": "workbooks/form_libreoffice.xls",
    "form.ods": "workbooks/form_libreoffice.ods",
}
LARGE_ROWS = 50_000
LARGE = f"{LARGE_ROWS:,} rows.xlsx"


NAMES = (*KEPT, "report.html", "report.txt", LARGE)
"""Every file that is measured."""


@cache
def benchmark_file(name: str) -> bytes:
    """The bytes of a file; text and web page say what the docx says."""
    if name in KEPT:
        return (FIXTURES / KEPT[name]).read_bytes()
    if name == LARGE:
        return large_workbook()
    text = read_document("report.docx", benchmark_file("report.docx")).text
    return text.encode() if name.endswith(".txt") else _page(text).encode()


def _page(text: str) -> str:
    body = "".join(f"<p>{line}</p>" for line in text.splitlines())
    return f"<!DOCTYPE html><html><head><title>报告</title></head><body><div>{body}</div></body></html>"


def large_workbook() -> bytes:
    """A sheet of 50,000 rows and ten columns: names, numbers, a percent column and one with separators."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("明细")
        percent = workbook.add_format({"num_format": "0.0%"})
        money = workbook.add_format({"num_format": "#,##0.00"})
        for row in range(LARGE_ROWS):
            sheet.write_string(row, 0, f"虚构单位{row}")
            sheet.write_number(row, 1, row / LARGE_ROWS, percent)
            sheet.write_number(row, 2, row * 1.25, money)
            for column in range(3, 10):
                sheet.write_number(row, column, row + column)
    return buffer.getvalue()
