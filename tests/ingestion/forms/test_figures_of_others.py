"""Joint tables of several bodies, and rows that lost a cell: what stands there is not the reporter's."""

# ruff: noqa: E501 - a drawn table keeps one line a row
from __future__ import annotations

import pytest
from drawn_grid import COUNTY
from workbooks import book, codes, read_book, values, with_disposition

LAWSUITS = "2023年行政应诉情况统计表（虚构）\n单位 | 一审 | 二审 | 败诉\n"


@pytest.mark.parametrize(
    "others",
    [
        ("县公安局", "县自然资源和规划局"),
        ("县住建局", "县市场监管局"),
        ("县法院", "县总工会"),
        ("青岚县交通运输局", "县行政审批服务局"),
    ],
)
def test_of_several_bodies_only_the_reporters_row_counts(others: tuple[str, str]) -> None:
    rows = f"{others[0]} | 20 | 5 | 2\n县人社局 | 6 | 2 | 0\n{others[1]} | 30 | 8 | 3\n合计 | 56 | 15 | 5"
    reading = read_book(book({"表": LAWSUITS + rows}), COUNTY)
    assert values(reading) == {"lit_first_instance": 6, "lit_second_instance": 2, "lit_lost": 0}


def test_a_total_over_other_bodies_is_nobodys() -> None:
    rows = "县公安局 | 20 | 5 | 2\n县财政局 | 1 | 0 | 0\n合计 | 21 | 5 | 2"
    reading = read_book(book({"表": LAWSUITS + rows}), COUNTY)
    assert values(reading) == {}
    assert codes(reading) == ["no_row_of_reporter"]


def test_a_lone_row_of_another_body_is_not_the_reporters() -> None:
    assert values(read_book(book({"表": LAWSUITS + "县公安局 | 20 | 5 | 2"}), COUNTY)) == {}


@pytest.mark.parametrize("office", ["行政审批股", "劳动监察大队", "规划财务股"])
def test_an_office_of_the_bureau_is_no_other_body(office: str) -> None:
    rows = f"{office} | 4 | 1 | 0\n局机关 | 2 | 1 | 0\n合计 | 6 | 2 | 0"
    found = values(read_book(book({"表": LAWSUITS + rows}), COUNTY))
    assert found == {"lit_first_instance": 6, "lit_second_instance": 2, "lit_lost": 0}


@pytest.mark.parametrize("heading", ["二、市场监管局情况", "（二）县法院", "县公安局数据"])
def test_below_the_heading_of_another_body_stands_nothing_of_the_reporters(heading: str) -> None:
    drawing = f"""2023年法治建设主要数据汇总表（虚构）
指标 | 单位 | 数量
一、本局情况 | · | ·
行政处罚 | 件 | 6
普法活动 | 场 | 8
{heading} | · | ·
行政处罚 | 件 | 60
一审 | 件 | 7"""
    assert values(read_book(book({"表": drawing}))) == {"penalty_decisions": 6, "pub_events": 8}


def test_what_is_handed_to_another_body_is_the_reporters() -> None:
    drawing = "2023年根治欠薪工作情况表（虚构）\n指标 | 数量\n接收欠薪线索（件） | 60\n移送公安机关情况 | ·\n移送公安机关（件） | 2"
    found = values(read_book(book({"表": drawing})))
    assert found == {"wage_clues_received": 60, "wage_transfer_police": 2}


PENALTIES = "2023年度行政处罚实施情况统计表（虚构）\n警告、通报批评 | 罚款 | 吊销许可证、执照 | 其他行政处罚 | 合计（宗） | 罚没金额（万元）\n"


def test_a_fraction_in_a_total_shows_that_the_row_slipped() -> None:
    reading = read_book(book({"表": f"{PENALTIES}2 | 9 | 0 | 11 | 5.6 | ·"}))
    assert [o for o in with_disposition(reading, "fact") if o.value is not None] == []
    assert codes(reading).count("shifted_row") == 1
    message = next(found.message for found in reading.findings if found.code == "shifted_row")
    assert "单元格 E3" in message and "填5.6" in message and "请核对各数是否对准表头" in message


def test_a_rate_of_growth_below_a_count_is_no_slip() -> None:
    drawing = "2023年劳动人事争议处理情况表（虚构）\n指标 | 2023年 | 比上年增长（%）\n立案受理（件） | 66 | 3.2\n审结（件） | 64 | 1.5"
    reading = read_book(book({"表": drawing}))
    assert values(reading) == {"arb_cases_accepted": 66, "arb_cases_closed": 64}
    assert codes(reading) == []


