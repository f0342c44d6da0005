"""Workbooks as bureaus send them, one for each mess, named for its rule: whose figures they are, and of when."""

# ruff: noqa: E501 - a drawn table keeps one line a row
from __future__ import annotations

from dataclasses import replace

import pytest
from bureau_messes import ALL, BY_UNIT, HEAD, PENALTY, ROW, TITLE, Mess, assert_read, licence
from drawn_grid import CITY
from workbooks import book, read_book

WHOSE_AND_WHEN = {
    "last_years_column_and_the_change_are_quoted": Mess(
        {
            "附件2": TITLE
            + "单位名称 | 申请数量 | < | < | 受理数量 | < | <\n^ | 2023年 | 2022年 | 同比(%) | 本年 | 上年同期 | 增减\n青岚县人社局 | 341 | 300 | 13.7 | 338 | 299 | 39"
        },
        {"lic_applications": 341, "lic_accepted": 338},
    ),
    "last_years_column_beside_its_item": Mess(
        {
            "附件2": TITLE
            + "单位名称 | 受理数量 | 上年同期 | 同比 | 许可数量 | 上年许可数量 | 许可数量同比增长\n青岚县人社局 | 338 | 300 | 12.7% | 330 | 299 | 10.4%"
        },
        {"lic_accepted": 338, "lic_granted": 330},
    ),
    "the_year_so_far_and_not_the_month": Mess(
        {
            "附件2": "2023年12月行政许可实施情况月报表（虚构）\n单位名称 | 受理数量 | < | 许可数量 | <\n^ | 本月 | 本年累计 | 本月 | 本年累计\n青岚县人社局 | 34 | 338 | 33 | 330"
        },
        {"lic_accepted": 338, "lic_granted": 330},
    ),
    "a_target_column_is_no_fact": Mess(
        {
            "附件2": TITLE
            + "单位名称 | 受理数量 | < | 许可数量 | <\n^ | 年度目标 | 实际 | 年度目标 | 实际\n青岚县人社局 | 300 | 338 | 310 | 330"
        },
        {"lic_accepted": 338, "lic_granted": 330},
    ),
    "items_down_and_years_across": Mess(
        {
            "表一": "2023年度行政处罚实施情况统计表（虚构）\n项目 | 单位 | 2023年 | 2022年\n警告、通报批评 | 件 | 3 | 2\n罚款 | 件 | 4 | 4\n其他行政处罚 | 件 | 1 | 0\n合计 | 件 | 8 | 6\n罚没金额 | 万元 | 2.5 | 2"
        },
        {
            "penalty_warning": 3,
            "penalty_fine": 4,
            "penalty_other_kinds": 1,
            "penalty_decisions": 8,
            "penalty_amount": 25000,
        },
    ),
    "upright_items_side_by_side": Mess(
        {
            "附件2": "2023年劳动保障监察情况表（虚构）\n项目 | 数量 | 项目 | 数量\n主动检查用人单位（户次） | 10 | 受理投诉举报（件） | 4\n书面审查（户） | 12 | 追发工资金额（万元） | 5.5"
        },
        {
            "ins_employers_inspected": 10,
            "ins_document_review": 12,
            "ins_complaints_accepted": 4,
            "wage_recovered_amount": 55000,
        },
    ),
    "years_down_and_the_change_below": Mess(
        {
            "附件2": "行政许可实施情况\n年度 | 申请数量 | 受理数量\n2022年 | 300 | 299\n2023年 | 341 | 338\n同比 | 13.7% | 13.0%"
        },
        {"lic_applications": 341, "lic_accepted": 338},
    ),
    "the_month_of_reporting_in_the_title": Mess(
        {"附件2": "2024年1月报送 2023年度行政许可情况统计表（虚构）\n" + HEAD + ROW}, ALL
    ),
    "a_column_of_words_that_nobody_knows": Mess(
        {"附件2": TITLE + "单位名称 | 类别 | 申请数量 | 受理数量\n青岚县人社局 | 行政机关 | 341 | 338"},
        {"lic_applications": 341, "lic_accepted": 338},
    ),
    "an_empty_column_that_nobody_knows_stops_the_sheet": Mess(
        {"附件2": TITLE + "单位名称 | 延续数量 | 申请数量 | 受理数量\n青岚县人社局 | · | 341 | 338"},
        {},
        findings=("unknown_header",),
    ),
    "a_table_folded_in_two": Mess(
        {
            "附件2": "2023年各地行政许可情况统计表（虚构）\n地区 | 受理数量 | 许可数量 | 地区 | 受理数量 | 许可数量\n望杉区 | 10 | 9 | 青岚县 | 20 | 19\n白榆县 | 30 | 30 | 全市 | 60 | 58"
        },
        {"lic_accepted": 60, "lic_granted": 58},
        identity=CITY,
    ),
    "a_citys_table_in_the_hands_of_a_county": Mess(
        {"附件2": BY_UNIT + "望杉区 | 10 | 9\n青岚县 | 341 | 338\n市本级 | 7 | 7\n合计 | 358 | 354"},
        {"lic_applications": 341, "lic_accepted": 338},
    ),
    "offices_and_subtotals_do_not_count_twice": Mess(
        {
            "附件2": BY_UNIT
            + "局机关 | 300 | 300\n其中：政务大厅 | 200 | 200\n社保中心 | 41 | 38\n小计 | 341 | 338\n合计 | 341 | 338"
        },
        {"lic_applications": 341, "lic_accepted": 338},
    ),
    "a_bureau_a_sheet": Mess(
        {
            "望杉区": TITLE + HEAD + "1 | 1 | 1 | 0 | 0",
            "青岚县人社局": TITLE + HEAD + ROW,
            "白榆县": TITLE + HEAD + "2 | 2 | 2 | 0 | 0",
        },
        ALL,
    ),
    "last_years_template": Mess(
        licence(title="2022年度行政许可实施情况统计表（虚构）\n"),
        {},
        findings=("other_year", "no_row_of_reporter"),
    ),
    "title_and_sheet_name_of_different_years": Mess(
        {"2022": TITLE + HEAD + ROW}, {}, ALL, ("years_contradict",)
    ),
    "filled_in_long_after_the_year_of_the_title": Mess(
        licence(below="\n填报日期：2025年1月8日"), ALL, findings=("stale_title",)
    ),
    "a_row_that_lost_its_first_number": Mess(
        {
            "表一": PENALTY
            + "警告、通报批评 | 罚款 | 吊销许可证、执照 | 其他行政处罚 | 合计（宗）\n4 | 2 | 1 | 7 | ·"
        },
        {},
        {"penalty_warning": 4, "penalty_fine": 2, "penalty_decisions": None},
        ("shifted_row",),
    ),
}


