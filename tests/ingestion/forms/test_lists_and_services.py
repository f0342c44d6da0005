"""双随机, 政务服务 and 持证 tables, the plans and catalogues beside them, and a bureau's own summary."""

# ruff: noqa: E501 - a drawn table keeps one line a row
from __future__ import annotations

import pytest
from drawn_grid import CITY, DICTIONARY, draw, fact, read
from workbooks import book, codes, read_book, values, with_disposition

from ingestion.forms import recognise
from ingestion.readers import read_document

RESULTS = """
青岚县人社局2023年双随机抽查结果公示（虚构）
序号 | 检查对象名称 | 统一社会信用代码 | 抽查事项 | 抽查类型 | 检查机关 | 检查日期 | 检查结果 | 公示日期
1 | 甲劳务公司 | 91990121MA0000001X | 劳动用工 | 定向 | 青岚县人社局 | 2023-05-06 | 未发现问题 | 2023-05-20
2 | 甲劳务公司 | 91990121MA0000001X | 工资支付 | 定向 | 青岚县人社局 | 2023-05-06 | 发现问题已责令改正 | 2023-05-20
3 | 乙人力公司 | 91990121MA0000002X | 劳动用工 | 不定向 | 青岚县人社局 | 2023-05-07 | 未发现问题 | 2023-05-20
4 | 丙商行 | · | 劳动用工 | 不定向 | 青岚县人社局 | 2023-05-07 | 通过登记的住所无法联系 | 2023-05-20
5 | 乙人力公司 | · | 社会保险 | 不定向 | 青岚县人社局 | 2023-05-08 | 未发现问题 | 2023-05-20
"""

COUNTS = {
    "one_entity_in_several_rows_counts_once": (RESULTS, {"dr_entities_inspected": 3, "dr_problems_found": 2}),
    "a_merged_name_stands_for_all_its_rows": (
        RESULTS.replace("2 | 甲劳务公司 | 91990121MA0000001X", "2 | ^ | ^"),
        {"dr_entities_inspected": 3, "dr_problems_found": 2},
    ),
    "one_name_with_two_codes_is_two_entities": (
        RESULTS.replace("2 | 甲劳务公司 | 91990121MA0000001X", "2 | 甲劳务公司 | 91990121MA0000009X"),
        {"dr_entities_inspected": 4, "dr_problems_found": 2},
    ),
    "without_a_column_of_codes_names_are_counted": (
        "\n".join(
            "|".join(part for i, part in enumerate(line.split("|")) if i != 2) for line in RESULTS.split("\n")
        ),
        {"dr_entities_inspected": 3, "dr_problems_found": 2},
    ),
    "a_line_of_totals_is_no_entity": (
        RESULTS + "合计 | 3户 | · | · | · | · | · | · | ·",
        {"dr_entities_inspected": 3, "dr_problems_found": 2},
    ),
    "batches_are_counted_by_their_names": (
        RESULTS.replace("抽查类型", "抽查批次").replace("| 定向", "| 第一批").replace("| 不定向", "| 第二批"),
        {"dr_entities_inspected": 3, "dr_problems_found": 2, "dr_batches": 2},
    ),
}

OPEN = {
    "an_outcome_that_no_list_has": (
        RESULTS.replace("通过登记的住所无法联系", "待进一步核实"),
        {"dr_entities_inspected": 3},
        {"dr_problems_found": 1},
        ["unknown_outcome"],
    ),
    "a_row_without_name_and_code": (
        RESULTS.replace("4 | 丙商行", "4 | ·"),
        {},
        {"dr_entities_inspected": 2, "dr_problems_found": 1},
        ["nameless_row"],
    ),
    "rows_of_another_year": (
        RESULTS.replace("2023-05-08", "2024-01-08"),
        {},
        {"dr_entities_inspected": 3, "dr_problems_found": 2},
        ["dated_in_another_year"],
    ),
}


