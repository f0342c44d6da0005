"""Workbooks as bureaus send them, one for each mess, named for the rule that reads it."""

# ruff: noqa: E501 - a drawn table keeps one line a row
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest
from drawn_grid import CITY, COUNTY
from openpyxl.worksheet.worksheet import Worksheet
from workbooks import Change, book, codes, read_book, values

from ingestion.submissions import Identity


@dataclass(frozen=True)
class Mess:
    """A workbook and what must be read from it; values are in base units, ``None`` is a mark or a blank."""

    sheets: Mapping[str, str]
    facts: Mapping[str, float | None]
    undecided: Mapping[str, float | None] = field(default_factory=dict)
    findings: tuple[str, ...] = ()
    identity: Identity = COUNTY
    change: Change | None = None


TITLE = "2023年度行政许可实施情况统计表（虚构）\n"
HEAD = "申请数量 | 受理数量 | 许可数量 | 不予许可数量 | 撤销许可数量\n"
ROW = "341 | 338 | 330 | 6 | 1"
ALL = {"lic_applications": 341, "lic_accepted": 338, "lic_granted": 330, "lic_denied": 6, "lic_revoked": 1}


def licence(row: str = ROW, head: str = HEAD, title: str = TITLE, below: str = "") -> dict[str, str]:
    """A workbook with the licence table in a sheet of a telling name."""
    return {"附件2": f"{title}{head}{row}{below}"}


def without(*indicators: str) -> dict[str, float | None]:
    """The figures of the licence table but some."""
    return {name: value for name, value in ALL.items() if name not in indicators}


def hide_row(row: int) -> Change:
    """Hide a row of the first sheet."""

    def change(sheet: Worksheet) -> None:
        sheet.row_dimensions[row].hidden = True

    return change


def hide_column(letter: str) -> Change:
    """Hide a column of the first sheet."""

    def change(sheet: Worksheet) -> None:
        sheet.column_dimensions[letter].hidden = True

    return change


def hide_sheet(sheet: Worksheet) -> None:
    """Hide the first sheet."""
    sheet.sheet_state = "hidden"


def show_as(cell: str, number_format: str) -> Change:
    """Give a cell of the first sheet a number format."""

    def change(sheet: Worksheet) -> None:
        sheet[cell].number_format = number_format

    return change


PENALTY = "2023年度行政处罚实施情况统计表（虚构）\n"
PENALTY_HEAD = "警告、通报批评 | 罚款 | 吊销许可证、执照 | 其他行政处罚 | 合计（宗） | 罚没金额（万元）\n"
DISPUTE = "2023年劳动人事争议处理情况统计表（虚构）\n"
SERVICE = "2023年政务服务情况汇总表（虚构）\n单位 | 事项数 | 网办率 | 办件量 | 满意率(%)\n"
BY_UNIT = TITLE + "单位名称 | 申请数量 | 受理数量\n"

