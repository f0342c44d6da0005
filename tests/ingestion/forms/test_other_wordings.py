"""Headers in other words, borrowed headers, and the doubts that more known words must not hide."""

from __future__ import annotations

import pytest
from drawn_grid import CITY, DICTIONARY
from workbooks import book, codes, read_book, values, with_disposition

from catalog.forms import FormItem
from ingestion.forms.headers.lexicon import compile_forms
from ingestion.forms.headers.paths import HeaderPath
from ingestion.forms.tables.matching import match_item

DISPUTES = "2023年劳动人事争议处理情况统计表（虚构）"
SUMMARY = "2023年法治建设主要数据汇总表（虚构）"
FORMS = {patterns.form.form: patterns for patterns in compile_forms(DICTIONARY.forms).forms}


def _meant(form: str, header: str, before: str | None = None) -> FormItem | None:
    return match_item(HeaderPath(tuple(header.split("/"))), FORMS[form], before)


@pytest.mark.parametrize(
    ("form", "header", "indicator"),
    [
        ("rule_of_law_summary", "受理举报投诉", "ins_complaints_accepted"),  # the other order of two words
        ("rule_of_law_summary", "开展普法宣传活动", "pub_events"),  # a verb in front
        ("rule_of_law_summary", "行政机关负责人出庭应诉率", "head_appearance_rate"),  # whose head it is
        ("rule_of_law_summary", "劳动争议仲裁结案率", "arb_closure_rate"),  # the heading run in
        ("rule_of_law_summary", "为劳动者追回工资/金额", "wage_recovered_amount"),  # in the words above it
        ("dispute_regional", "案件处理情况/结案", "arb_cases_closed"),
        ("dispute_regional", "当期受理数", "arb_cases_accepted"),
        ("dispute_regional", "涉案标的额", "arb_amount_involved"),
        ("dispute_regional", "仲裁受理案件数", "arb_cases_accepted"),  # the general form's name for its own
        ("inspection", "移送公安机关案件数", "wage_transfer_police"),
        ("inspection", "欠薪线索数", "wage_clues_received"),  # an item that the form does not have
    ],
)
def test_other_words_for_the_same_mean_the_same(form: str, header: str, indicator: str) -> None:
    item = _meant(form, header)
    assert item is not None
    assert item.indicator == indicator


@pytest.mark.parametrize(
    ("form", "header"),
    [
        ("dispute_regional", "调解成功数"),  # by committees or by tribunals
        ("dispute_regional", "快立快结件数"),
        ("rule_of_law_summary", "结案率"),  # of what
        ("rule_of_law_summary", "开展"),
        ("rule_of_law_summary", "行政诉讼/受理投诉举报"),  # a name under a heading of another area
        ("enforcement_licence", "行政许可/不予受理"),
        ("reconsideration_ranking", "仲裁受理案件数"),  # a form that borrows nothing
    ],
)
def test_words_that_mean_something_else_or_nothing_alone_are_unknown(form: str, header: str) -> None:
    assert _meant(form, header) is None


def test_a_form_is_one_by_its_own_headers_not_by_borrowed_ones() -> None:
    drawing = f"{SUMMARY}\n单位 | 行政处罚件数 | 行政诉讼案件数 | 仲裁受理案件数\n青岚县人社局 | 4 | 3 | 110"
    reading = read_book(book({"表": drawing}))
    assert values(reading) == {"penalty_decisions": 4, "lit_cases_total": 3, "arb_cases_accepted": 110}
    assert {o.rule.split("@")[0] for o in with_disposition(reading, "fact")} == {"form:rule_of_law_summary"}


@pytest.mark.parametrize("group", ["2023年比2022年增减", "同比增减", "增减变化"])
def test_a_number_under_a_heading_of_change_is_no_level(group: str) -> None:
    head = f"项目 | 2022年 | 2023年 | {group} | <\n^ | ^ | ^ | 数量 | 幅度（%）"
    rows = "当期案件受理数 | 88 | 110 | 22 | 25\n结案数 | 85 | 105 | 20 | 23.5"
    reading = read_book(book({"表": f"{DISPUTES}\n{head}\n{rows}"}))
    assert values(reading) == {"arb_cases_accepted": 110, "arb_cases_closed": 105}


def test_a_header_in_a_unit_of_something_else_is_left_to_a_person() -> None:
    drawing = (
        "2023年劳动保障监察情况统计表（虚构）\n单位：件、万元\n"
        "主动检查用人单位（户） | 立案 | 罚款（件） | 追发工资金额\n180 | 9 | 4 | 66.8"
    )
    reading = read_book(book({"表": drawing}))
    assert values(reading) == {
        "ins_employers_inspected": 180,
        "ins_cases_filed": 9,
        "wage_recovered_amount": 668_000,
    }
    assert [o.indicator_id for o in with_disposition(reading, "undecided")] == ["penalty_amount"]


