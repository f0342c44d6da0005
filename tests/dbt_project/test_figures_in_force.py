"""Which figure holds for a year, what is held back, and what happens to all the others."""

from __future__ import annotations

import pytest
from candidate_warehouse import Candidate
from invented_county import BASIN, HILL, HILL_UNTIL_2022, LAKE

pytestmark = pytest.mark.slow


def in_force(
    warehouse: Candidate, region: str, year: int, indicator: str, columns: str = "value"
) -> list[object]:
    """The chosen columns of the figures in force under a key, over all scopes."""
    return warehouse.rows(
        f"select {columns} from marts.fct_indicator_year where region_code = '{region}' and year = {year}"
        f" and indicator_id = '{indicator}' order by org_scope"
    )


def fate(warehouse: Candidate, observation_id: str) -> tuple[object, ...]:
    """Why an observation is not in force, and what holds instead."""
    (row,) = warehouse.rows(
        "select not_in_force_reason, superseded_by from marts.fct_observation"
        f" where observation_id = '{observation_id}'"
    )
    return row


def test_every_model_builds_and_every_test_passes(warehouse: Candidate) -> None:
    assert len(warehouse.results) > 150
    assert warehouse.failures() == []


def test_the_unit_tests_of_the_rules_ran(warehouse: Candidate) -> None:
    names = {r.name for r in warehouse.results if r.resource_type == "unit_test"}
    assert {
        "the_figure_in_force_is_chosen_step_by_step",
        "a_comparison_is_made_or_refused_for_a_reason",
        "every_duty_has_its_state",
    } <= names


def test_a_resubmission_replaces_what_it_restates_and_leaves_the_rest(warehouse: Candidate) -> None:
    assert in_force(warehouse, HILL, 2023, "arb_cases_accepted") == [(113,)]
    assert in_force(warehouse, HILL, 2023, "penalty_warning") == [(33,)]
    assert fate(warehouse, "hill_2023#1/0") == ("superseded", "hill_2023_again#1/0")


def test_an_empty_cell_of_a_resubmission_replaces_nothing(warehouse: Candidate) -> None:
    assert in_force(warehouse, HILL, 2023, "wage_clues_received") == [(56,)]
    assert fate(warehouse, "hill_2023_again#1/1") == ("states_no_value", "hill_2023#1/9")


def test_a_statistical_form_stands_before_a_narrative_received_later(warehouse: Candidate) -> None:
    assert in_force(warehouse, HILL, 2023, "arb_cases_closed", "value, kind") == [(111, "dispute_form")]
    assert fate(warehouse, "hill_2023#1/1") == ("lower_precedence", "hill_form_2023#1/0")


@pytest.mark.parametrize(
    ("indicator", "value", "status"),
    [
        ("arb_closed_by_award", 0, "zero"),
        ("arb_closed_by_mediation", None, "blank"),
        ("arb_closed_by_other", 0, "nil_return"),
        ("arb_cases_collective", None, "not_applicable"),
    ],
)
def test_zero_blank_nil_return_and_not_applicable_stay_apart(
    warehouse: Candidate, indicator: str, value: float | None, status: str
) -> None:
    assert in_force(warehouse, HILL, 2023, indicator, "value, value_status") == [(value, status)]


def test_a_figure_of_an_event_makes_no_year(warehouse: Candidate) -> None:
    assert in_force(warehouse, HILL, 2023, "pub_events", "value, org_scope") == [(44, "own")]
    assert fate(warehouse, "hill_2023#1/5") == ("event_only", None)


def test_a_stock_at_a_point_in_time_holds_for_its_year(warehouse: Candidate) -> None:
    assert in_force(warehouse, HILL, 2023, "arb_cases_pending_end", "value, period_type") == [
        (8, "point_in_time")
    ]


def test_a_figure_about_another_year_stands_below_that_years_own_report(warehouse: Candidate) -> None:
    assert in_force(warehouse, HILL_UNTIL_2022, 2022, "arb_cases_accepted") == [(100,)]
    assert fate(warehouse, "hill_2023#1/11") == ("other_year_report", "hill_2022#1/0")


