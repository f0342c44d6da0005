"""Tables as clerks lay them out themselves: what a careful reader would key in, and what ask about."""

from __future__ import annotations

import pytest
from drawn_grid import CITY, COUNTY
from workbooks import book, codes, read_book, values, with_disposition

from ingestion.submissions import Identity

DISPUTES = "2023年劳动人事争议案件处理情况统计表（虚构）"
INSPECTIONS = "2023年劳动保障监察情况统计表（虚构）"


@pytest.mark.parametrize(
    ("rows", "accepted"),
    [
        (("仲裁院 | 120 | 110", "调解组织 | 300 | 290", "合计 | 420 | 400"), 120),
        (("仲裁委员会 | 120 | 110", "基层调解 | 200 | 190", "总计 | 320 | 300"), 120),
        (
            ("县仲裁院 | 80 | 70", "开发区仲裁庭 | 40 | 40", "企业调解委员会 | 9 | 9", "合计 | 129 | 119"),
            None,
        ),
        (("县调解仲裁院 | 80 | 70", "开发区仲裁庭 | 40 | 40", "合计 | 120 | 110"), 120),
        (("人民调解委员会 | 80 | 70", "企业调委会 | 40 | 40", "合计 | 120 | 110"), None),
    ],
    ids=["beside an office", "otherwise named", "two tribunals", "tribunals alone", "mediators alone"],
)
def test_what_mediators_handled_is_no_case_of_a_tribunal(rows: tuple[str, ...], accepted: int | None) -> None:
    drawing = "\n".join((DISPUTES, "机构 | 受理案件数 | 结案数", *rows))
    assert values(read_book(book({"表": drawing}))).get("arb_cases_accepted") == accepted


@pytest.mark.parametrize(
    ("heads", "period"),
    [
        (("1月—3月", "1月—6月", "1月—9月", "1月—12月"), "full_year"),
        (("1-6月", "1-12月累计"), "full_year"),
        (("1—6月", "1—11月"), "ytd"),
        (("1—11月累计",), "ytd"),
    ],
)
def test_of_several_spans_from_january_the_longest_is_the_years(heads: tuple[str, ...], period: str) -> None:
    accepted = [10 * (place + 1) for place in range(len(heads))]
    rows = (" | ".join(("受理案件数", *map(str, accepted))), " | ".join(("结案数", *("1" for _ in heads))))
    reading = read_book(book({"表": "\n".join((DISPUTES, " | ".join(("项目", *heads)), *rows))}))
    assert values(reading) == {"arb_cases_accepted": accepted[-1], "arb_cases_closed": 1}
    assert {o.period_type for o in with_disposition(reading, "fact")} == {period}
    assert len(with_disposition(reading, "reference")) == 2 * (len(heads) - 1)


def test_rows_of_months_with_the_year_so_far_between_them() -> None:
    months = [f"{month}月 | 5 | 5" for month in range(1, 13)]
    rows = (*months[:6], "1-6月累计 | 30 | 30", *months[6:], "1-12月累计 | 60 | 60")
    reading = read_book(book({"表": "\n".join((DISPUTES, "月份 | 受理案件数 | 结案数", *rows))}))
    assert values(reading) == {"arb_cases_accepted": 60, "arb_cases_closed": 60}


@pytest.mark.parametrize("change", ["增减%", "±%", "+/-%", "增减（±）"])
def test_a_column_of_signs_is_the_change_against_last_year(change: str) -> None:
    drawing = f"{INSPECTIONS}\n项目 | 本年 | 上年 | {change}\n主动检查用人单位（户） | 130 | 120 | 8.3"
    reading = read_book(book({"表": f"{drawing}\n立案（件） | 12 | 15 | -20"}))
    assert values(reading) == {"ins_employers_inspected": 130, "ins_cases_filed": 12}


@pytest.mark.parametrize("printed", ["百分之七十五", "75%", "百分之75"])
def test_a_rate_may_be_written_in_words(printed: str) -> None:
    drawing = f"2023年行政应诉情况统计表（虚构）\n行政应诉案件数 | 负责人出庭应诉率\n4 | {printed}"
    assert values(read_book(book({"表": drawing}))) == {"lit_cases_total": 4, "head_appearance_rate": 75}


