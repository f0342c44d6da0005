"""What decides how a rule applies: missing figures, bounds, scopes, assertions, periods, places."""

from __future__ import annotations

from typing import Any

import pytest
from figure_tables import in_force, submissions

from catalog import load_catalog
from expectations.identities import HOLD_SCHEMA, RESULT_SCHEMA, evaluate

BALANCE = [["arb_cases_accepted", 58], ["arb_cases_closed", 60], ["arb_cases_pending_end", 9]]
EVENT = {"period_type": "event", "event_label": "夏季行动"}


def judged(rule_id: str, figures: list[Any], *, regional: bool = False) -> dict[str, Any]:
    catalog = load_catalog()
    given = submissions(catalog, [] if regional else figures)
    standing = in_force(catalog, figures if regional else [])
    report = evaluate(given, standing, catalog, rules={rule_id})
    (row,) = [r for r in report.results.to_pylist() if r["year"] == 2023]
    return row | {"held": {h["observation_id"] for h in report.holds.to_pylist()}}


@pytest.mark.parametrize(
    ("rule_id", "figures", "result", "severity"),
    [
        # A surplus without a reported carry-over implies one: worth a flag while it can be one.
        ("C02", BALANCE, "flagged", "warn"),
        ("C02", [["arb_cases_carried_over", 11], *BALANCE], "satisfied", "error"),
        ("C02", [["arb_cases_carried_over", 10], *BALANCE], "violated", "error"),
        # Closed and pending below accepted is impossible whatever was carried over.
        ("C02", [["arb_cases_accepted", 90], *BALANCE[1:]], "violated", "error"),
        # More carried-over cases than the whole docket of the year are no explanation.
        ("C02", [["arb_cases_accepted", 30], *BALANCE[1:]], "violated", "error"),
        ("C02", BALANCE[:2], "not_testable", "error"),
        # Ways of closing that are not reported turn the equation into a bound.
        ("C03", [["arb_cases_closed", 60], ["arb_closed_by_award", 35]], "satisfied", "error"),
        ("C03", [["arb_cases_closed", 60], ["arb_closed_by_award", 65]], "violated", "error"),
        ("C03", [["arb_cases_closed", 60]], "not_testable", "error"),
        ("C05", [["arb_cases_closed", 60], ["arb_cases_accepted", 58]], "flagged", "warn"),
        (
            "C13",
            [["lit_cases_total", 9], ["lit_first_instance", 5], ["lit_second_instance", 3]],
            "flagged",
            "warn",
        ),
        (
            "E01",
            [["dr_entities_inspected", 60], ["dr_hr_agencies", 9], ["dr_employers", 43]],
            "flagged",
            "warn",
        ),
        ("A01", [["lic_granted", 60], ["lic_labour_dispatch", 43]], "satisfied", "error"),
        ("A01", [["lic_granted", 60], ["lic_labour_dispatch", 73]], "violated", "error"),
        # Bounds refute only what is impossible for every admissible value.
        (
            "C07",
            [["med_cases_success_org", 60, {"qualifier": "at_least"}], ["med_cases_handled_org", 70]],
            "satisfied",
            "error",
        ),
        (
            "C07",
            [["med_cases_success_org", 80, {"qualifier": "at_least"}], ["med_cases_handled_org", 70]],
            "violated",
            "error",
        ),
        (
            "C07",
            [["med_cases_success_org", 80], ["med_cases_handled_org", 70, {"qualifier": "at_least"}]],
            "not_testable",
            "error",
        ),
        (
            "C01",
            [
                ["arb_applications_received", 1000, {"qualifier": "at_least"}],
                ["arb_cases_accepted", 900],
                ["arb_cases_not_accepted", 120],
            ],
            "satisfied",
            "error",
        ),
        # Rounded in 万, parts and total agree within half a last digit of each.
        (
            "C06",
            [
                ["disputes_handled_total", 125000, {"raw_text": "12.5万"}],
                ["arb_cases_accepted", 41230],
                ["med_cases_handled_org", 83790],
            ],
            "satisfied",
            "warn",
        ),
        # Words in the evidence that explain a difference soften the rule.
        (
            "C01",
            [
                ["arb_applications_received", 120, {"evidence": "接收120件，其中审查中3件"}],
                ["arb_cases_accepted", 105],
                ["arb_cases_not_accepted", 12],
            ],
            "violated",
            "warn",
        ),
        # Scopes, assertions and periods are never mixed.
        (
            "C07",
            [["med_cases_success_org", 80, {"org_scope": "own"}], ["med_cases_handled_org", 70]],
            "not_testable",
            "error",
        ),
        (
            "C07",
            [["med_cases_success_org", 80, {"assertion": "claimed"}], ["med_cases_handled_org", 70]],
            "not_testable",
            "error",
        ),
        (
            "C07",
            [["med_cases_success_org", 80, EVENT], ["med_cases_handled_org", 70]],
            "not_testable",
            "error",
        ),
        (
            "C07",
            [["med_cases_success_org", 80, {"year": 2022}], ["med_cases_handled_org", 70, {"year": 2022}]],
            "violated",
            "error",
        ),
        (
            "C07",
            [["med_cases_success_org", 80, EVENT], ["med_cases_handled_org", 70, EVENT]],
            "violated",
            "error",
        ),
        (
            "C07",
            [["med_cases_success_org", 80, {"period_type": "ytd"}], ["med_cases_handled_org", 70]],
            "violated",
            "error",
        ),
        # Rates: full, nought, hedged or promised ones need no whole numerator.
        ("C11", [["ins_complaint_closure_rate", 100], ["ins_complaints_accepted", 7]], "satisfied", "error"),
        (
            "C11",
            [["ins_complaint_closure_rate", 98, {"qualifier": "at_least"}], ["ins_complaints_accepted", 7]],
            "not_testable",
            "error",
        ),
        (
            "C11",
            [["ins_complaint_closure_rate", 98, {"assertion": "claimed"}], ["ins_complaints_accepted", 7]],
            "not_testable",
            "error",
        ),
        ("C11", [["arb_closure_rate", 98], ["arb_cases_accepted", 7]], "not_testable", "error"),
        ("C11", [["ins_complaint_closure_rate", 85.7], ["ins_complaints_accepted", 7]], "satisfied", "error"),
        ("C11", [["ins_complaint_closure_rate", 66.6], ["ins_complaints_accepted", 3]], "satisfied", "error"),
        # The rate may be of the mediation organisations, whose successes are not printed.
        (
            "C08",
            [
                ["med_success_rate", 82.04],
                ["med_cases_handled_org", 412],
                ["arb_closed_by_mediation", 76],
                ["arb_cases_closed", 149],
            ],
            "not_testable",
            "warn",
        ),
        (
            "C08",
            [
                ["med_success_rate", 82.04],
                ["arb_closed_by_mediation", 76, {"char_start": 9000}],
                ["arb_cases_closed", 149],
            ],
            "not_testable",
            "warn",
        ),
        ("C12", [["arb_workers_involved", 90], ["arb_cases_accepted", 90]], "satisfied", "warn"),
        # A conflict within one submission is no contradiction between sources.
        ("G07", [["arb_cases_accepted", 95], ["arb_cases_accepted", 93]], "flagged", "warn"),
    ],
)
def test_conditions(rule_id: str, figures: list[Any], result: str, severity: str) -> None:
    found = judged(rule_id, figures)
    assert (found["result"], found["severity"]) == (result, severity), found["figures"]
    assert bool(found["held"]) == ((result, severity) == ("violated", "error"))