def test_the_units_may_stand_below_the_table() -> None:
    drawing = f"{SUMMARY}\n追发工资人数 | 追发工资金额\n1,021 | 856.3\n单位：人、万元"
    assert values(read_book(book({"表": drawing}))) == {
        "wage_recovered_workers": 1021,
        "wage_recovered_amount": 8_563_000,
    }


def test_a_column_of_areas_gives_common_words_their_meaning() -> None:
    drawing = f"""{SUMMARY}
类别 | 指标 | 单位 | 完成数
劳动人事争议 | （一）立案受理 | 件 | 80
^ | （二）结案 | 件 | 78
劳动保障监察 | 1.立案 | 件 | 6
^ | 2.追发工资待遇 | 万元 | 66.8
^ | 3.涉及劳动者 | 人 | 210
行政诉讼 | 应诉案件 | 件 | 2"""
    assert values(read_book(book({"表": drawing}))) == {
        "arb_cases_accepted": 80,
        "arb_cases_closed": 78,
        "ins_cases_filed": 6,
        "wage_recovered_amount": 668_000,
        "wage_recovered_workers": 210,
        "lit_cases_total": 2,
    }


def test_an_empty_column_may_part_the_halves_of_a_folded_table() -> None:
    rows = "仲裁受理 | 110 | · | 行政处罚 | 4\n仲裁审结 | 105 | · | 工伤认定 | 251"
    drawing = f"{SUMMARY}\n项目 | 数量 | · | 项目 | 数量\n{rows}"
    assert values(read_book(book({"表": drawing}))) == {
        "arb_cases_accepted": 110,
        "penalty_decisions": 4,
        "arb_cases_closed": 105,
        "work_injury_determinations": 251,
    }


def test_a_row_of_units_under_a_second_word_for_labels_is_no_header_nobody_knows() -> None:
    rows = "2022年 | 88 | 85 | 100\n2023年 | 110 | 105 | 130"
    drawing = f"{DISPUTES}\n指标 | 立案受理 | 审结 | 涉及劳动者\n单位 | 件 | 件 | 人\n{rows}"
    assert values(read_book(book({"表": drawing}))) == {
        "arb_cases_accepted": 110,
        "arb_cases_closed": 105,
        "arb_workers_involved": 130,
    }


def test_the_office_of_a_region_is_named_after_its_region() -> None:
    drawing = f"""{DISPUTES}
 · | 受理案件（件） | 结案（件）
市仲裁院 | 210 | 205
望杉区劳动人事争议仲裁院 | 150 | 148
青岚县仲裁院 | 95 | 90
总 计 | 455 | 443"""
    facts = with_disposition(read_book(book({"表": drawing}), CITY), "fact")
    assert {
        (o.region_code, o.org_scope, o.value) for o in facts if o.indicator_id == "arb_cases_accepted"
    } == {
        (None, "own", 210),
        ("990102", "region", 150),
        ("990121", "region", 95),
        (None, "region", 455),
    }


def test_every_number_of_both_halves_of_a_table_that_is_not_read_is_kept() -> None:
    drawing = f"{SUMMARY}\n仲裁受理 | 某新设指标\n110 | 21\n行政处罚 | 某新设指标\n4 | 22"
    reading = read_book(book({"表": drawing}))
    assert "unknown_header" in codes(reading)
    assert {o.value for o in with_disposition(reading, "unmapped")} == {110, 21, 4, 22}


PENALTIES = "2023年度行政处罚实施情况统计表（虚构）"
BY_KIND = {
    "penalty_warning": 1,
    "penalty_fine": 6,
    "penalty_other_kinds": 2,
    "penalty_decisions": 9,
    "penalty_amount": 123_500,
}


@pytest.mark.parametrize(
    "table",
    [
        "种类 | 数量 | 金额（万元）\n警告 | 1 | /\n罚款 | 6 | 9.35\n没收违法所得 | 2 | 3\n合计 | 9 | 12.35",
        "种类 | 警告 | 罚款 | 没收违法所得 | 合计\n数量 | 1 | 6 | 2 | 9\n金额（万元） | / | 9.35 | 3 | 12.35",
    ],
)
def test_the_amount_beside_the_number_of_a_kind_is_no_number_and_no_total(table: str) -> None:
    assert values(read_book(book({"表": f"{PENALTIES}\n{table}"}))) == BY_KIND


def test_several_kinds_in_one_column_count_once_in_their_sum() -> None:
    kinds = "限制开展生产经营活动、责令停产停业、责令关闭、限制从业"
    head = f"警告 | 罚款 | {kinds} | 其他行政处罚 | 合计 | 罚没金额（万元）"
    drawing = f"{PENALTIES}\n{head}\n1 | 6 | 2 | 0 | 9 | 12.35"
    assert values(read_book(book({"表": drawing}))) == BY_KIND