@pytest.mark.parametrize(
    ("parts", "period"),
    [
        (("1月", "2月", "3月"), "ytd"),
        (("一季度", "二季度"), "ytd"),
        (("4月份", "5月份"), "range"),
        (("一季度", "二季度", "三季度", "四季度"), "full_year"),
        (tuple(f"{month}月" for month in range(1, 13)), "full_year"),
        (("1月", "2月", "一季度", "3月"), "ytd"),
    ],
)
def test_a_total_over_some_months_is_no_figure_of_the_year(parts: tuple[str, ...], period: str) -> None:
    rows = "\n".join(f"{part} | 5 | 4" for part in parts)
    title = "青岚县2023年劳动人事争议案件处理情况统计表（虚构）"
    drawing = f"{title}\n月份 | 受理案件数 | 结案数\n{rows}\n合计 | 90 | 80"
    facts = with_disposition(read_book(book({"表": drawing}), COUNTY), "fact")
    assert {(o.value, o.period_type) for o in facts} == {(90, period), (80, period)}


def test_an_office_beside_its_bureau_has_figures_of_its_own() -> None:
    rows = "青岚县人社局 | 210 | 9\n青岚县劳动保障监察大队 | 180 | 0\n镇街综合执法队 | 90 | 0"
    drawing = f"2023年行政执法统计表（虚构）\n执法主体 | 行政检查（次） | 行政处罚（件）\n{rows}"
    reading = read_book(book({"表": drawing}), COUNTY)
    assert values(reading) == {"admin_inspections": 210, "penalty_decisions": 9}


def test_an_average_over_others_is_nobodys() -> None:
    drawing = "2023年法治建设数据汇总表（虚构）\n项目 | 全省平均 | 全市均值 | 青岚县\n行政应诉案件（件） | 9 | 8 | 6\n行政处罚（件） | 5 | 4 | 3"
    reading = read_book(book({"表": drawing}), COUNTY)
    assert values(reading) == {"lit_cases_total": 6, "penalty_decisions": 3}


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("社会保险 | 20", 20),
        ("社会保险 | 20\n工伤待遇 | 80", 100),
        ("工伤待遇 | 80\n解除劳动合同 | 7", None),
    ],
)
def test_disputes_over_injuries_at_work_count_as_those_over_insurance(rows: str, found: float | None) -> None:
    drawing = f"2023年劳动人事争议案由情况（虚构）\n案由 | 件数\n劳动报酬 | 210\n{rows}"
    assert values(read_book(book({"表": drawing}))).get("arb_cause_social_insurance") == found


def test_people_and_money_beside_the_number_of_cases() -> None:
    drawing = "2023年治欠保支情况表（虚构）\n单位：元、人、件\n项目 | 件数 | 人数 | 金额\n欠薪线索 | 100 | 500 | 8005000\n欠薪立案 | 10 | 80 | 905000"
    assert values(read_book(book({"表": drawing}))) == {
        "wage_clues_received": 100,
        "wage_clues_workers": 500,
        "wage_clues_amount": 8_005_000,
        "wage_cases_filed": 10,
        "wage_cases_filed_workers": 80,
        "wage_cases_filed_amount": 905_000,
    }


@pytest.mark.parametrize(
    "lines",
    [
        "青岚县民政局2023年度行政处罚实施情况统计表（虚构）",
        "2023年度行政处罚实施情况统计表（虚构）\n填报单位：青岚县民政局（公章）",
        "2023年度行政处罚实施情况统计表（虚构）\n单位名称：青岚县住房和城乡建设局　　填报日期：2024年1月5日",
    ],
)
def test_a_form_that_another_body_filled_in_is_not_read(lines: str) -> None:
    drawing = (
        f"{lines}\n警告、通报批评 | 罚款 | 其他行政处罚 | 合计（宗） | 罚没金额（万元）\n1 | 2 | 0 | 3 | 1.5"
    )
    reading = read_book(book({"表": drawing}), COUNTY)
    assert values(reading) == {}
    assert codes(reading) == ["other_filer"]
    assert "不是人社部门的，没有采用" in reading.problems[0]


@pytest.mark.parametrize(
    "lines",
    [
        "青岚县人社局2023年移送公安机关案件情况统计表（虚构）",
        "青岚县人社局、县住建局2023年根治欠薪联合检查情况表（虚构）",
        "2023年根治欠薪情况统计表（虚构）\n填报单位：青岚县人力资源和社会保障局",
    ],
)
def test_a_title_that_only_mentions_another_body_is_the_reporters(lines: str) -> None:
    drawing = f"{lines}\n接收欠薪线索（件） | 移送公安机关（件）\n60 | 2"
    found = values(read_book(book({"表": drawing}), COUNTY))
    assert found == {"wage_clues_received": 60, "wage_transfer_police": 2}


