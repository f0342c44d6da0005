"""Workbooks as bureaus send them, one for each mess, named for its rule: what is hidden, not computed, or proved by a total."""

# ruff: noqa: E501 - a drawn table keeps one line a row
from __future__ import annotations

import pytest
from bureau_messes import (
    ALL,
    BY_UNIT,
    DISPUTE,
    HEAD,
    PENALTY,
    PENALTY_HEAD,
    ROW,
    TITLE,
    Mess,
    assert_read,
    hide_column,
    hide_row,
    hide_sheet,
    licence,
    without,
)

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


@pytest.mark.parametrize("name", HIDDEN_AND_UNCOMPUTED)
def test_hidden_cells_of_a_bureau_are_read_by_rule(name: str) -> None:
    assert_read(HIDDEN_AND_UNCOMPUTED[name])
