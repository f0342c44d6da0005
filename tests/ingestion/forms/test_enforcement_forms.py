"""行政执法统计年报: the penalty and licence tables in the layouts of their vintages."""

# ruff: noqa: E501 - a drawn table keeps one line a row
from __future__ import annotations

import pytest
from drawn_grid import COUNTY, DICTIONARY, draw, fact, facts, read, workbook

from ingestion.forms import recognise

PENALTY_2018 = """
表一
青岚县人力资源和社会保障局2023年度行政处罚实施情况统计表（虚构）
行政处罚实施数量（宗） | < | < | < | < | < | < | < | < | ·
警告 | 罚款 | 没收违法\\n所得、没收\\n非法财物 | 暂扣许可证、执照 | 责令停产停业 | 吊销许可证、执照 | 行政拘留 | 其他行政处罚 | 合计（宗） | 罚没金额（万元）
12 | 7 | · | · | · | · | · | 3 | 22 | 4.1
说明：1.统计年度1月1日至12月31日。2.一案多罚的算一宗。
"""

PENALTY_MERGED = """
青岚县2023年度行政处罚实施情况统计表（虚构）
行政处罚实施数量（宗） | < | < | < | < | < | < | < | < | < | 罚没金额（万元）
警告、通报批评 | 罚款 | 没收违法所得、没收非法财物 | 暂扣许可证、执照，降低资质等级 | 吊销许可证、执照 | 限制开展生产经营活动 | 责令停产停业、责令关闭、限制从业 | 行政拘留 | 其他行政处罚 | 合计（宗） | ^
31 | 19 | 2 | 0 | 1 | 0 | 0 | 0 | 4 | 57 | 26.83
"""

PENALTY_SEPARATE = """
青岚县2023年度行政处罚实施情况统计表（虚构）
警告｜| 通报批评 | 罚款 | 没收违法所得、没收非法财物 | 暂扣许可证件 | 降低资质等级 | 限制开展生产经营活动 | 责令停产停业 | 责令关闭、限制从业 | 吊销许可证件 | 行政拘留 | 其他行政处罚 | 合计(宗) | 罚没金额(元)
5 | 2 | 9 | 0 | 0 | 0 | 0 | 0 | 0 | 1 | 0 | 3 | 20 | 1，284
""".replace("警告｜", "警告")

PENALTY_NAMED = """
2023年度行政处罚实施情况统计表（虚构）
序号 | 单位名称 | 行政处罚实施数量（宗） | < | < | < | < | 罚没金额（万元） | 备注
^ | ^ | 警告 | 罚款 | 吊销许可证、执照 | 其他行政处罚 | 合计（宗） | ^ | ^
（一）本单位实施的、以本单位名义作出的
1 | 青岚县人力资源和社会保障局 | 1 | 6 | 0 | 1 | 8 | 2.5 | ·
（二）下属（受委托）单位实施的
2 | 青岚县劳动保障监察大队 | 2 | 3 | 0 | 0 | 5 | 0.8 | ·
合 计 | < | 3 | 9 | 0 | 1 | 13 | 3.3 | ·
"""

PENALTY_CHONGQING = """
2023年度行政处罚实施情况统计表（虚构）
序号 | 单位名称 | 行政处罚实施数量（件） | < | < | < | 罚没金额（万元） | 简易程序数量（件） | 一般程序数量（件） | 法制审核数量（件） | < | 涉嫌犯罪移送案件数量（件） | 司法机关受理案件数量（件）
^ | ^ | 警告 | 罚款 | 其他行政处罚 | 合计 | ^ | ^ | ^ | 审核数量 | 纠错数量 | ^ | ^
1 | 青岚县人力社保局 | 4 | 11 | 2 | 17 | 8.06 | 3 | 14 | 9 | 1 | 2 | 2
2 | · | · | · | · | · | · | · | · | · | · | · | ·
合 计 | < | 4 | 11 | 2 | 17 | 8.06 | 3 | 14 | 9 | 1 | 2 | 2
"""

PENALTY_SHANDONG = """
2023年度行政处罚实施情况统计表（虚构）
单位名称 | 立案数量 | 结案数量 | 警告、通报批评 | 罚款 | 没收违法所得、没收非法财物 | 其他行政处罚 | 合计 | 罚没金额（元） | 不予处罚件数 | 从轻处罚件数 | 行政复议应诉 | < | < | < | 移送司法机关数量
^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | 被行政复议数量 | 复议纠错数量 | 被行政诉讼数量 | 败诉数量 | ^
青岚县人社局 | 30 | 28 | 6 | 14 | 0 | 1 | 21 | 95600 | 3 | 2 | 1 | 0 | 2 | 0 | 1
报表人：某某 联系电话：0000-0000000
"""