def test_several_kinds_in_one_column_with_one_that_is_an_indicator_are_unknown() -> None:
    assert _meant("enforcement_penalty", "罚款、没收违法所得") is None


def test_a_part_beside_the_whole_is_quoted_only() -> None:
    drawing = f"{DISPUTES}\n项目 | 合计 | 其中：农民工\n当期案件受理数 | 110 | 60\n结案数 | 105 | 58"
    reading = read_book(book({"表": drawing}))
    assert values(reading) == {"arb_cases_accepted": 110, "arb_cases_closed": 105}
    assert [o.value for o in with_disposition(reading, "reference")] == [60, 58]


def test_a_year_alone_in_the_name_of_a_sheet_dates_its_untitled_table() -> None:
    rows = "行政许可实施情况统计表（虚构）\n申请数量 | 受理数量 | 许可数量\n{0} | {0} | {0}"
    reading = read_book(book({"2023": rows.format(30), "2022": rows.format(25)}))
    assert set(values(reading).values()) == {30}
    assert {(o.value, o.period_year) for o in with_disposition(reading, "reference")} == {(25, 2022)}


def test_causes_of_disputes_are_read_without_the_total_that_names_no_stage() -> None:
    drawing = """2023年劳动人事争议案件案由统计表（虚构）
案由 | 件数 | 占比
劳动报酬 | 40 | 42.1%
社会保险 | 25 | 26.3%
解除劳动合同 | 12 | 12.6%
终止劳动合同 | 8 | 8.4%
其他 | 10 | 10.6%
合计 | 95 | 100%"""
    assert values(read_book(book({"表": drawing}))) == {
        "arb_cause_remuneration": 40,
        "arb_cause_social_insurance": 25,
        "arb_cause_termination": 20,
    }


def test_regions_by_their_short_names_make_the_table_a_collection() -> None:
    drawing = """2023年法治建设主要数据汇总表（虚构）
县区 | 行政处罚 | 行政诉讼案件
澄湾市本级 | 10 | 4
望杉区本级 | 3 | 1
青岚 | 5 | 2
合计 | 18 | 7"""
    facts = with_disposition(read_book(book({"表": drawing}), CITY), "fact")
    assert {
        (o.region_code, o.org_scope, o.value) for o in facts if o.indicator_id == "penalty_decisions"
    } == {
        (None, "own", 10),
        ("990102", "own", 3),
        ("990121", "own", 5),
        (None, "region", 18),
    }


@pytest.mark.parametrize("label", ["五年合计", "合计", "平均"])
def test_a_row_without_a_year_below_several_years_is_none_of_them(label: str) -> None:
    drawing = f"{DISPUTES}\n年份 | 立案受理 | 审结\n2022年 | 88 | 85\n2023年 | 110 | 105\n{label} | 198 | 190"
    assert values(read_book(book({"表": drawing}))) == {"arb_cases_accepted": 110, "arb_cases_closed": 105}


def test_a_category_said_once_holds_for_the_rows_below_it() -> None:
    drawing = """2023年法治建设主要数据汇总表（虚构）
分类 | 工作指标 | 数值 | 单位
一、调解仲裁 | 受理 | 80 | 件
 · | 结案 | 78 | 件
二、劳动监察 | 立案 | 6 | 件
 · | 追讨工资 | 66.8 | 万元
三、法治建设 | 行政诉讼 | 2 | 件"""
    assert values(read_book(book({"表": drawing}))) == {
        "arb_cases_accepted": 80,
        "arb_cases_closed": 78,
        "ins_cases_filed": 6,
        "wage_recovered_amount": 668_000,
        "lit_cases_total": 2,
    }


def test_a_title_that_ends_like_a_word_for_labels_is_no_header() -> None:
    drawing = """ · | 2023年根治欠薪、劳动仲裁主要指标（虚构）
 · | 欠薪线索 | < | 劳动仲裁 | <
 · | 接收（件） | 办结（件） | 受理（件） | 结案（件）
青岚县 | 60 | 59 | 95 | 90"""
    assert values(read_book(book({"表": drawing}))) == {
        "wage_clues_received": 60,
        "wage_clues_resolved": 59,
        "arb_cases_accepted": 95,
        "arb_cases_closed": 90,
    }


def test_a_change_in_percentage_points_is_a_number_and_no_level() -> None:
    rows = "当期案件受理数 | 110 | 25%\n结案率（%） | 95.5 | -1.1个百分点\n结案数 | 105 | 2%"
    drawing = f"{DISPUTES}\n项目 | 2023年 | 同比\n{rows}"
    reading = read_book(book({"表": drawing}))
    assert values(reading)["arb_closure_rate"] == 95.5
    assert not reading.problems
