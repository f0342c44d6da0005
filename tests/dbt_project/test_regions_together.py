"""Regions through time and put together: comparability, mergers, roll-ups, reporting rates."""

from __future__ import annotations

import pytest
from candidate_warehouse import Candidate, build_once
from invented_province import BAIYU, EAST, PROVINCE, QINGLAN, SHIYING, THE_PROVINCE, WANGSHAN, WEST

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Candidate:
    """The warehouse of the invented province."""
    return build_once(tmp_path_factory, "province", THE_PROVINCE, unit_tests=False)


def rolled_up(province: Candidate, region: str, indicator: str, columns: str) -> list[tuple[object, ...]]:
    """What is known of a whole region in 2024."""
    return province.rows(
        f"select {columns} from marts.rpt_roll_up where region_code = '{region}' and year = 2024"
        f" and indicator_id = '{indicator}'"
    )


def test_the_register_as_shipped_keeps_its_promises(province: Candidate) -> None:
    assert province.failures() == []
    assert province.cell("select count(*) from marts.dim_region_comparability") > 10_000


@pytest.mark.parametrize(
    ("code", "year", "expected"),
    [
        ("330102", 2021, ("merged", False, 2021, ["330104"], False)),
        ("330102", 2022, ("same_territory", True, 2021, None, None)),
        ("330105", 2021, ("merged", False, 2021, ["330103"], True)),
        ("330110", 2021, ("split", False, 2021, None, None)),
        ("330113", 2021, ("split", False, 2021, None, None)),
        ("330114", 2021, ("split", False, 2021, None, None)),
        ("450181", 2021, ("continued", True, 2009, None, None)),
        ("330106", 2021, ("same_territory", True, 2009, None, None)),
        (WANGSHAN, 2023, ("merged", False, 2023, ["990103"], True)),
        (WANGSHAN, 2024, ("same_territory", True, 2023, None, None)),
    ],
)
def test_a_region_knows_with_which_years_it_compares(
    province: Candidate, code: str, year: int, expected: tuple[object, ...]
) -> None:
    columns = "comparability, is_comparable, comparable_since_year, merged_from_codes, is_of_whole_regions"
    query = f"select {columns} from marts.dim_region_comparability where region_code = '{code}'"
    assert province.rows(f"{query} and year = {year}") == [expected]


def test_a_comparison_is_refused_where_the_territory_is_another(province: Candidate) -> None:
    refused = "select refusal_reason, change from marts.cmp_year_over_year where region_code = '{}'"
    assert province.rows(refused.format(WANGSHAN) + " and year = 2023 and org_scope = 'region'") == [
        ("boundary_change", None)
    ]


def test_a_merger_is_added_up_beside_the_refusal(province: Candidate) -> None:
    columns = (
        "org_scope, value, parts_reporting, parts_expected, merged_base, change, change_rate, is_official"
    )
    assert province.rows(f"select {columns} from marts.cmp_merged_region order by org_scope") == [
        ("own", 80, 0, 2, None, None, None, False),
        ("region", 99, 2, 2, 90, 9, 10.0, False),
    ]


def test_a_total_without_one_of_its_counties_is_incomplete(province: Candidate) -> None:
    """The third county's figure is a claim; the city's own 70 and a county's own 500 are in no sum."""
    columns = "basis, value, counties_covered, counties_expected, is_complete, agency_value"
    assert rolled_up(province, EAST, "arb_cases_accepted", columns) == [("built", 150, 2, 3, False, 70)]


def test_a_reported_total_stands_and_its_parts_are_held_against_it(province: Candidate) -> None:
    columns = "basis, value, parts_value, difference, is_complete, check_result"
    assert rolled_up(province, WEST, "arb_cases_accepted", columns) == [
        ("reported", 90, 80, 10, True, "agrees")
    ]
    assert rolled_up(province, WEST, "pub_events", columns) == [
        ("reported", 9, 15, -6, True, "parts_exceed_total")
    ]


def test_a_province_adds_what_cities_report_and_counties_of_those_that_do_not(province: Candidate) -> None:
    columns = "basis, value, counties_covered, counties_expected, is_complete"
    assert rolled_up(province, PROVINCE, "arb_cases_accepted", columns) == [("built", 240, 4, 5, False)]


def test_a_bound_among_the_parts_makes_the_sum_a_bound(province: Candidate) -> None:
    columns = "value, value_low, value_high, qualifier, is_complete"
    assert rolled_up(province, EAST, "pub_materials", columns) == [(3520, 3520, None, "at_least", True)]


def test_a_rate_is_remade_and_never_averaged(province: Candidate) -> None:
    columns = "basis, value, counties_covered, is_complete"
    assert rolled_up(province, WEST, "wage_clues_resolution_rate", columns) == [("recomputed", 54, 2, True)]
    assert rolled_up(province, WEST, "svc_online_rate", columns) == [("not_addable", None, 0, False)]


def test_a_roll_up_speaks_of_whole_regions_only(province: Candidate) -> None:
    assert province.rows("select distinct org_scope from marts.rpt_roll_up") == [("region",)]


def test_a_roster_says_who_owes_and_nobody_else_does(province: Candidate) -> None:
    rows = province.rows("select region_code, year, status, duty_basis from marts.rpt_coverage order by all")
    assert rows == [
        (EAST, 2024, "on_time", "roster"),
        (WANGSHAN, 2024, "on_time", "roster"),
        ("990103", 2022, "on_time", "roster"),
        (QINGLAN, 2024, "late", "roster"),
        (BAIYU, 2024, "late", "roster"),
        (SHIYING, 2023, "missing", "roster"),
        (SHIYING, 2024, "on_time", "roster"),
    ]


def test_reporting_rates_are_those_of_the_regions_below(province: Candidate) -> None:
    rows = province.rows(
        "select region_code, year, owing_level, owed, filed, on_time, reporting_rate_pct"
        " from marts.rpt_reporting_rate where year = 2024 order by all"
    )
    assert rows == [
        (PROVINCE, 2024, "city", 1, 1, 1, 100.0),
        (PROVINCE, 2024, "county", 4, 4, 2, 100.0),
        (EAST, 2024, "county", 3, 3, 1, 100.0),
        (WEST, 2024, "county", 1, 1, 1, 100.0),
    ]
