"""The comparison with the year before, through renamings, scopes and reasons to refuse."""

from __future__ import annotations

import pytest
from candidate_warehouse import Candidate
from invented_county import BASIN, HILL, LAKE

pytestmark = pytest.mark.slow

COLUMNS = "value, previous_value, change, change_rate, change_points, refusal_reason"


@pytest.mark.parametrize(
    ("region", "year", "indicator", "expected"),
    [
        (HILL, 2023, "arb_cases_accepted", (113, 100, 13, 13.0, None, None)),
        (HILL, 2023, "arb_closure_rate", (82.64, 80.1, None, None, 2.54, None)),
        (HILL, 2023, "arb_cases_closed", (111, 105, None, None, None, "bound_could_turn_sign")),
        (HILL, 2023, "pub_materials", (3500, 3000, 500, 16.7, None, None)),
        (HILL, 2023, "arb_cases_pending_end", (8, 6, 2, None, None, "base_below_10")),
        (HILL, 2023, "penalty_warning", (33, 30, None, None, None, "definition_break")),
        (HILL, 2023, "med_cases_handled_org", (95, 90, None, None, None, "partial_period")),
        (HILL, 2023, "pub_events", (44, None, None, None, None, "scope_differs")),
        (HILL, 2023, "arb_closed_by_mediation", (None, None, None, None, None, "no_value")),
        (HILL, 2023, "arb_closed_by_award", (0, None, None, None, None, "no_previous_year")),
        (LAKE, 2023, "arb_cases_accepted", (None, 70, None, None, None, "held_back:contradicted:C02+C05")),
        (BASIN, 2023, "arb_cases_accepted", (50, None, None, None, None, "previous_held_back")),
        (BASIN, 2024, "arb_cases_accepted", (40, 50, None, None, None, "boundary_change")),
    ],
)
def test_a_comparison_is_made_or_refused(
    warehouse: Candidate, region: str, year: int, indicator: str, expected: tuple[object, ...]
) -> None:
    rows = warehouse.rows(
        f"select {COLUMNS} from marts.cmp_year_over_year where region_code = '{region}' and year = {year}"
        f" and indicator_id = '{indicator}'"
    )
    assert rows == [expected]


def test_every_figure_in_force_has_its_row(warehouse: Candidate) -> None:
    keys = "select region_code, year, org_scope, indicator_id from marts."
    assert sorted(warehouse.rows(f"{keys}cmp_year_over_year")) == sorted(
        warehouse.rows(f"{keys}fct_indicator_year")
    )


def test_coverage_knows_every_duty(warehouse: Candidate) -> None:
    rows = warehouse.rows("select region_code, year, kind, status from marts.rpt_coverage order by all")
    assert rows == [
        (HILL, 2023, "dispute_form", "on_time"),
        (HILL, 2023, "narrative", "on_time"),
        (HILL, 2024, "dispute_form", "missing"),
        (HILL, 2024, "narrative", "due"),
        ("990121", 2022, "narrative", "on_time"),
        (LAKE, 2022, "narrative", "late"),
        (LAKE, 2023, "inspection_form", "on_time"),
        (LAKE, 2023, "narrative", "late"),
        (LAKE, 2024, "inspection_form", "missing"),
        (LAKE, 2024, "narrative", "withdrawn"),
        (BASIN, 2022, "narrative", "in_review"),
        (BASIN, 2023, "inspection_form", "on_time"),
        (BASIN, 2023, "narrative", "on_time"),
        (BASIN, 2024, "inspection_form", "missing"),
        (BASIN, 2024, "narrative", "on_time"),
    ]