@pytest.mark.parametrize(
    ("note", "waiting"),
    [
        ("*更正：受理案件数更正为68件。", {"arb_cases_accepted"}),
        ("注：受理案件数原报66件，现更正为68件。", {"arb_cases_accepted"}),
        ("注：66应为“68”", {"arb_cases_accepted"}),
        ("备注：表中一数应改为1,068", {"arb_cases_accepted", "arb_cases_closed"}),
        ("注：受理案件数核减为65件", {"arb_cases_accepted"}),
        ("注：受理案件数原报65件，现更正为66件。", set()),
        ("注：受理案件数原报65件，正确数据为66件。", set()),
        ("注：结案数应为第1列减第2列", set()),
        ("注：本表数据均以系统数为准", set()),
        ("注：受理案件数应为1至4栏之和", set()),
        ("注：受理案件数应为1、2栏之和", set()),
        ("注：受理案件数应为1+2栏", set()),
        ("注：受理案件数应为1,068以上", set()),
        ("注：受理案件数应为90%以上", set()),
        ("注：结案数应为2023年度办结的案件", set()),
        ("注：结案数应为3个月内办结的案件", set()),
        ("注：受理案件数应为68件（原为66件）", {"arb_cases_accepted"}),
    ],
)
def test_a_figure_that_a_note_puts_right_waits_where_it_still_stands(note: str, waiting: set[str]) -> None:
    reading = read_book(book({"表": f"{DISPUTES}\n受理案件数 | 结案数\n66 | 64\n{note}"}))
    assert set(values(reading, "undecided")) == waiting
    assert set(values(reading)) == {"arb_cases_accepted", "arb_cases_closed"} - waiting
    assert [code == "corrected_in_note" for code in codes(reading)] == [True] * len(waiting)


def test_a_sum_over_a_figure_that_a_note_puts_right_waits_too() -> None:
    drawing = (
        "2023年行政处罚情况统计表（虚构）\n警告 | 罚款 | 没收违法所得 | 合计\n2 | 6 | 1 | 9\n注：警告应为3件"
    )
    before = values(read_book(book({"表": drawing.rpartition("\n")[0]})))
    assert set(before) > set(values(read_book(book({"表": drawing}))))


UPRIGHT = "2023年法治建设主要数据汇总表（虚构）\n项目 | 单位 | 数量\n"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            (
                "劳动人事争议仲裁",
                "受理案件 | 件 | 66",
                "审结 | 件 | 64",
                "法治宣传",
                "开展普法活动 | 场次 | 11",
            ),
            {"arb_cases_accepted": 66, "arb_cases_closed": 64, "pub_events": 11},
        ),
        (
            ("主动检查用人单位", "（户） | · | 130", "追发工资", "金额（万元） | · | 156.2"),
            {"ins_employers_inspected": 130, "wage_recovered_amount": 1_562_000},
        ),
        (
            ("行政复议案件", "行政诉讼案件 | 件 | 4", "败诉 | 件 | 1"),
            {"lit_cases_total": 4, "lit_lost": 1},
        ),
    ],
    ids=["a heading that is also an item", "an item over two rows", "a blank before another item"],
)
def test_a_label_alone_in_its_row_heads_the_next(rows: tuple[str, ...], found: dict[str, float]) -> None:
    assert values(read_book(book({"表": UPRIGHT + "\n".join(rows)}))) == found


@pytest.mark.parametrize(
    ("title", "identity", "scope"),
    [
        ("2023年全市劳动人事争议案件处理情况统计表（虚构）", CITY, "region"),
        ("2023年劳动人事争议案件处理情况统计表（虚构）", CITY, "own"),
        ("2023年全市劳动人事争议案件处理情况统计表（市本级）", CITY, "own"),
        ("2023年全省劳动人事争议案件处理情况统计表（虚构）", CITY, "own"),
        ("2023年全县行政应诉情况统计表（虚构）", COUNTY, "region"),
        ("2023年行政应诉情况统计表（虚构）", COUNTY, "own"),
    ],
)
def test_a_title_says_that_the_figures_are_those_of_the_whole_region(
    title: str, identity: Identity, scope: str
) -> None:
    rows = "行政应诉案件数 | 败诉\n4 | 1" if "应诉" in title else "受理案件数 | 结案数\n66 | 64"
    found = with_disposition(read_book(book({"表": f"{title}\n{rows}"}), identity), "fact")
    assert [o.org_scope for o in found] == [scope] * 2


@pytest.mark.parametrize(
    ("sheet", "title"),
    [("示例", DISPUTES), ("填表样例", DISPUTES), ("乙", "2023年争议案件处理情况统计表（示例）")],
)
def test_what_shows_how_to_fill_in_the_form_is_nobodys(sheet: str, title: str) -> None:
    rows = "受理案件数 | 结案数\n{}"
    sheets = {"甲": f"{DISPUTES}\n{rows.format('66 | 64')}", sheet: f"{title}\n{rows.format('999 | 99')}"}
    reading = read_book(book(sheets))
    assert values(reading) == {"arb_cases_accepted": 66, "arb_cases_closed": 64}
    assert codes(reading) == ["sample_table"]