@pytest.mark.parametrize("case", COUNTS)
def test_a_result_list_counts_entities_and_not_rows(case: str) -> None:
    drawing, expected = COUNTS[case]
    reading = read_book(book({"结果": drawing}))
    assert reading.problems == ()
    assert values(reading) == expected


@pytest.mark.parametrize("case", OPEN)
def test_a_count_is_open_where_a_row_cannot_be_judged(case: str) -> None:
    drawing, facts, undecided, found = OPEN[case]
    reading = read_book(book({"结果": drawing}))
    assert (values(reading), values(reading, "undecided")) == (facts, undecided)
    assert codes(reading) == found and len(reading.problems) == len(found)


def test_a_count_names_the_range_it_was_taken_from() -> None:
    inspected = fact(read_book(book({"结果": RESULTS})), "dr_entities_inspected")
    assert (inspected.sheet, inspected.cell) == ("结果", "C3:C7")
    assert inspected.raw_text == "甲劳务公司、乙人力公司、丙商行"
    assert "共5行" in inspected.evidence and "去重得3户" in inspected.evidence
    assert (inspected.unit, inspected.rule) == ("户", "form:random_inspection_results@base:count")


def test_every_number_of_a_list_has_its_place() -> None:
    reading = read_book(book({"结果": RESULTS}))
    assert {o.disposition for o in reading.observations} == {"fact", "marker", "name", "date"}
    assert len(with_disposition(reading, "marker")) == 5
    assert len(with_disposition(reading, "name")) == 3


def test_a_summary_of_batches_counts_its_total_row() -> None:
    drawing = """
青岚县2023年双随机抽查情况汇总表（虚构）
序号 | 任务名称 | 牵头部门 | 配合部门 | 抽取户数 | 实查户数 | 发现问题户数 | 公示率
1 | 用工抽查 | 人社局 | · | 40 | 38 | 3 | 100%
2 | 劳务派遣抽查 | 人社局 | 市场监管局 | 20 | 20 | 2 | 100%
合计 | < | · | · | 60 | 58 | 5 | 100%
"""
    assert values(read_book(book({"汇总": drawing}))) == {"dr_entities_inspected": 58, "dr_problems_found": 5}


PLAN = """
青岚县人社局2023年涉企行政检查安排（虚构）
序号 | 任务名称 | 制定任务依据 | 检查类型 | 实施主体 | 是否联合检查 | 检查地域 | 检查事项 | 检查方式 | 任务日期 | 检查对象 | 检查对象基数 | 检查比例 | 检查频次上限
1 | 用工检查 | 劳动合同法 | 日常 | 县人社局 | 否 | 全县 | 用工 | 现场 | 2023年3月—11月 | 用人单位 | 约270家 | 5% | 各检查对象年均1-2次
"""


def test_a_plan_is_known_by_its_headers_and_holds_targets_only() -> None:
    reading = read_book(book({"附件1": PLAN}))
    assert codes(reading) == ["plan_table"] and reading.problems == ()
    assert [(o.raw_text, o.indicator_id) for o in with_disposition(reading, "target")] == [
        ("约270家", None),
        ("5%", None),
        ("1", None),
        ("2", None),
    ]
    assert {o.disposition for o in reading.observations} == {"target", "date", "marker"}


ITEMS = """
青岚县人社局政务服务事项目录（2023年版，虚构）
序号 | 事项名称 | 子项 | 事项类型 | 基本编码 | 行使层级 | 法定办结时限 | 到现场次数 | 是否全程网办 | 是否跨省通办 | 是否告知承诺
1 | 社会保险登记 | 单位登记 | 公共服务 | 990014001 | 县级 | 15 | 0 | 是 | 否 | 否
2 | ^ | 个人登记 | 公共服务 | 990014002 | 县级 | 15 | 0 | 是 | 是 | 否
3 | 工伤认定 | · | 行政确认 | 990015001 | 县级 | 60 | 1 | 否 | 否 | 是
"""


