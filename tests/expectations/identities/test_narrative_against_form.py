"""A figure in a report and in a form: both are kept, and a difference is flagged for the region and year."""

from __future__ import annotations

from typing import Any

import pytest
from figure_tables import REPORT_YEAR, in_force, submissions

from catalog import load_catalog
from expectations.identities import evaluate

REPORT = {"submission_id": "a" * 64, "kind": "narrative"}
FORM = {"submission_id": "b" * 64, "kind": "dispute_form", "sheet": "附件2", "cell": "F8"}


def _result(*figures: list[Any]) -> dict[str, Any]:
    catalog = load_catalog()
    reported = submissions(catalog, list(figures))
    standing = in_force(catalog, [list(figures[-1])])
    report = evaluate(reported, standing, catalog, rules={"X01"})
    assert report.holds.num_rows == 0
    (row,) = [
        r for r in report.results.to_pylist() if r["subject"] == "region_year" and r["year"] == REPORT_YEAR
    ]
    return row


CASES = {
    "different": (147, {}, 174, "flagged", "147 ≠ 174"),
    "equal": (174, {}, 174, "satisfied", None),
    "a_bound_that_admits_it": (170, {"qualifier": "at_least", "value_high": None}, 174, "satisfied", None),
    "a_bound_that_does_not": (
        180,
        {"qualifier": "at_least", "value_high": None},
        174,
        "flagged",
        "180余 ≠ 174",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_report_is_held_against_the_form_of_its_region_and_year(case: str) -> None:
    said, how, filled, result, figures = CASES[case]
    row = _result(
        ["arb_cases_accepted", said, REPORT | how],
        ["arb_cases_accepted", filled, FORM],
    )
    assert row["result"] == result
    assert (row["figures"] is None) == (figures is None)
    if case == "different":
        assert row["figures"] == figures and "正文" in row["message_zh"]


def test_figures_of_other_scopes_are_not_compared() -> None:
    row = _result(
        ["arb_cases_accepted", 147, REPORT | {"org_scope": "own"}], ["arb_cases_accepted", 174, FORM]
    )
    assert row["result"] == "not_testable"


def test_the_region_of_a_submission_is_its_own_and_not_that_of_a_quoted_row() -> None:
    catalog = load_catalog()
    quoted = {
        "region_code": "990102",
        "org_scope": "other",
        "disposition": "reference",
        "sheet": "s",
        "cell": "B2",
    }
    table = submissions(
        catalog, [["arb_cases_accepted", 9, quoted], ["arb_cases_accepted", 20, {"region_code": "990100"}]]
    )
    report = evaluate(table, in_force(catalog, []), catalog, rules={"X01"})
    assert {r["region_code"] for r in report.results.to_pylist() if r["subject"] == "submission"} == {
        "990100"
    }