LICENCE_BASE = """
行政许可实施数量（宗） | < | < | < | <
申请数量 | 受理数量 | 许可数量 | 不予许可数量 | 撤销许可数量
341 | 338 | 330 | 6 | 1
"""

LICENCE_GUANGZHOU = """
2023年度行政许可实施情况统计表（虚构）
序号 | 申请总数 | 受理总数 | 许可的数量 | 不予许可的数量 | 撤销许可的数量
1 | 88 | 80 | 79 | 1 | 0
"""

LICENCE_CHONGQING = """
2023年度行政许可实施情况统计表（虚构）
序号 | 单位名称 | 行政许可实施数量（件） | < | < | < | 撤销行政许可数量（件） | 法制审核数量（件） | < | 备注
^ | ^ | 申请数量 | 受理数量 | 许可数量 | 不予许可数量 | ^ | 审核数量 | 纠错数量 | ^
1 | 青岚县人力社保局 | 64 | 60 | 58 | 2 | 0 | 12 | 0 | ·
2 | · | · | · | · | · | · | · | · | ·
3 | · | · | · | · | · | · | · | · | ·
合 计 | < | 64 | 60 | 58 | 2 | 0 | 12 | 0 | ·
"""

LAYOUTS = {
    "penalty_2018_blanks_proved_by_the_total": (
        PENALTY_2018,
        {
            "penalty_warning": 12,
            "penalty_fine": 7,
            "penalty_other_kinds": 3,
            "penalty_decisions": 22,
            "penalty_amount": 41000,
        },
    ),
    "penalty_2021_merged": (
        PENALTY_MERGED,
        {
            "penalty_warning": 31,
            "penalty_fine": 19,
            "penalty_other_kinds": 7,
            "penalty_decisions": 57,
            "penalty_amount": 268300,
        },
    ),
    "penalty_2021_separate_in_yuan": (
        PENALTY_SEPARATE,
        {
            "penalty_warning": 7,
            "penalty_fine": 9,
            "penalty_other_kinds": 4,
            "penalty_decisions": 20,
            "penalty_amount": 1284,
        },
    ),
    "penalty_with_units_and_sections_counts_the_total_once": (
        PENALTY_NAMED,
        {
            "penalty_warning": 3,
            "penalty_fine": 9,
            "penalty_other_kinds": 1,
            "penalty_decisions": 13,
            "penalty_amount": 33000,
        },
    ),
    "penalty_chongqing": (
        PENALTY_CHONGQING,
        {
            "penalty_warning": 4,
            "penalty_fine": 11,
            "penalty_other_kinds": 2,
            "penalty_decisions": 17,
            "penalty_amount": 80600,
            "legal_review_enforcement_cases": 9,
            "wage_transfer_police": 2,
        },
    ),
    "penalty_shandong": (
        PENALTY_SHANDONG,
        {
            "penalty_warning": 6,
            "penalty_fine": 14,
            "penalty_other_kinds": 1,
            "penalty_decisions": 21,
            "penalty_amount": 95600,
            "wage_transfer_police": 1,
        },
    ),
    "licence_base": (
        LICENCE_BASE,
        {"lic_applications": 341, "lic_accepted": 338, "lic_granted": 330, "lic_denied": 6, "lic_revoked": 1},
    ),
    "licence_guangzhou": (
        LICENCE_GUANGZHOU,
        {"lic_applications": 88, "lic_accepted": 80, "lic_granted": 79, "lic_denied": 1, "lic_revoked": 0},
    ),
    "licence_chongqing_with_blank_template_rows": (
        LICENCE_CHONGQING,
        {"lic_applications": 64, "lic_accepted": 60, "lic_granted": 58, "lic_denied": 2, "lic_revoked": 0},
    ),
}