def test_service_items_are_counted_at_the_finest_grain_and_say_so() -> None:
    reading = read_book(book({"目录": ITEMS}))
    assert values(reading) == {
        "svc_items_total": 3,
        "svc_items_online": 2,
        "svc_items_cross_province": 1,
        "commitment_items": 1,
    }
    assert "最小颗粒" in fact(reading, "svc_items_total").evidence


def test_ticks_say_yes_and_blanks_no() -> None:
    ticked = ITEMS.replace("| 是 ", "| √ ").replace("| 否 ", "| · ").replace("| 否\n", "| ·\n")
    assert values(read_book(book({"目录": ticked})))["svc_items_online"] == 2


def test_a_yes_that_nobody_knows_leaves_the_count_open() -> None:
    reading = read_book(book({"目录": ITEMS.replace("0 | 是 | 是", "0 | 部分 | 是")}))
    assert "svc_items_online" not in values(reading) and codes(reading) == ["unknown_outcome"]


def test_a_catalogue_of_ticks_holds_no_figure() -> None:
    drawing = """
基层政务公开标准目录（虚构）
序号 | 公开事项 | < | 公开内容(要素) | 公开依据 | 公开时限 | 公开主体 | 公开渠道和载体 | 公开对象 | < | 公开方式 | < | 公开层级 | <
^ | 一级 | 二级 | ^ | ^ | ^ | ^ | ^ | 全社会 | 特定群体 | 主动 | 依申请 | 县级 | 乡级
1 | 就业 | 培训 | 补贴标准 | 就业促进法 | 20个工作日内 | 县人社局 | ■网站 □公报 | √ | · | √ | · | √ | ·
"""
    reading = read_book(book({"目录": drawing}))
    assert reading.problems == ()
    assert {o.disposition for o in reading.observations} <= {"marker", "name"}


SERVICES = """
2023年政务服务情况汇总表（虚构）
单位 | 事项数 | 可网办事项数 | 网办率 | 办件量 | 其中：网办件 | 即办件占比 | 承诺时限压缩比 | 评价数 | 满意数 | 满意率 | 差评数 | 整改数
青岚县人社局 | 120 | 118 | 98.33% | 5600 | 4300 | 80% | 75% | 900 | 898 | 99.78% | 2 | 2
"""
CERTIFICATES = """
2023年度行政执法证持证率情况统计表（虚构）
单位名称 | 应持证人数 | 持证人数 | 持证率（%）
青岚县人社局 | 24 | 21 | 87.5
"""
SUMMARY = """
澄湾市人社系统法治建设主要数据汇总表（2023年，虚构）
单位 | 调解仲裁 | < | 行政复议 | < | 普法活动场次 | 备注
^ | 受理 | 审结 | 被复议案件 | 纠错 | ^ | ^
市局机关 | 10 | 9 | 3 | 0 | 12 | ·
望杉区 | 20 | 19 | 0 | 0 | 5 | ·
高新区 | 3 | 3 | 0 | 0 | 2 | ·
合计 | 33 | 31 | 3 | 0 | 19 | ·
"""


def test_the_case_summary_of_services() -> None:
    assert values(read_book(book({"汇总": SERVICES}))) == {
        "svc_items_total": 120,
        "svc_items_online": 118,
        "svc_online_rate": 98.33,
        "svc_cases_handled": 5600,
        "svc_satisfaction": 99.78,
    }


def test_certificates() -> None:
    expected = {
        "enforcement_cert_required": 24,
        "enforcement_cert_holders": 21,
        "enforcement_cert_rate": 87.5,
    }
    assert values(read_book(book({"表五": CERTIFICATES}))) == expected


def _scoped(drawing: str, scope: str) -> dict[str | None, float | None]:
    reading = read_book(book({"附件2": drawing}), CITY)
    return {
        o.indicator_id: o.value
        for o in with_disposition(reading, "fact")
        if o.org_scope == scope and o.region_name is None
    }