IN_THE_CELL = {
    "two_numbers_in_a_cell_are_not_split": Mess(
        licence("341 338 | · | 330 | 6 | 1"),
        {**without("lic_applications", "lic_accepted"), "lic_accepted": None},
        {"lic_applications": None},
        ("doubtful_cell",),
    ),
    "two_numbers_over_a_line_feed_are_not_split": Mess(
        licence("341\\n338 | 338 | 330 | 6 | 1"),
        without("lic_applications"),
        {"lic_applications": None},
        ("doubtful_cell",),
    ),
    "blanks_between_thousands_are_read": Mess(
        licence("1 341 | 1 338 | 330 | 6 | 1"), {**ALL, "lic_applications": 1341, "lic_accepted": 1338}
    ),
    "blanks_between_thousands_beside_an_empty_cell_may_be_a_lost_border": Mess(
        licence("1 341 | · | 330 | 6 | 1"),
        {**without("lic_applications"), "lic_accepted": None},
        {"lic_applications": None},
        ("doubtful_cell",),
    ),
    "digits_run_together_over_all_cells": Mess(
        licence("813179757417314 | · | · | · | ·"),
        {"lic_accepted": None, "lic_granted": None, "lic_denied": None, "lic_revoked": None},
        {"lic_applications": 813179757417314},
        ("doubtful_cell",),
    ),
    "chinese_numerals": Mess(licence("三百四十一 | 338 | 三百三十件 | 六 | 一"), ALL),
    "footnote_marks": Mess(licence("341① | 338* | 330② | 6[1] | 1**"), ALL),
    "a_number_in_round_brackets_is_no_footnote": Mess(
        licence("341(12) | 338 | 330 | 6 | 1"),
        without("lic_applications"),
        {"lic_applications": None},
        ("doubtful_cell",),
    ),
    "full_width_and_text_numbers": Mess(licence('３４１ | "338" | "\'330" | ６ | "1"'), ALL),
    "zero_blank_and_marks_are_kept_apart": Mess(
        licence("0 | · | / | — | ***"),
        {
            "lic_applications": 0,
            "lic_accepted": None,
            "lic_granted": None,
            "lic_denied": None,
            "lic_revoked": None,
        },
    ),
    "negative_counts_are_in_doubt": Mess(
        licence("341 | 338 | -330 | 6 | 1"), without("lic_granted"), {"lic_granted": -330}, ("doubtful_cell",)
    ),
    "half_a_case_is_in_doubt": Mess(
        licence("341 | 338 | 330 | 6.5 | 1"), without("lic_denied"), {"lic_denied": 6.5}, ("doubtful_cell",)
    ),
    "an_excel_date_in_place_of_a_number": Mess(
        licence("341 | 338 | 330 | 2023-03-05 | 1"),
        without("lic_denied"),
        {"lic_denied": None},
        ("doubtful_cell",),
    ),
    "computed_fractions_of_nothing": Mess(licence("341 | 338 | 330.0000000001 | 6 | 1"), ALL),
    "percent_format": Mess(
        {"s": SERVICE + "青岚县人社局 | 120 | 0.9833 | 5600 | 99.78"},
        {
            "svc_items_total": 120,
            "svc_online_rate": 98.33,
            "svc_cases_handled": 5600,
            "svc_satisfaction": 99.78,
        },
        change=show_as("C3", "0.00%"),
    ),
    "a_bare_share_may_be_a_percentage": Mess(
        {"s": SERVICE + "青岚县人社局 | 120 | 0.9833 | 5600 | 99.78"},
        {"svc_items_total": 120, "svc_cases_handled": 5600, "svc_satisfaction": 99.78},
        {"svc_online_rate": 0.9833},
        ("doubtful_cell",),
    ),
    "a_format_that_shows_ten_thousands": Mess(
        {"表一": PENALTY + PENALTY_HEAD + "3 | 4 | 0 | 1 | 8 | 25000"},
        {
            "penalty_warning": 3,
            "penalty_fine": 4,
            "penalty_other_kinds": 1,
            "penalty_decisions": 8,
            "penalty_amount": 25000,
        },
        change=show_as("F3", "0!.0,"),
    ),
    "a_number_that_its_format_hides": Mess(
        licence(),
        without("lic_denied"),
        {"lic_denied": None},
        ("doubtful_cell",),
        change=show_as("D3", ";;;"),
    ),
    "the_unit_in_the_cell_wins_over_the_header": Mess(
        {"表一": PENALTY + PENALTY_HEAD + "3件 | 4件 | 0 | 1件 | 8件 | 25000元"},
        {
            "penalty_warning": 3,
            "penalty_fine": 4,
            "penalty_other_kinds": 1,
            "penalty_decisions": 8,
            "penalty_amount": 25000,
        },
    ),
}

AROUND_THE_TABLE = {
    "titles_annex_numbers_and_signatures": Mess(
        {
            "附件2": f"附件2：\n{TITLE}填报单位：青岚县人社局（公章） | · | · | · | 单位：件\n{HEAD}{ROW}\n单位负责人： | 某甲 | 填表人： | 某乙 | 联系电话：87654321"
        },
        ALL,
    ),
    "telephone_numbers_beside_their_word_are_no_figures": Mess(
        licence(
            below="\n填表人 | 某甲 | 联系电话 | 13800000000 | ·\n审核人 | 某乙 | 联系电话 | 87654321 | ·"
        ),
        ALL,
    ),
    "a_telephone_line_above_the_header": Mess(
        {"附件2": f"{TITLE}填报单位 | 青岚县人社局 | 联系电话 | 87654321 | ·\n{HEAD}{ROW}"}, ALL
    ),
    "a_telephone_column": Mess(
        licence(f"{ROW} | 某甲 | 87654321", HEAD.strip() + " | 联系人 | 联系电话\n"), ALL
    ),
    "column_numbers": Mess(licence(f"1 | 2 | 3 | 4=2-3 | 5\n{ROW}"), ALL),
    "named_and_numbered_columns": Mess(
        {"附件2": BY_UNIT + "甲 | 1 | 2\n青岚县人社局 | 341 | 338"},
        {"lic_applications": 341, "lic_accepted": 338},
    ),
    "empty_rows_of_the_template": Mess(
        {
            "附件2": TITLE
            + "序号 | 单位名称 | 申请数量 | 受理数量\n1 | 青岚县人社局 | 341 | 338\n2 | · | · | ·\n3 | · | · | ·\n合 计 | < | 341 | 338"
        },
        {"lic_applications": 341, "lic_accepted": 338},
    ),
    "notes_below": Mess(
        licence(below="\n注：1.准予变更、延续计入许可数量。2.统计年度为1月1日至12月31日。"), ALL
    ),
    "the_unit_at_the_top_right": Mess(
        {
            "表一": PENALTY
            + "· | · | · | · | · | 单位：件、万元\n"
            + PENALTY_HEAD.replace("（万元）", "")
            + "3 | 4 | 0 | 1 | 8 | 2.5"
        },
        {
            "penalty_warning": 3,
            "penalty_fine": 4,
            "penalty_other_kinds": 1,
            "penalty_decisions": 8,
            "penalty_amount": 25000,
        },
    ),
    "money_without_any_unit_is_in_doubt": Mess(
        {"表一": PENALTY + PENALTY_HEAD.replace("（万元）", "") + "3 | 4 | 0 | 1 | 8 | 2.5"},
        {"penalty_warning": 3, "penalty_fine": 4, "penalty_other_kinds": 1, "penalty_decisions": 8},
        {"penalty_amount": 2.5},
        ("doubtful_cell",),
    ),
}

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