VINTAGES = {
    "2018": PENALTY_2018,
    "2021-merged": PENALTY_MERGED,
    "2021-separate": PENALTY_SEPARATE,
    "chongqing": PENALTY_CHONGQING,
    "shandong": PENALTY_SHANDONG,
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_its_figures(layout: str) -> None:
    drawing, expected = LAYOUTS[layout]
    reading = read(draw(drawing))
    assert reading.problems == ()
    assert facts(reading) == expected
    assert recognise(workbook(draw(drawing)), DICTIONARY) == "enforcement_annual"


@pytest.mark.parametrize("vintage", VINTAGES)
def test_the_rule_names_form_and_vintage(vintage: str) -> None:
    rule = fact(read(draw(VINTAGES[vintage])), "penalty_fine").rule
    assert rule == f"form:enforcement_penalty@{vintage}:fine"


def test_evidence_is_header_path_and_printed_text_and_the_place_is_in_a1() -> None:
    granted = fact(read(draw(LICENCE_BASE, sheet="表二")), "lic_granted")
    assert granted.evidence == "行政许可实施数量（宗）｜许可数量：330"
    assert (granted.sheet, granted.cell, granted.raw_text) == ("表二", "C3", "330")


def test_a_derived_sum_points_at_its_cells() -> None:
    derived = fact(read(draw(PENALTY_MERGED)), "penalty_other_kinds")
    assert derived.cell == "C4:I4"
    assert derived.raw_text == "2+0+1+0+0+0+4"
    proven = fact(read(draw(PENALTY_2018)), "penalty_other_kinds")
    assert (proven.value, proven.cell, proven.raw_text) == (3, "C5:H5", "3")


def test_the_own_bureau_inherits_the_default_scope_of_its_level() -> None:
    decisions = fact(read(draw(PENALTY_2018)), "penalty_decisions")
    expected = DICTIONARY.indicators["penalty_decisions"].default_scope["county"]
    assert (decisions.org_scope, decisions.scope_basis) == (expected, "default")
    assert (decisions.period_type, decisions.period_year) == ("full_year", 2023)


def test_blanks_stay_blank_where_the_total_does_not_prove_them() -> None:
    reading = read(draw(PENALTY_2018.replace("| 22 |", "| 24 |")))
    assert "penalty_other_kinds" not in facts(reading)
    assert fact(reading, "penalty_decisions").value == 24


def test_a_total_that_differs_from_its_parts_is_reported_and_kept_as_printed() -> None:
    reading = read(draw(PENALTY_MERGED.replace("| 57 |", "| 75 |")))
    assert fact(reading, "penalty_decisions").value == 75
    assert [finding.code for finding in reading.findings] == ["unequal_total"]
    assert "57" in reading.findings[0].message


def test_an_unknown_header_stops_its_sheet_and_no_other() -> None:
    strange = LICENCE_BASE.replace("不予许可数量", "延续许可数量")
    reading = read(draw(strange, sheet="表二"), draw(PENALTY_MERGED, sheet="表一"))
    (problem,) = reading.problems
    assert "表二" in problem and "D2" in problem and "延续许可数量" in problem
    assert "lic_accepted" not in facts(reading)
    assert facts(reading)["penalty_decisions"] == 57
    kept = [o for o in reading.observations if o.sheet == "表二" and o.disposition == "unmapped"]
    assert sorted(o.raw_text for o in kept) == ["1", "330", "338", "341", "6"]


def test_a_blank_template_yields_nothing() -> None:
    reading = read(draw(LICENCE_BASE.replace("341 | 338 | 330 | 6 | 1", "· | · | · | · | ·")))
    assert reading.observations == ()
    assert [finding.code for finding in reading.findings] == ["blank_template"]


def test_the_quarter_of_the_title_wins_over_the_boilerplate_note() -> None:
    third_quarter = PENALTY_2018.replace("2023年度", "2023年度第三季度")
    decisions = fact(read(draw(third_quarter)), "penalty_decisions")
    assert decisions.period_type == "range"
    assert (str(decisions.period_start), str(decisions.period_end)) == ("2023-07-01", "2023-09-30")


def test_last_years_table_is_quoted_and_not_this_years_figure() -> None:
    reading = read(draw(PENALTY_2018.replace("2023年度", "2022年度")))
    assert facts(reading) == {}
    quoted = [o for o in reading.observations if o.indicator_id == "penalty_decisions"]
    assert [(o.disposition, o.period_type, o.period_year) for o in quoted] == [
        ("reference", "previous_year", 2022)
    ]
    assert any("没有本单位" in problem for problem in reading.problems)


def test_another_regions_single_row_is_not_the_reporters() -> None:
    reading = read(draw(PENALTY_SHANDONG.replace("青岚县人社局", "白榆县人社局")), identity=COUNTY)
    assert facts(reading) == {}
    assert {o.event_label for o in reading.observations if o.indicator_id} == {"白榆县人社局"}