def test_a_bureaus_own_summary_over_its_units() -> None:
    indicators = [
        "arb_cases_accepted",
        "arb_cases_closed",
        "recon_as_respondent",
        "recon_corrected",
        "pub_events",
    ]
    assert _scoped(SUMMARY, "region") == dict(zip(indicators, [33, 31, 3, 0, 19], strict=True))
    assert _scoped(SUMMARY, "own") == dict(zip(indicators, [10, 9, 3, 0, 12], strict=True))


def test_a_word_that_may_mean_two_things_stops_a_summary() -> None:
    flat = SUMMARY.replace(
        "单位 | 调解仲裁 | < | 行政复议 | < | 普法活动场次 | 备注\n^ | 受理 | 审结 | 被复议案件 | 纠错 | ^ | ^",
        "单位 | 仲裁受理 | 审结 | 被复议案件 | 复议纠错 | 普法活动场次 | 备注",
    )
    reading = read_book(book({"附件2": flat}), CITY)
    assert values(reading) == {}
    assert len(reading.problems) == 1 and "“审结”" in reading.problems[0]


def test_a_summary_of_indicators_down_and_units_across() -> None:
    drawing = """
澄湾市人社系统法治建设主要数据汇总表（2023年，虚构）
指标 | 单位 | 市本级 | 望杉区 | 青岚县 | 合计
仲裁受理案件数 | 件 | 10 | 20 | 3 | 33
追发工资金额 | 万元 | 1.5 | 2 | 3 | 6.5
普法活动场次 | 场 | 12 | 5 | 2 | 19
"""
    assert _scoped(drawing, "region") == {
        "arb_cases_accepted": 33,
        "wage_recovered_amount": 65000,
        "pub_events": 19,
    }


RANKING = """
2023年全省行政复议案件数量（虚构）
市县 | 数量 | 市县 | 数量 | 市县 | 数量
澄湾市 | 40 | 墨川市 | 25 | 省本级 | 5
总计 | < | < | < | < | 70
"""


def test_a_folded_ranking_of_all_reconsideration_is_no_indicator_of_ours() -> None:
    reading = read_book(book({"附件": RANKING}), CITY)
    assert values(reading) == {} and reading.problems == ()
    kept = [(o.raw_text, o.evidence.split("｜")[0]) for o in with_disposition(reading, "unmapped")]
    assert sorted(kept) == [("25", "墨川市"), ("40", "澄湾市"), ("5", "省本级"), ("70", "总计")]


KINDS = {
    "inspection_form": (RESULTS, PLAN),
    "enforcement_annual": (CERTIFICATES,),
    "other": (ITEMS, SERVICES, SUMMARY, RANKING),
}


def test_the_kind_of_submission_that_each_makes() -> None:
    for kind, drawings in KINDS.items():
        for drawing in drawings:
            document = read_document("附件.xlsx", book({"附件": drawing}))
            assert recognise(document, DICTIONARY) == kind, drawing


WRAPPED = """
四、政府信息公开行政复议、行政诉讼情况（虚构）
行政复议 | < | < | < | < | 行政诉讼 | < | < | < | <
结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | < | < | < | <
^ | ^ | ^ | ^ | ^ | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计
2 | 0 | 1 | 0 | 3 | 1 | 0 | 0 | 0 | 1
行政诉讼 | < | < | < | < | · | · | · | · | ·
复议后起诉 | < | < | < | < | · | · | · | · | ·
结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | · | · | · | · | ·
0 | 0 | 0 | 1 | 1 | · | · | · | · | ·
"""


def test_the_fifteen_numbers_wrapped_over_two_rows() -> None:
    reading = read(draw(WRAPPED))
    total = fact(reading, "info_recon_lit_total")
    assert (total.value, total.cell, total.raw_text) == (5, "E5,J5,E9", "3+1+1")


def test_half_of_the_fifteen_numbers_is_no_total() -> None:
    half = "\n".join(WRAPPED.strip().split("\n")[:5])
    reading = read(draw(half))
    assert values(reading) == {} and len(with_disposition(reading, "reference")) == 10