@pytest.mark.parametrize("name", WHOSE_AND_WHEN)
def test_reporters_of_a_bureau_are_read_by_rule(name: str) -> None:
    assert_read(WHOSE_AND_WHEN[name])


def test_the_quoted_figures_beside_this_years() -> None:
    mess = WHOSE_AND_WHEN["last_years_column_and_the_change_are_quoted"]
    quoted = [o for o in read_book(book(mess.sheets)).observations if o.disposition == "reference"]
    assert {(o.indicator_id, o.value, o.unit, o.period_type) for o in quoted} == {
        ("lic_applications", 300.0, "件", "previous_year"),
        ("lic_applications", 13.7, "%", "full_year"),
        ("lic_accepted", 299.0, "件", "previous_year"),
        (None, 39.0, None, "full_year"),
    }


def test_the_rows_of_counties_name_their_region() -> None:
    mess = WHOSE_AND_WHEN["a_table_folded_in_two"]
    rows = [o for o in read_book(book(mess.sheets), CITY).observations if o.region_name is not None]
    named = {(o.region_name, o.region_code, o.indicator_id, o.value) for o in rows}
    assert {o.disposition for o in rows} == {"fact"}
    assert ("青岚县", "990121", "lic_accepted", 20.0) in named and len(named) == 6
    assert {name for name, *_ in named} == {"望杉区", "青岚县", "白榆县"}


def test_a_region_that_the_register_does_not_know_is_only_quoted() -> None:
    drawing = BY_UNIT + "望杉区 | 1 | 1\n无名县 | 2 | 2\n合计 | 3 | 3"
    rows = [o for o in read_book(book({"附件2": drawing}), CITY).observations if o.region_name is not None]
    assert {(o.region_name, o.region_code, o.disposition) for o in rows} == {
        ("望杉区", "990102", "fact"),
        ("无名县", None, "reference"),
    }


def test_last_years_column_of_a_county_is_quoted_of_that_county() -> None:
    drawing = TITLE + "单位名称 | 受理数量 | 上年同期 | 许可数量\n望杉区 | 11 | 9 | 10\n合计 | 30 | 28 | 27"
    rows = [o for o in read_book(book({"附件2": drawing}), CITY).observations if o.region_code == "990102"]
    assert [(o.disposition, o.value, o.period_year) for o in rows] == [
        ("fact", 11.0, 2023),
        ("reference", 9.0, 2022),
        ("fact", 10.0, 2023),
    ]


def test_a_name_that_many_regions_bear_means_one_within_the_reporters() -> None:
    elsewhere = replace(CITY, region_code="990200", region_name="墨川市", agency="墨川市人力资源和社会保障局")
    drawing = BY_UNIT + "望杉区 | 1 | 1\n合计 | 3 | 3"
    quoted = [
        o for o in read_book(book({"附件2": drawing}), elsewhere).observations if o.disposition == "reference"
    ]
    assert {(o.region_name, o.region_code) for o in quoted} == {("望杉区", None)}


def test_the_months_of_a_monthly_form() -> None:
    sheets = {
        "附件2": WHOSE_AND_WHEN["the_year_so_far_and_not_the_month"].sheets["附件2"].replace("12月", "11月")
    }
    found = {
        (o.disposition, o.value, o.period_type, str(o.period_start), str(o.period_end))
        for o in read_book(book(sheets)).observations
        if o.indicator_id == "lic_granted"
    }
    assert found == {
        ("fact", 330.0, "ytd", "2023-01-01", "2023-11-30"),
        ("reference", 33.0, "range", "2023-11-01", "2023-11-30"),
    }
