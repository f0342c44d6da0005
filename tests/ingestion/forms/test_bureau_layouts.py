"""Workbooks as bureaus send them, one for each mess, named for its rule: what stands around and between the rows of a table."""

# ruff: noqa: E501 - a drawn table keeps one line a row
from __future__ import annotations

import pytest
from bureau_messes import ALL, BY_UNIT, HEAD, PENALTY, PENALTY_HEAD, ROW, TITLE, Mess, assert_read, licence
from workbooks import book, read_book

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


@pytest.mark.parametrize("name", AROUND_THE_TABLE)
def test_layouts_of_a_bureau_are_read_by_rule(name: str) -> None:
    assert_read(AROUND_THE_TABLE[name])


def test_the_telephone_column_is_a_name() -> None:
    reading = read_book(book(AROUND_THE_TABLE["a_telephone_column"].sheets))
    assert [o.disposition for o in reading.observations if o.raw_text == "87654321"] == ["name"]
