"""Clerks' own tables in which one row or column is nobody's: it waits, and the others are read."""

# ruff: noqa: E501 - a drawn table keeps one line a row
from __future__ import annotations

import pytest
from drawn_grid import COUNTY
from workbooks import book, codes, read_book, values, with_disposition

TITLE = "青岚县人社局2023年法治建设主要数据汇总表（虚构）\n"
KNOWN = "行政处罚 | 件 | 6\n普法活动 | 场 | 20\n仲裁受理 | 件 | 66\n仲裁审结 | 件 | 64"
FACTS = {"penalty_decisions": 6, "pub_events": 20, "arb_cases_accepted": 66, "arb_cases_closed": 64}


@pytest.mark.parametrize(
    ("row", "waits"),
    [
        ("某新设事项 | 件 | 12", [12]),
        ("某新设事项 | 件 | 12\n其中：行政复议 | 件 | 3", [12, 3]),
        ("某新设事项 | 件 | 12\n　　行政复议 | 件 | 3\n　　行政应诉 | 件 | 4", [12, 3, 4]),
        ("计划2024年开展普法活动 | 场 | 40", [2024, 40]),
    ],
    ids=["a row", "its part", "its parts by their indent", "a plan"],
)
def test_a_row_nobody_knows_waits_and_takes_its_parts_with_it(row: str, waits: list[float]) -> None:
    reading = read_book(book({"表": f"{TITLE}指标 | 计量单位 | 数量\n{row}\n{KNOWN}"}))
    assert values(reading) == FACTS
    assert set(codes(reading)) == {"unknown_header"}
    told = [float(o.raw_text) for o in with_disposition(reading, "unmapped")]
    assert [number for number in told if number in waits] == [n for n in waits if n != 2024]


def test_the_message_names_the_cell_of_the_label_and_says_that_the_rest_is_read() -> None:
    drawing = f"{TITLE}指标 | 单位 | 数量\n{KNOWN}\n某新设事项 | 件 | 12"
    (message,) = (found.message for found in read_book(book({"表": drawing})).findings)
    assert message.startswith("工作表“表”单元格 A7：表头“某新设事项”不在")
    assert "这一行没有读取，其余照读" in message


def test_a_row_that_stands_twice_waits_both_times() -> None:
    drawing = f"{TITLE}指标 | 单位 | 数量\n{KNOWN}\n行政处罚 | 件 | 7"
    reading = read_book(book({"表": drawing}))
    assert values(reading) == {key: value for key, value in FACTS.items() if key != "penalty_decisions"}
    assert codes(reading) == ["unknown_header", "unknown_header"]


def test_where_less_is_known_than_not_nothing_is_read() -> None:
    strange = "\n".join(f"某新设事项之{name} | 件 | {ord(name)}" for name in "甲乙丙丁")
    reading = read_book(book({"表": f"{TITLE}指标 | 单位 | 数量\n{strange}\n{KNOWN}"}))
    assert values(reading) == {}
    assert set(codes(reading)) == {"unknown_header"}


def test_a_column_nobody_knows_waits_with_its_parts() -> None:
    header = "行政处罚 | 普法活动 | 仲裁受理 | 某新设事项 | 其中：行政复议"
    reading = read_book(book({"表": f"{TITLE}{header}\n6 | 20 | 66 | 9 | 3"}))
    assert values(reading) == {"penalty_decisions": 6, "pub_events": 20, "arb_cases_accepted": 66}
    assert {o.value for o in with_disposition(reading, "unmapped")} <= {9, 3, None}


@pytest.mark.parametrize("office", ["某某股", "监察大队"])
def test_the_office_that_answers_for_a_row_need_not_tell_its_topic(office: str) -> None:
    rows = f"行政处罚 | {office} | 件 | 6\n普法活动 | {office} | 场 | 20\n行政应诉案件 | {office} | 件 | 3"
    reading = read_book(book({"表": f"{TITLE}指标 | 责任科室 | 单位 | 完成数\n{rows}"}))
    assert values(reading) == {"penalty_decisions": 6, "pub_events": 20, "lit_cases_total": 3}


def test_marks_and_grades_beside_the_figures_are_none() -> None:
    drawing = f"{TITLE}考核指标 | 目标值 | 完成值 | 分值 | 完成说明\n普法活动（场） | 20 | 26 | 5 | 超额6场\n行政处罚（件） | 5 | 6 | 3 | ·"
    reading = read_book(book({"表": drawing}))
    assert values(reading) == {"pub_events": 26, "penalty_decisions": 6}
    assert {o.value for o in with_disposition(reading, "target")} == {20, 5}


def test_a_heading_may_have_a_code_of_its_own() -> None:
    rows = "投诉举报 | 04 | · | ·\n　接到 | 05 | 件 | 198\n　受理 | 06 | 件 | 180\n立案 | 07 | 件 | 14"
    drawing = f"2023年劳动保障监察情况统计表（虚构）\n项目 | 代码 | 计量单位 | 本年\n主动检查用人单位 | 01 | 户 | 412\n{rows}"
    assert values(read_book(book({"表": drawing}))) == {
        "ins_employers_inspected": 412,
        "ins_complaints_received": 198,
        "ins_complaints_accepted": 180,
        "ins_cases_filed": 14,
    }


