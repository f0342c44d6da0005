"""What a reviewer decided stands in the marts beside what the source prints, from the day it was decided."""

from __future__ import annotations

import pytest
from candidate_warehouse import Candidate, Inputs, Submission, build_once, decision, figure
from invented_county import EVERYTHING, HILL, LAKE

pytestmark = pytest.mark.slow

IN_FORCE = "select value, printed_value, review_verdict, held_back_reason from marts.fct_indicator_year where"


def in_force(warehouse: Candidate, observation_id: str) -> list[tuple[object, ...]]:
    """The figure in force that an observation makes."""
    return warehouse.rows(f"{IN_FORCE} observation_id = '{observation_id}'")


@pytest.mark.parametrize(
    ("observation_id", "expected"),
    [
        ("lake_2023#1/6", (15, 175, "replace_value", None)),
        ("lake_2023#1/7", (30, 30, "confirm", None)),
        ("lake_2023#1/8", (4, 4, "confirm", None)),
        ("lake_2023#1/9", (61, 61, "reassign", None)),
    ],
)
def test_what_was_decided_holds_and_what_was_printed_stays(
    warehouse: Candidate, observation_id: str, expected: tuple[object, ...]
) -> None:
    assert in_force(warehouse, observation_id) == [expected]


def test_a_corrected_number_is_published_with_its_record(warehouse: Candidate) -> None:
    published = f"select wage_clues_received from marts.fct_enforcement where region_code = '{LAKE}'"
    assert warehouse.rows(f"{published} and year = 2023 and org_scope = 'own'") == [(15,)]
    assert warehouse.rows(
        "select value, printed_value, raw_text, decision_id from marts.fct_observation"
        " where observation_id = 'lake_2023#1/6'"
    ) == [(15, 175, "175", "lake_2023#1/6@2024-03-20T09:00:00")]


def test_a_figure_stands_under_the_scope_that_was_decided(warehouse: Candidate) -> None:
    assert warehouse.rows(
        f"select org_scope from marts.fct_indicator_year where region_code = '{LAKE}'"
        " and year = 2023 and indicator_id = 'lit_cases_total'"
    ) == [("region",)]


def test_what_was_found_to_be_no_figure_keeps_its_row(warehouse: Candidate) -> None:
    assert in_force(warehouse, "lake_2023#1/10") == []
    assert warehouse.rows(
        "select value, not_in_force_reason from marts.fct_observation where observation_id = 'lake_2023#1/10'"
    ) == [(3, "reviewed_no_figure")]


def test_before_the_day_of_the_decision_the_source_alone_speaks(earlier_warehouse: Candidate) -> None:
    assert in_force(earlier_warehouse, "lake_2023#1/6") == [(175, 175, None, None)]
    assert in_force(earlier_warehouse, "lake_2023#1/7") == [(30, 30, None, "unreviewed_claim")]
    assert in_force(earlier_warehouse, "lake_2023#1/8") == []


def test_a_decision_about_another_number_than_the_source_says_stops_the_build(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    inputs = Inputs(
        submissions=(Submission(name="report", region=HILL, figures=(figure("arb_cases_accepted", 15),)),),
        regions=EVERYTHING.regions,
        decisions=(decision("report#1/0", "replace_value", value=15.0, expects_value=175.0),),
    )
    failures = build_once(tmp_path_factory, "lapsed", inputs, unit_tests=False).failures()
    (fault,) = (failure for failure in failures if "expects_what_is_printed" in failure)
    assert "Decision report#1/0@2024-03-20T09:00:00 of 王审核 expects 175.0" in fault
    assert "which says 15.0" in fault