HIDDEN_AND_UNCOMPUTED = {
    "a_hidden_column_is_kept_for_review": Mess(
        licence(), without("lic_denied"), {"lic_denied": 6}, ("hidden_cells",), change=hide_column("D")
    ),
    "a_hidden_row_of_another_is_no_matter": Mess(
        {"附件2": BY_UNIT + "社保中心 | 41 | 38\n局机关 | 300 | 300\n合计 | 341 | 338"},
        {"lic_applications": 341, "lic_accepted": 338},
        findings=("hidden_cells",),
        change=hide_row(3),
    ),
    "a_hidden_sheet_with_other_figures_asks_for_review": Mess(
        {"旧稿": TITLE + HEAD + "340 | 338 | 330 | 6 | 1", "附件2": TITLE + HEAD + ROW},
        ALL,
        {**ALL, "lic_applications": 340},
        ("hidden_sheet",),
        change=hide_sheet,
    ),
    "formulas_without_a_result": Mess(
        licence("341 | 338 | =B3-8 | 6 | 1"), without("lic_granted"), {"lic_granted": None}, ("uncomputed_formulas",)
    ),
    "an_unknown_header_stops_its_sheet_only": Mess(
        {"表二": TITLE + HEAD.replace("不予许可数量", "延续数量") + ROW, "表五": "2023年度行政执法证持证率情况统计表（虚构）\n单位名称 | 应持证人数 | 持证人数 | 持证率（%）\n青岚县人社局 | 24 | 21 | 87.5"},
        {"enforcement_cert_required": 24, "enforcement_cert_holders": 21, "enforcement_cert_rate": 87.5},
        findings=("unknown_header",),
    ),
    "blanks_that_the_total_proves_beside_a_stroke": Mess(
        {"表一": PENALTY + PENALTY_HEAD + "· | 4 | · | 1 | 5 | 2.5"},
        {"penalty_warning": 0, "penalty_fine": 4, "penalty_other_kinds": 1, "penalty_decisions": 5, "penalty_amount": 25000},
    ),
    "a_total_of_nought_proves_all_blanks": Mess(
        {"表一": PENALTY + PENALTY_HEAD + "· | · | · | · | 0 | 0"},
        {"penalty_warning": 0, "penalty_fine": 0, "penalty_other_kinds": 0, "penalty_decisions": 0, "penalty_amount": 0},
    ),
    "decisions_without_borders_between_kinds": Mess(
        {"附件2": DISPUTE + "单位名称 | 立案受理 | 审结 | 其中：裁决 | 调解 | 其他 | 结案率\n青岚县 | 20 | 19 | 9 | 8 | 2 | 95%"},
        {"arb_cases_accepted": 20, "arb_cases_closed": 19, "arb_closed_by_award": 9, "arb_closed_by_mediation": 8, "arb_closed_by_other": 2, "arb_closure_rate": 95},
    ),
}  # fmt: skip

MESSES = {**IN_THE_CELL, **AROUND_THE_TABLE, **WHOSE_AND_WHEN, **HIDDEN_AND_UNCOMPUTED}


def test_there_is_a_workbook_for_every_mess() -> None:
    assert len(MESSES) >= 40
    assert len(MESSES) == sum(
        map(len, (IN_THE_CELL, AROUND_THE_TABLE, WHOSE_AND_WHEN, HIDDEN_AND_UNCOMPUTED))
    )


@pytest.mark.parametrize("name", MESSES)
def test_a_mess_is_read_by_its_rule(name: str) -> None:
    mess = MESSES[name]
    reading = read_book(book(mess.sheets, mess.change), mess.identity)
    assert values(reading) == mess.facts
    assert values(reading, "undecided") == mess.undecided
    assert tuple(dict.fromkeys(codes(reading))) == mess.findings


def test_what_is_in_doubt_sends_the_submission_to_review() -> None:
    doubted = [mess for mess in MESSES.values() if mess.undecided]
    assert len(doubted) > 12
    for mess in doubted:
        assert read_book(book(mess.sheets, mess.change), mess.identity).problems


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


def test_the_telephone_column_is_a_name() -> None:
    reading = read_book(book(AROUND_THE_TABLE["a_telephone_column"].sheets))
    assert [o.disposition for o in reading.observations if o.raw_text == "87654321"] == ["name"]


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