def test_the_total_of_a_group_is_the_item_of_its_name() -> None:
    rows = "行政诉讼 | 一审 | 10\n^ | 二审 | 4\n^ | 合计 | 14"
    drawing = f"2023年行政应诉统计表（虚构）\n类别 | < | 件数\n{rows}"
    found = values(read_book(book({"表": drawing})))
    assert found == {"lit_first_instance": 10, "lit_second_instance": 4, "lit_cases_total": 14}


def test_the_bureaus_own_column_stands_beside_that_of_the_whole_county() -> None:
    drawing = f"{TITLE}事项 | 本局数据 | 全县数据 | 说明\n行政处罚（件） | 6 | 9 | 上年8件\n行政检查（次） | 155 | 410 | 含街道"
    facts = with_disposition(read_book(book({"表": drawing}), COUNTY), "fact")
    assert {(o.indicator_id, o.value, o.org_scope) for o in facts} == {
        ("penalty_decisions", 6, "own"),
        ("penalty_decisions", 9, "region"),
        ("admin_inspections", 155, "own"),
        ("admin_inspections", 410, "region"),
    }


def test_a_nameless_column_of_remarks_right_of_the_figures_names_no_rows() -> None:
    drawing = f"{TITLE}序号 | 指标名称 | 单位 | 数值 | 其中\n1 | 仲裁受理 | 件 | 66 | 集体争议2件\n2 | 仲裁审结 | 件 | 64 | 调解40件"
    assert values(read_book(book({"表": drawing}))) == {"arb_cases_accepted": 66, "arb_cases_closed": 64}


@pytest.mark.parametrize("heading", ["仲裁条线", "仲裁工作", "劳动人事争议方面", "仲裁"])
def test_a_heading_may_say_that_it_is_one(heading: str) -> None:
    rows = f"{heading} | 受理案件 | 66件\n{heading} | 结案 | 64件\n法规条线 | 普法活动 | 16场"
    drawing = f"{TITLE}条线 | 项目 | 2023年数据\n{rows}"
    found = values(read_book(book({"表": drawing})))
    assert found == {"arb_cases_accepted": 66, "arb_cases_closed": 64, "pub_events": 16}


def test_quarters_beside_the_half_year_so_far() -> None:
    drawing = "2023年劳动保障监察工作情况（虚构）\n项目 | 第一季度 | 第二季度 | 上半年累计\n检查用人单位（户次） | 100 | 120 | 220\n立案（件） | 2 | 3 | 5"
    facts = with_disposition(read_book(book({"表": drawing})), "fact")
    assert {(o.indicator_id, o.value, o.period_type) for o in facts} == {
        ("ins_employers_inspected", 220, "range"),
        ("ins_cases_filed", 5, "range"),
    }


def test_an_unknown_part_of_a_known_row_stops_no_form() -> None:
    drawing = "2023年行政许可实施情况（虚构）\n项目 | 数量\n申请数量 | 341\n其中：网上申请 | 200\n受理数量 | 338\n许可数量 | 330"
    reading = read_book(book({"表": drawing}))
    assert values(reading) == {"lic_applications": 341, "lic_accepted": 338, "lic_granted": 330}
    assert codes(reading) == ["unknown_header"]


@pytest.mark.parametrize(
    ("label", "indicator"),
    [
        ("审核合同", "review_contracts"),
        ("合同审查", "review_contracts"),
        ("全年受理仲裁案件", "arb_cases_accepted"),
        ("发放各类宣传资料", "pub_materials"),
        ("组织开展“宪法宣传周”等普法宣传活动", "pub_events"),
        ("办理行政诉讼案件", "lit_cases_total"),
        ("“文明创建”等宣传活动", None),
        ("上年受理仲裁案件", None),
    ],
)
def test_a_label_in_the_words_of_a_report(label: str, indicator: str | None) -> None:
    drawing = f"{TITLE}工作内容 | 完成情况\n{label} | 31\n行政处罚 | 6件\n公平竞争审查 | 2件"
    found = values(read_book(book({"表": drawing})))
    assert found == {
        "penalty_decisions": 6,
        "fair_competition_reviews": 2,
        **({indicator: 31} if indicator else {}),
    }


def test_remarks_right_of_two_tables_side_by_side() -> None:
    drawing = """青岚县人社局2023年行政执法情况（虚构）
行政许可实施情况 | < | · | 行政处罚情况 | < | · | 说明
项目 | 数量 | · | 项目 | 数量 | · | 1.含网办15件
申请数量 | 341 | · | 行政处罚决定（件） | 7 | · | 2.含简易程序2件
受理数量 | 338 | · | 罚没金额（万元） | 3.6 | · | 填表：某甲"""
    assert values(read_book(book({"表": drawing}))) == {
        "lic_applications": 341,
        "lic_accepted": 338,
        "penalty_decisions": 7,
        "penalty_amount": 36_000,
    }


def test_of_two_tables_side_by_side_the_names_of_one_are_not_those_of_the_other() -> None:
    drawing = """青岚县人社局2023年行政执法情况（虚构）
行政检查情况 | < | · | 行政处罚情况 | <
项目 | 次数 | · | 项目 | 数量
行政检查 | 310 | · | 行政处罚决定（件） | 7
其中：日常检查 | 295 | · | 罚没金额（万元） | 3.6"""
    reading = read_book(book({"表": drawing}))
    found = {"admin_inspections": 310, "penalty_decisions": 7, "penalty_amount": 36_000}
    assert values(reading) == found
    assert {o.raw_text for o in with_disposition(reading, "unmapped")} == {"295"}