def test_only_the_operands_of_a_contradiction_are_held_back() -> None:
    figures = [["arb_awards_final", 31], ["arb_closed_by_award", 4], ["arb_cases_accepted", 95]]
    assert judged("C04", figures)["held"] == {"o0000", "o0001"}


def test_the_worst_scope_stands_for_the_submission() -> None:
    own = {"org_scope": "own"}
    figures = [["med_cases_success_org", 3], ["med_cases_handled_org", 7],
               ["med_cases_success_org", 8, own], ["med_cases_handled_org", 7, own]]  # fmt: skip
    found = judged("C07", figures)
    assert (found["result"], found["figures"]) == ("violated", "8 > 7")


def test_conflicting_figures_in_force_are_not_judged_with() -> None:
    figures = [["med_cases_success_org", 8, {"is_conflicting": True}], ["med_cases_handled_org", 7]]
    assert judged("C07", figures, regional=True)["result"] == "not_testable"


def test_every_rule_has_one_row_for_every_subject_in_a_fixed_order() -> None:
    catalog = load_catalog()
    other = {"submission_id": "b" * 64, "region_code": "990122"}
    given = submissions(catalog, [*BALANCE, ["pub_events", 3, other]])
    standing = in_force(catalog, [*BALANCE, ["pub_events", 3, {"year": 2022}]])
    report = evaluate(given, standing, catalog)
    keys = ["rule_id", "subject", "submission_id", "region_code", "year"]
    rows = [tuple(row[k] for k in keys) for row in report.results.to_pylist()]
    assert len(rows) == len(set(rows)) == 4 * len(catalog.identities)
    shuffled = evaluate(given.take([3, 1, 0, 2]), standing.take([2, 3, 0, 1]), catalog)
    assert shuffled.results.equals(report.results) and shuffled.holds.equals(report.holds)


