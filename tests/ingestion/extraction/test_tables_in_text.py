"""Tables inside a report's text: label and header say of a number what a sentence would."""

from __future__ import annotations

import pytest
from reading_aids import YEAR, facts, of, read

BY_LABEL = """执法情况如下表：
执法类别	办理数量（件）	上年数（件）	增减（%）
行政许可	76	68	11.8
其中：劳务派遣	29	25	16.0
行政处罚	7	9	-22.2
行政强制	0	0	—
"""
BY_PLACE = """劳动人事争议仲裁情况见下表。
县（市）	受理（件）	结案（件）	结案率（%）
白榆县	318	306	96.2
市直	64	62	96.9
合计	382	368	96.3
"""
WITH_UNITS = """指标名称 | 计算单位 | 1-6月实绩 | 比上年同期增长
一、劳动关系
1、检查用人单位 | 户次 | 2290 | 2.50%
2、受理劳动争议案件 | 件 | 3315 | 18.60%
"""


def test_a_label_names_the_number_of_its_row() -> None:
    assert facts(BY_LABEL) == {
        ("lic_granted", 76),
        ("lic_labour_dispatch", 29),
        ("penalty_decisions", 7),
        ("compulsory_measures", 0),
    }


@pytest.mark.parametrize("printed", ["68", "25", "11.8", "16.0"])
def test_columns_of_another_year_and_of_changes_are_no_facts(printed: str) -> None:
    assert of(BY_LABEL, printed).disposition != "fact"


def test_only_the_rows_of_the_bureau_and_of_the_whole_are_its_own_figures() -> None:
    found = {
        (o.indicator_id, o.value, o.org_scope)
        for o in read(BY_PLACE, level="city", region="澄湾市")
        if o.disposition == "fact"
    }
    assert found == {
        ("arb_cases_accepted", 64, "own"),
        ("arb_cases_closed", 62, "own"),
        ("arb_closure_rate", 96.9, "own"),
        ("arb_cases_accepted", 382, "region"),
        ("arb_cases_closed", 368, "region"),
        ("arb_closure_rate", 96.3, "region"),
    }


def test_a_column_of_measure_words_and_a_header_of_months_are_used() -> None:
    found = of(WITH_UNITS, "2290")
    assert (found.indicator_id, found.disposition, found.period_type, found.period_year) == (
        "ins_employers_inspected",
        "fact",
        "range",
        YEAR,
    )
    assert of(WITH_UNITS, "3315").indicator_id == "arb_cases_accepted"


def test_what_a_table_tells_says_so_and_stands_at_its_cell() -> None:
    found = of(BY_LABEL, "76")
    assert found.rule.startswith("table:")
    assert found.confidence <= 0.9
    assert BY_LABEL[found.start : found.end] == "76"


def test_numbers_side_by_side_without_a_header_stay_undecided() -> None:
    assert facts("行政处罚案件	7	9\n行政许可	5	6\n") == set()


TITLED = """表1　2031年全市劳动人事争议仲裁办案情况

项目｜2031年｜2030年｜同比
立案受理（件）｜742｜701｜+5.8%
审结（件）｜728｜690｜+5.5%
"""


def test_a_title_with_one_scope_speaks_for_the_rows_and_bars_need_no_blanks() -> None:
    found = of(TITLED, "742", level="city")
    assert (found.disposition, found.indicator_id) == ("fact", "arb_cases_accepted")
    assert (found.org_scope, found.period_type) == ("region", "full_year")
    assert of(TITLED, "701", level="city").disposition != "fact"


UNDER_NAMES = """表一 行政处罚实施情况统计表
行政处罚实施数量（宗）
警告 | 罚款 | 其他行政处罚 | 合计（宗） | 罚没金额
4 | 9 | 0 | 13 | 12.5万元
"""
BY_BLANKS = """2031年劳动人事争议仲裁情况统计表（单位：件）
受理 结案 调解 裁决
312 301 180 121
"""


def test_one_row_without_a_label_has_the_names_above_it_and_its_sum_that_of_the_title() -> None:
    assert facts(UNDER_NAMES) == {
        ("penalty_warning", 4),
        ("penalty_fine", 9),
        ("penalty_other_kinds", 0),
        ("penalty_decisions", 13),
        ("penalty_amount", 125000),
    }


def test_blanks_alone_part_the_cells_of_a_table() -> None:
    assert facts(BY_BLANKS) == {
        ("arb_cases_accepted", 312),
        ("arb_cases_closed", 301),
        ("arb_closed_by_mediation", 180),
        ("arb_closed_by_award", 121),
    }


@pytest.mark.parametrize("header", ["本年 上年 增减", "受理 上年受理 同比"])
def test_a_row_with_another_year_beside_it_is_left_alone(header: str) -> None:
    assert facts(f"仲裁立案情况表（单位：件）\n{header}\n312 301 3.7\n") == set()
