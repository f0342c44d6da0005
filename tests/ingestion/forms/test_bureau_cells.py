"""Workbooks as bureaus send them, one for each mess, named for its rule: what stands in a cell."""

from __future__ import annotations

import pytest
from bureau_messes import ALL, PENALTY, PENALTY_HEAD, SERVICE, Mess, assert_read, licence, show_as, without

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


@pytest.mark.parametrize("name", IN_THE_CELL)
def test_cells_of_a_bureau_are_read_by_rule(name: str) -> None:
    assert_read(IN_THE_CELL[name])