def test_a_made_up_table_of_ours_is_no_example_of_how_to_fill_in_the_form() -> None:
    title = "2023年劳动人事争议案件处理情况统计表（虚构样例）"
    assert values(read_book(book({"表": f"{title}\n受理案件数 | 结案数\n66 | 64"})))


@pytest.mark.parametrize("years", [(2022, 2023), (2023, 2022)])
def test_a_year_alone_in_its_row_is_that_of_the_table_below_it(years: tuple[int, int]) -> None:
    blocks = {2022: "受理案件数 | 结案数\n60 | 58", 2023: "受理案件数 | 结案数\n66 | 64"}
    drawing = [DISPUTES.removeprefix("2023年")]
    for number, year in zip("一二", years, strict=True):
        drawing += [f"{number}、{year}年 | ·", blocks[year]]
    reading = read_book(book({"表": "\n".join(drawing)}))
    assert values(reading) == {"arb_cases_accepted": 66, "arb_cases_closed": 64}
    assert values(reading, "reference") == {"arb_cases_accepted": 60, "arb_cases_closed": 58}


@pytest.mark.parametrize(
    ("drawing", "found"),
    [
        (
            f"{DISPUTES}\n受理案件数 | < | 结案数 | <\n"
            "合计 | 其中：集体争议 | 小计 | 其中：裁决\n66 | 3 | 64 | 30",
            {
                "arb_cases_accepted": 66,
                "arb_cases_collective": 3,
                "arb_cases_closed": 64,
                "arb_closed_by_award": 30,
            },
        ),
        (f"{DISPUTES}\n受理案件数 | < | 结案数\n合计 | 其中：食堂用工 | ^\n66 | 3 | 64", {}),
        (f"{DISPUTES}\n受理案件数 | < | 结案数\n合计 | 食堂用工 | ^\n66 | 3 | 64", {}),
        (
            f"{INSPECTIONS}\n主动检查用人单位（户） | < | < | 立案（件） | < | <\n"
            "一季度 | 二季度 | 全年 | 一季度 | 二季度 | 全年\n10 | 120 | 130 | 2 | 10 | 12",
            {"ins_employers_inspected": 130, "ins_cases_filed": 12},
        ),
    ],
    ids=["parts that are items", "a part nobody knows", "a column nobody knows", "quarters of several items"],
)
def test_an_item_over_columns_of_its_own_is_their_total(drawing: str, found: dict[str, float]) -> None:
    reading = read_book(book({"表": drawing}))
    assert values(reading) == found
    assert bool(reading.problems) is not bool(found)


def test_the_office_that_answers_for_an_item_says_what_it_is_about() -> None:
    rows = (
        "监察大队 | 主动检查用人单位 | 户 | 130",
        "^ | 立案 | 件 | 12",
        "仲裁院 | 受理案件数 | 件 | 66",
        "^ | 结案数 | 件 | 64",
    )
    drawing = "2023年法治工作主要数据统计表（虚构）\n责任股室 | 指标 | 单位 | 数值\n" + "\n".join(rows)
    assert values(read_book(book({"表": drawing}))) == {
        "ins_employers_inspected": 130,
        "ins_cases_filed": 12,
        "arb_cases_accepted": 66,
        "arb_cases_closed": 64,
    }


@pytest.mark.parametrize(("name", "line"), [("续表", ""), ("表2", "（续表）\n")])
def test_a_sheet_that_goes_on_is_read_under_the_title_of_the_one_before_it(name: str, line: str) -> None:
    first = "2023年行政许可实施情况统计表（虚构）\n申请数量 | 受理数量\n22 | 21"
    found = values(read_book(book({"表1": first, name: f"{line}许可数量 | 不予许可数量\n20 | 1"})))
    assert found == {"lic_applications": 22, "lic_accepted": 21, "lic_granted": 20, "lic_denied": 1}


@pytest.mark.parametrize(
    ("line", "events"),
    [("三、2023年普法宣传情况如下表：", 11), ("三、2023年食堂宣传情况如下表：", None)],
)
def test_a_numbered_line_above_a_table_names_its_topic(line: str, events: int | None) -> None:
    drawing = f"{line}\n活动场次 | 发放资料（份）\n11 | 3200"
    assert values(read_book(book({"表": drawing}))).get("pub_events") == events
