"""The workbook, read back as a reader's program would read it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from edition_warehouses import YEAR
from openpyxl import Workbook, load_workbook

from catalog import Catalog
from publishing import Edition
from publishing.published_numbers import region_figures
from publishing.wording import printed_amount


@pytest.fixture(scope="module")
def book(edition: Edition) -> Iterator[Workbook]:
    opened = load_workbook(edition.path / "comparison.xlsx")
    yield opened
    opened.close()


def _rows(book: Workbook, sheet: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in book[sheet].iter_rows(values_only=True)]


def _texts(book: Workbook, sheet: str) -> str:
    return "\n".join(str(value) for row in _rows(book, sheet) for value in row if value is not None)


def test_the_sheets_stand_in_reading_order(book: Workbook) -> None:
    assert book.sheetnames == ["说明", "报送情况", "主要指标", "分地区", "暂不公布", "数据来源"]


def test_coverage_is_said_first(book: Workbook) -> None:
    assert _rows(book, "说明")[1][0] == "报送情况"
    assert (
        _rows(book, "说明")[2][0]
        == "应报送地区5个，已报送3个（3/5），另有1个地区的材料在审核中。应报送地区按以往报送情况推定。"
    )


def test_cells_equal_the_marts(edition: Edition, warehouse: Path, catalog: Catalog) -> None:
    printed = region_figures(edition.path / "comparison.xlsx", catalog)
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        marts = connection.execute(
            """select region_code, org_scope, indicator_id, value from marts.fct_indicator_year
               where year = ? and held_back_reason is null and qualifier = 'exact'""",
            [YEAR],
        ).fetchall()
    assert len(marts) > 10
    for code, scope, indicator, value in marts:
        expected = printed_amount(Decimal(repr(value)), catalog.indicators[indicator]).number
        assert Decimal(repr(printed[code, scope, indicator])) == expected


def _headline_row(book: Workbook, block: str, label: str) -> tuple[Any, ...]:
    rows = _rows(book, "主要指标")
    start = next(i for i, row in enumerate(rows) if str(row[0]).startswith(block))
    return next(row for row in rows[start:] if row[0] == label)


def test_the_headline_compares_with_last_year(book: Workbook) -> None:
    assert _headline_row(book, "云汀省（990000）　全域", "处理劳动人事争议案件总数")[1:6] == (
        *("件", 125000, 118000),
        *(7000, 5.9),
    )


def test_rates_change_by_points_in_words(book: Workbook) -> None:
    assert _headline_row(book, "澄湾市（990100）　全域", "调解成功率")[2:6] == (82.64, 100, "—", -17.36)
    formats = {
        cell.number_format
        for row in book["主要指标"].iter_rows(min_col=6, max_col=6)
        for cell in row
        if isinstance(cell.value, int | float) and "百分点" in cell.number_format
    }
    assert formats == {'"提高"0.00"个百分点";"降低"0.00"个百分点";"持平"'}


@pytest.mark.parametrize(
    ("block", "label", "compared", "reason"),
    [
        ("澄湾市（990100）　本级", "行政应诉案件数", "—", "统计期间不满一年"),
        ("澄湾市望杉区（990102）　本级", "行政处罚决定件数", "—", "基数不足10"),
        ("澄湾市望杉区（990102）　全域", "普法（宣传）活动场次", "—※", "行政区划调整"),
        ("澄湾市（990100）　全域", "争议涉案金额", "—", "无上年数"),
    ],
)
def test_a_refused_comparison_has_a_mark_and_its_reason(
    book: Workbook, block: str, label: str, compared: str, reason: str
) -> None:
    cell = _headline_row(book, block, label)[5]
    mark = cell.removeprefix(compared)
    assert cell.startswith(compared) and mark
    notes = [str(row[0]) for row in _rows(book, "主要指标") if str(row[0]).startswith(mark)]
    assert len(notes) == 1 and reason in notes[0]


def test_a_small_base_still_shows_the_change(book: Workbook) -> None:
    assert _headline_row(book, "澄湾市望杉区（990102）　本级", "行政处罚决定件数")[2:5] == (12, 7, 5)


def test_bounds_keep_their_word_and_missing_says_so(book: Workbook) -> None:
    amount = _headline_row(book, "澄湾市（990100）　全域", "争议涉案金额")
    assert amount[1:4] == ("万元", "2900余", "未报送")
    rows = [row for row in _rows(book, "分地区") if row[1] == "990121"]
    assert rows and all(row[3] == "未报送" for row in rows)


def test_a_partial_year_is_remarked(book: Workbook) -> None:
    assert _headline_row(book, "澄湾市（990100）　本级", "行政应诉案件数")[6] == "非全年数"


def test_held_back_rows_say_why_and_show_no_value(book: Workbook) -> None:
    (row,) = _rows(book, "暂不公布")[3:]
    assert row[:4] == ("仲裁调解结案件数", "澄湾市望杉区", "990102", "全域")
    assert "C02" in row[4]
    assert "175" not in "".join(_texts(book, sheet) for sheet in book.sheetnames if sheet != "数据来源")


def test_region_codes_are_texts(book: Workbook) -> None:
    codes = [row[1] for row in _rows(book, "分地区") if len(str(row[1] or "")) == 6]
    assert codes and all(isinstance(code, str) for code in codes)


def test_there_is_no_total_over_regions(book: Workbook) -> None:
    assert not any(str(row[0] or "").strip() in {"合计", "总计"} for row in _rows(book, "分地区"))


def test_sources_name_file_hash_place_and_clause_without_names(book: Workbook) -> None:
    rows = _rows(book, "数据来源")
    amount = next(row for row in rows if row[4] == "争议涉案金额")
    assert amount[7] == f"990100_{YEAR}.docx" and len(amount[11]) == 64
    assert amount[8].startswith("第120至") and amount[9] == "涉案金额2900余万元，由××同志经办"
    cell = next(row for row in rows if row[4] == "行政应诉案件数" and row[8].startswith("工作表"))
    assert cell[8] == "工作表“应诉”，单元格C5"


@pytest.mark.parametrize("sheet", ["报送情况", "主要指标", "分地区", "暂不公布", "数据来源"])
def test_print_set_up(book: Workbook, sheet: str) -> None:
    page = book[sheet]
    assert page.page_setup.orientation == "landscape" and int(page.page_setup.paperSize) == 9
    assert page.freeze_panes == "B4" and page.print_title_rows == "$3:$3"
    assert {cell.font.name for cell in page[3]} == {"黑体"}


def test_nothing_is_coloured_by_its_direction(book: Workbook) -> None:
    numbers = [
        cell
        for row in book["主要指标"].iter_rows(min_row=4)
        for cell in row
        if isinstance(cell.value, int | float)
    ]
    assert len({str(cell.font.color.rgb) if cell.font.color else "" for cell in numbers}) == 1
    assert not book["主要指标"].conditional_formatting
