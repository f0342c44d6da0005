"""Which of the years, months and units of a sheet are the reporter's and the report's."""

# ruff: noqa: E501 - a drawn table keeps one line a row
from __future__ import annotations

import pytest
from drawn_grid import CITY, draw, fact, facts, read
from licence_table import EXPECTED, HEADER, LICENCE, ROW


def test_this_year_beside_last_year() -> None:
    drawing = """
劳动人事争议处理情况（虚构）
项目 | 计量单位 | 本年 | 上年 | 同比增减
受理案件数 | 件 | 12 | 10 | 20%
结案数 | 件 | 11 | 9 | 22.2%
涉案金额 | 万元 | 3 | 2 | 50%
"""
    reading = read(draw(drawing))
    assert reading.problems == ()
    assert facts(reading) == {
        "arb_cases_accepted": 12,
        "arb_cases_closed": 11,
        "arb_amount_involved": 30000,
    }
    previous = {o.value for o in reading.observations if o.period_type == "previous_year"}
    assert previous == {10, 9, 20000}


def test_years_down_the_rows_only_the_reports_year_counts() -> None:
    drawing = f"行政许可实施情况（虚构）\n年份 | {HEADER}\n2022年 | 300 | 299 | 290 | 5 | 0\n2023年 | {ROW}"
    reading = read(draw(drawing))
    assert facts(reading) == EXPECTED
    assert {o.period_year for o in reading.observations if o.disposition == "reference"} == {2022}


def test_months_so_far_are_no_full_year() -> None:
    drawing = LICENCE.replace("2023年度", "2023年1—11月")
    granted = fact(read(draw(drawing)), "lic_granted")
    assert (granted.period_type, str(granted.period_end)) == ("ytd", "2023-11-30")


@pytest.mark.parametrize(
    "line",
    ["填报日期：2024年1月9日", "2024年1月9日", "报送时间：2024年1月", "填表日期：2024-01-09"],
)
def test_the_day_of_reporting_is_not_the_period(line: str) -> None:
    drawing = f"行政许可实施情况统计表（虚构）\n{line}\n{HEADER}\n{ROW}"
    granted = fact(read(draw(drawing)), "lic_granted")
    assert (granted.period_year, granted.period_type) == (2023, "full_year")


def test_a_plan_table_yields_nothing_but_targets() -> None:
    reading = read(draw(LICENCE.replace("行政许可实施情况统计表", "行政许可工作计划表")))
    assert {o.disposition for o in reading.observations} == {"target", "date"}
    assert [o.raw_text for o in reading.observations if o.disposition == "target"] == ROW.split(" | ")
    assert [finding.code for finding in reading.findings] == ["plan_table"]


def test_one_bureau_a_sheet_only_the_reporters_sheet_counts() -> None:
    reading = read(
        draw(LICENCE, sheet="白榆县"),
        draw(LICENCE.replace("341", "347"), sheet="青岚县"),
        draw(LICENCE, sheet="2023年望杉区"),
    )
    assert facts(reading) == {**EXPECTED, "lic_applications": 347}
    quoted = {o.event_label for o in reading.observations if o.disposition == "reference"}
    assert quoted == {"白榆县", "望杉区"}


def test_the_name_of_the_sheet_states_the_scope() -> None:
    reading = read(draw(LICENCE, sheet="全市"), draw(LICENCE, sheet="市本级"), identity=CITY)
    scopes = [o.org_scope for o in reading.observations if o.indicator_id == "lic_granted"]
    assert sorted(str(scope) for scope in scopes) == ["own", "region"]
    assert {o.scope_basis for o in reading.observations if o.disposition == "fact"} == {"stated"}


def test_a_row_of_the_countys_bureau_is_the_reporters() -> None:
    drawing = (
        f"2023年行政许可情况（虚构）\n单位名称 | {HEADER}\n县人社局 | {ROW}\n县医保局 | 9 | 9 | 9 | 0 | 0"
    )
    assert facts(read(draw(drawing))) == EXPECTED


def test_offices_of_the_bureau_are_parts_of_its_total() -> None:
    drawing = f"2023年行政许可情况（虚构）\n单位名称 | {HEADER}\n本局机关 | 300 | 300 | 295 | 5 | 1\n社保中心 | 41 | 38 | 35 | 1 | 0\n合计 | {ROW}"
    reading = read(draw(drawing))
    assert facts(reading) == EXPECTED
    assert {o.event_label for o in reading.observations if o.disposition == "reference"} == {
        "本局机关",
        "社保中心",
    }
