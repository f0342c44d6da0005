"""A build for a past day shows what was known then; a rerun changes nothing; nothing is a valid input."""

from __future__ import annotations

import duckdb
import pytest
from candidate_warehouse import Candidate, build_once
from invented_county import EVERYTHING, HILL, LAKE

from pipeline.build import VIEWS, drop_views

pytestmark = pytest.mark.slow

TABLES = (
    "select table_schema || '.' || table_name from information_schema.tables where table_schema = 'marts'"
)


def contents(candidate: Candidate) -> dict[str, list[tuple[object, ...]]]:
    """Every mart with its rows in a fixed order."""
    names = [name for (name,) in candidate.rows(f"{TABLES} order by 1")]
    return {name: candidate.rows(f"select * from {name} order by all") for name in names}


def test_a_past_day_knows_nothing_of_what_came_later(earlier_warehouse: Candidate) -> None:
    assert earlier_warehouse.failures() == []
    key = "region_code = '{}' and year = {} and indicator_id = '{}'"
    value = f"select value from marts.fct_indicator_year where {key}"
    assert earlier_warehouse.rows(value.format(HILL, 2023, "arb_cases_accepted")) == [(112,)]
    assert earlier_warehouse.rows(value.format(LAKE, 2022, "arb_cases_accepted")) == []
    assert earlier_warehouse.cell("select max(received_at) < '2024-03-15' from marts.dim_submission")


def test_a_past_day_judges_duties_as_they_stood(earlier_warehouse: Candidate) -> None:
    status = (
        "select status from marts.rpt_coverage where region_code = '{}' and year = {} and kind = 'narrative'"
    )
    assert earlier_warehouse.rows(status.format(LAKE, 2023)) == [("late",)]
    assert earlier_warehouse.rows(status.format(LAKE, 2022)) == []
    assert earlier_warehouse.rows(status.format(HILL, 2024)) == []


def test_a_rerun_gives_the_same_marts(
    earlier_warehouse: Candidate, tmp_path_factory: pytest.TempPathFactory
) -> None:
    again = build_once(tmp_path_factory, "again", EVERYTHING, as_of="2024-03-15", unit_tests=False, data_tests=False)
    first = contents(earlier_warehouse)
    assert len(first["marts.fct_observation"]) > 10
    assert contents(again) == first


def test_empty_inputs_give_empty_tables(empty_warehouse: Candidate) -> None:
    assert empty_warehouse.failures() == []
    filled = {name for name, rows in contents(empty_warehouse).items() if rows}
    assert filled == {"marts.dim_indicator", "marts.dim_code", "marts.rpt_quality_history"}
    assert empty_warehouse.rows("select distinct value from marts.rpt_quality_history") == [(0,)]


def test_the_candidate_can_be_renamed(warehouse: Candidate, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A view would name the file that it was made in, and break with the promotion: none is left."""
    promoted = tmp_path_factory.mktemp("promoted") / "nianjian.duckdb"
    promoted.write_bytes(warehouse.path.read_bytes())
    drop_views(promoted)
    with duckdb.connect(str(promoted), read_only=True) as connection:
        assert connection.execute("select count(*) from marts.cmp_year_over_year").fetchone() != (0,)
        assert connection.execute(VIEWS).fetchall() == []
    is_a_view = "table_schema = 'marts' and table_type = 'VIEW'"
    assert warehouse.rows(f"select table_name from information_schema.tables where {is_a_view}") == []
