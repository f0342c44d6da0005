"""Two figures in one cell: both are read where the header or the units say which is which, else they wait."""

from __future__ import annotations

import pytest
from workbooks import book, codes, read_book, values, with_disposition

TITLE = "2023年监察仲裁工作情况统计表（虚构）\n"
WAGES = {"wage_recovered_workers": 212, "wage_recovered_amount": 3_058_000}
CASES = {"arb_cases_accepted": 320, "arb_workers_involved": 415}


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("追发工资 | 人/万元 | 212/305.8", WAGES),
        ("追发工资（人/万元） | · | 212/305.8", WAGES),
        ("追发工资 | · | 212人/305.8万元", WAGES),
        ("追发工资 | · | 212人、305.8万元", WAGES),
        ("追发工资 | · | 212人305.8万元", WAGES),
        ("追发工资 | · | 305.8万元/212人", WAGES),
        ("仲裁受理案件/涉及劳动者 | 件/人 | 320/415", CASES),
        ("仲裁受理案件／涉及劳动者 | 件／人 | 320／415", CASES),
        ("行政处罚（件数/金额） | 件/万元 | 5/2.4", {"penalty_decisions": 5, "penalty_amount": 24_000}),
    ],
)
def test_both_figures_are_read_where_the_row_names_both(row: str, found: dict[str, float]) -> None:
    reading = read_book(book({"表": f"{TITLE}项目 | 单位 | 数量\n{row}\n普法活动 | 场 | 8"}))
    assert values(reading) == {**found, "pub_events": 8}
    assert codes(reading) == []


def test_both_figures_of_a_column() -> None:
    drawing = f"{TITLE}单位 | 追发工资（人/万元） | 普法活动\n青岚县人社局 | 212/305.8 | 8"
    assert values(read_book(book({"表": drawing}))) == {**WAGES, "pub_events": 8}


@pytest.mark.parametrize("printed", ["12/3", "3/12", "12/3.5"])
def test_two_figures_that_the_header_does_not_tell_apart_wait(printed: str) -> None:
    drawing = (
        f"{TITLE}项目 | 单位 | 数量\n行政处罚 | 件 | {printed}\n普法活动 | 场 | 8\n行政应诉案件 | 件 | 2"
    )
    reading = read_book(book({"表": drawing}))
    assert values(reading) == {"pub_events": 8, "lit_cases_total": 2}
    (open_,) = with_disposition(reading, "undecided")
    assert open_.raw_text == printed
    (message,) = (found.message for found in reading.findings)
    assert "单元格 C3" in message and "一格里有两个数" in message and "请分成两格填写" in message


def test_a_month_is_no_pair() -> None:
    reading = read_book(book({"表": f"{TITLE}项目 | 数量\n追发工资（人/万元） | 2023/5\n普法活动（场） | 8"}))
    assert values(reading) == {"pub_events": 8}


@pytest.mark.parametrize(
    ("printed", "value"),
    [("1.5万余份", 15_000), ("1.5万多份", 15_000), ("1.5万份", 15_000), ("1万余", 10_000)],
)
def test_a_hedge_may_part_the_scale_from_what_is_counted(printed: str, value: float) -> None:
    drawing = f"{TITLE}项目 | 数量\n发放宣传资料 | {printed}\n普法活动 | 8场"
    reading = read_book(book({"表": drawing}))
    low = {
        o.indicator_id: o.value_low if o.value is None else o.value for o in with_disposition(reading, "fact")
    }
    assert low == {"pub_materials": value, "pub_events": 8}