def test_a_quoted_figure_is_no_fact(warehouse: Candidate) -> None:
    assert warehouse.rows("from marts.fct_observation where observation_id = 'hill_2023#1/10'") == []
    assert warehouse.cell(
        "select disposition from intermediate.int_submission_figure where observation_id = 'hill_2023#1/10'"
    ) == ("reference")


def test_unequal_figures_of_one_submission_hold_each_other_back(warehouse: Candidate) -> None:
    ((value, reason),) = in_force(warehouse, LAKE, 2023, "arb_cases_closed", "value, held_back_reason")
    assert (value, reason) == (175, "conflict")
    assert fate(warehouse, "lake_2023#1/2") == ("conflict", None)


def test_a_repeated_equal_figure_collapses(warehouse: Candidate) -> None:
    assert fate(warehouse, "lake_2023#1/3") == (None, None)
    assert fate(warehouse, "lake_2023#1/4") == ("repeats_equal_value", "lake_2023#1/3")


@pytest.mark.parametrize(
    ("region", "year", "indicator", "value", "reason"),
    [
        (LAKE, 2023, "arb_cases_accepted", 67, "contradicted:C02+C05"),
        (LAKE, 2023, "pub_events", 20, "contradicted:C02"),
        (LAKE, 2023, "svc_satisfaction", 99.5, "unreviewed_claim"),
        (BASIN, 2022, "arb_cases_accepted", 45, "submission_in_review"),
        (BASIN, 2023, "arb_cases_accepted", 50, None),
    ],
)
def test_a_held_back_figure_keeps_its_printed_value_and_says_why(
    warehouse: Candidate, region: str, year: int, indicator: str, value: float, reason: str | None
) -> None:
    assert in_force(warehouse, region, year, indicator, "value, held_back_reason") == [(value, reason)]


def test_the_wide_tables_show_publishable_values_only(warehouse: Candidate) -> None:
    columns = "arb_cases_accepted, arb_cases_closed"
    own = "region_code = '{}' and year = 2023 and org_scope = 'own'"
    query = f"select {columns} from marts.fct_cases where {own}"
    assert warehouse.rows(query.format(LAKE)) == [(None, None)]
    assert warehouse.rows(query.format(HILL)) == [(113, 111)]
    assert warehouse.rows(
        f"select arb_closure_rate_pct from marts.fct_cases where region_code = '{HILL}' and year = 2023"
    ) == [(82.64,)]


def test_a_submission_without_a_region_stands_under_no_region(warehouse: Candidate) -> None:
    for table in ("fct_observation", "fct_indicator_year"):
        assert warehouse.cell(f"select count(*) from marts.{table} where submission_id = 'masked'") == 0
    assert warehouse.cell("select count(*) from staging.stg_observations where submission_id = 'masked'") == 1
    assert warehouse.rows(
        "select region_code, status from marts.dim_submission where submission_id = 'masked'"
    ) == [(None, "needs_review")]
    assert warehouse.rows(
        "select region_code, result from marts.rpt_reconciliation where submission_id = 'masked'"
    ) == [(None, "not_testable")]


def test_the_last_reading_of_the_same_bytes_is_in_force(warehouse: Candidate) -> None:
    assert in_force(warehouse, LAKE, 2022, "arb_cases_accepted", "value, observation_id") == [
        (70, "assigned_later#2/0")
    ]
    assert warehouse.rows(
        "select region_code, receipt_count from marts.dim_submission where submission_id = 'assigned_later'"
    ) == [(LAKE, 2)]


def test_a_withdrawn_submission_is_kept_and_not_in_force(warehouse: Candidate) -> None:
    assert fate(warehouse, "withdrawn#1/0") == ("withdrawn", None)
    assert in_force(warehouse, LAKE, 2024, "arb_cases_accepted") == []
    assert (
        warehouse.cell("select status from marts.dim_submission where submission_id = 'withdrawn'")
        == "withdrawn"
    )


def test_every_figure_is_in_force_or_says_why_not(warehouse: Candidate) -> None:
    unexplained = """
        select observation_id from marts.fct_observation where not_in_force_reason is null
        except
        select observation_id from marts.fct_indicator_year
    """
    assert warehouse.rows(unexplained) == []
    assert (
        warehouse.cell("select count(*) from marts.fct_observation where not_in_force_reason is not null") > 5
    )
