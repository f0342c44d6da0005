"""Sheets of any length and width cost what their cells cost."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import pytest
from drawn_grid import draw, facts, read
from licence_table import EXPECTED, LICENCE
from workbooks import book, read_book

from ingestion.documents import Cell
from ingestion.forms.tables import down


def test_a_sheet_that_claims_a_million_rows_is_read_like_a_small_one() -> None:
    far = Cell(row=999_999, column=0, text="填表人：某某")
    table = draw(LICENCE)
    reading = read(replace(table, cells=(*table.cells, far), row_count=1_000_000))
    assert facts(reading) == EXPECTED


def test_long_tables_take_work_in_proportion() -> None:
    def work(rows: int) -> int:
        lines = "".join(f"\n科室{n} | {n} | {n}" for n in range(rows))
        table = draw(f"2023年度行政许可实施情况统计表（虚构）\n单位名称 | 受理数量 | 许可数量{lines}")
        calls = 0

        def count(*_: object) -> None:
            nonlocal calls
            calls += 1

        sys.setprofile(count)
        try:
            read(table)
        finally:
            sys.setprofile(None)
        return calls

    work(10)
    short, long = work(200), work(800)
    assert long < 4.4 * short


def test_columns_without_a_header_cost_no_more_than_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Labels are sought in one column of values, not in all of them for every row."""
    looked_at = []
    original = down.header_path

    def counting(cells: list[Cell], *rest: Any) -> Any:
        looked_at.append(len(cells))
        return original(cells, *rest)

    monkeypatch.setattr(down, "header_path", counting)
    rows = "\n".join(" | ".join("7" for _ in range(60)) for _ in range(10))
    read_book(book({"表": f"2023年劳动人事争议处理情况统计表（虚构）\n立案受理 | 审结\n{rows}"}))
    assert looked_at
    assert max(looked_at) <= 2