def test_who_checked_the_table_is_no_row_of_it() -> None:
    drawing = "2023年劳动人事争议处理情况统计表（虚构）\n单位名称 | 立案数 | 结案数 | 裁决 | 调解 | 撤诉等\n青岚县 | 60 | 60 | 20 | 30 | 10\n审核：某甲 | · | · | 制表：某乙 | · | 2024.1.6"
    reading = read_book(book({"表": drawing}), COUNTY)
    assert values(reading)["arb_closed_by_other"] == 10
    assert codes(reading) == []


@pytest.mark.parametrize(
    ("heads", "own"),
    [
        ("全国 | 全省 | 全市 | 本县", 4),
        ("本县 | 全市 | 全省 | 全国", 1),
        ("全县 | 全市", 1),
        ("全省平均 | 全市 | 青岚县", 3),
        ("全市 | 全县数据", 2),
    ],
)
def test_the_figures_of_the_region_above_are_not_the_reporters(heads: str, own: int) -> None:
    columns = len(heads.split("|"))
    rates = " | ".join(f"{90 + place}%" for place in range(1, columns + 1))
    sums = " | ".join(str(10 * place) for place in range(1, columns + 1))
    drawing = (
        f"2023年劳动关系主要指标汇总表（虚构）\n项目 | {heads}\n仲裁结案率 | {rates}\n行政处罚（件） | {sums}"
    )
    reading = read_book(book({"表": drawing}), COUNTY)
    assert values(reading) == {"arb_closure_rate": 90 + own, "penalty_decisions": 10 * own}


def test_rows_of_the_region_above() -> None:
    drawing = "2023年劳动关系主要指标汇总表（虚构）\n地区 | 仲裁结案率 | 调解成功率\n全县 | 98% | 75%\n全市 | 97% | 74%"
    reading = read_book(book({"表": drawing}), COUNTY)
    assert values(reading) == {"arb_closure_rate": 98, "med_success_rate": 75}


@pytest.mark.parametrize("other", ["县教体局", "县供销社", "县融媒体中心", "青岚县烟草局"])
def test_any_other_bureau_is_another_body(other: str) -> None:
    rows = f"县人社局 | 18 | 5000\n{other} | 30 | 8000\n合计 | 48 | 13000"
    drawing = f"2023年普法活动统计表（虚构）\n责任单位 | 普法活动（场） | 发放宣传资料（份）\n{rows}"
    assert values(read_book(book({"表": drawing}), COUNTY)) == {"pub_events": 18, "pub_materials": 5000}


@pytest.mark.parametrize("part", ["社保局", "县就业局", "人才交流中心", "劳动监察局"])
def test_an_institution_of_the_system_is_no_other_body(part: str) -> None:
    rows = f"局机关 | 18 | 5000\n{part} | 30 | 8000\n合计 | 48 | 13000"
    drawing = f"2023年普法活动统计表（虚构）\n责任单位 | 普法活动（场） | 发放宣传资料（份）\n{rows}"
    assert values(read_book(book({"表": drawing}), COUNTY)) == {"pub_events": 48, "pub_materials": 13000}


def test_the_division_of_tasks_is_a_plan() -> None:
    drawing = "青岚县人社局2023年法治工作任务分解表（虚构）\n任务 | 数量\n普法活动 | 20场\n法治讲座 | 6期"
    reading = read_book(book({"表": drawing}), COUNTY)
    assert values(reading) == {}
    assert {o.value for o in with_disposition(reading, "target")} >= {20, 6}


def test_the_sum_of_several_years_is_no_figure_of_one() -> None:
    drawing = "2023年行政执法数据统计表（虚构）\n指标 | 2021年 | 2022年 | 2023年 | 三年合计\n行政处罚（件） | 5 | 6 | 7 | 18\n行政检查（次） | 10 | 12 | 14 | 36"
    reading = read_book(book({"表": drawing}), COUNTY)
    assert values(reading) == {"penalty_decisions": 7, "admin_inspections": 14}


def test_what_was_achieved_last_year_and_the_rank_are_quoted_or_passed_over() -> None:
    drawing = "2023年主要指标完成情况表（虚构）\n指标 | 上年实绩 | 本年实绩 | 占全市比重 | 全市排名\n仲裁受理（件） | 200 | 220 | 8.2% | 3\n行政处罚（件） | 4 | 6 | 5% | 6"
    assert values(read_book(book({"表": drawing}), COUNTY)) == {
        "arb_cases_accepted": 220,
        "penalty_decisions": 6,
    }