def test_no_figures_give_empty_tables() -> None:
    catalog = load_catalog()
    report = evaluate(submissions(catalog, []), in_force(catalog, []), catalog)
    assert report.results.schema == RESULT_SCHEMA and report.holds.schema == HOLD_SCHEMA
    assert len(report.results) == len(report.holds) == 0


def test_a_message_names_the_indicators_in_chinese() -> None:
    message = judged("C04", [["arb_awards_final", 31], ["arb_closed_by_award", 4]])["message_zh"]
    assert message == "终局裁决件数超过裁决结案件数：终局裁决件数 31件、裁决结案件数 4件（31 > 4）。"


OTHER_COUNTY = {"region_code": "990122"}


def test_the_rows_of_two_counties_in_one_table_are_judged_apart() -> None:
    apart = [
        ["arb_cases_closed", 60],
        ["arb_closed_by_award", 35],
        ["arb_cases_closed", 30, OTHER_COUNTY],
        ["arb_closed_by_award", 30, OTHER_COUNTY],
    ]
    assert judged("C03", apart)["result"] == "satisfied"
    wrong = [*apart[:3], ["arb_closed_by_award", 40, OTHER_COUNTY]]
    found = judged("C03", wrong)
    assert found["result"] == "violated" and found["held"] == {"o0002", "o0003"}


@pytest.mark.parametrize(
    ("second", "region"),
    [
        (OTHER_COUNTY, None),
        (OTHER_COUNTY | {"is_reported_by_upper": True}, "990121"),
        (OTHER_COUNTY | {"org_scope": "other"}, "990121"),
        ({}, "990121"),
    ],
)
def test_a_submission_is_of_the_region_that_all_its_own_figures_have(
    second: dict[str, Any], region: str | None
) -> None:
    figures = [["arb_cases_closed", 60], ["arb_cases_closed", 60, second]]
    assert judged("C03", figures)["region_code"] == region


def test_a_submission_about_others_alone_is_told_alike_in_whatever_order_its_figures_come() -> None:
    others = [
        ["arb_cases_closed", 60, {"region_code": code, "is_reported_by_upper": True}]
        for code in ("990122", "990121")
    ]
    assert [judged("C03", order)["region_code"] for order in (others, others[::-1])] == ["990121"] * 2
