"""Which regions a build that carries on does again: those of all that differs from the warehouse in force."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from expectations.identities import HOLD_SCHEMA, RESULT_SCHEMA
from pipeline import increments, touched
from pipeline.promotion import Build

BEGIN = datetime(2025, 4, 1, tzinfo=UTC)
STANDING = """
    create schema intermediate; create schema before; create schema staging;
    create table intermediate.int_reading (submission_id text, status text);
    insert into intermediate.int_reading values ('of_hill', 'accepted'), ('of_lake', 'accepted');
    create table intermediate.int_submission_replacement (submission_id text, replacement_depth int);
    create table intermediate.int_review_decision (observation_id text, verdict text);
    insert into intermediate.int_review_decision values ('h1', 'confirm');
    create table intermediate.int_region_year (reported_region_code text, year int, region_key text);
    insert into intermediate.int_region_year values ('1', 2023, 'hill'), ('2', 2023, 'lake');
    -- Of a region that the register does not know, there is no other key than its code.
    create table staging.stg_observations (submission_id text, observation_id text, region_code text);
    insert into staging.stg_observations values
        ('of_hill', 'h1', '1'), ('of_lake', 'l1', '2'), ('of_lake', 'l2', '9'), ('of_lake', 'l3', null);
    create table intermediate.int_observation_loaded
        (submission_id text, observation_id text, region_key text);
    insert into intermediate.int_observation_loaded values
        ('of_hill', 'h1', 'hill'), ('of_lake', 'l1', 'lake'), ('gone', 'g1', 'moor');
"""


@pytest.mark.parametrize(
    ("change", "keys"),
    [
        ("select 1", ()),
        ("update int_reading set status = 'withdrawn' where submission_id = 'of_hill'", ("1", "hill")),
        ("delete from int_reading where submission_id = 'of_lake'", ("2", "9", "lake")),
        # What it was loaded for is touched also where nothing of it is left to read.
        ("insert into before.int_reading values ('gone', 'accepted')", ("moor",)),
        ("insert into int_submission_replacement values ('of_hill', 1)", ("1", "hill")),
        ("insert into int_review_decision values ('l1', 'no_figure')", ("2", "lake")),
        ("delete from int_review_decision", ("1", "hill")),
        # A code that stands for another region: the one that loses it and the one that gains it.
        ("update int_region_year set region_key = 'moor' where region_key = 'hill'", ("hill", "moor")),
        ("insert into int_region_year values ('3', 2024, 'vale')", ("vale",)),
    ],
)
def test_regions_are_touched_whose_observations_count_otherwise(
    tmp_path: Path, change: str, keys: tuple[str, ...]
) -> None:
    build = Build("b", tmp_path, BEGIN, 0, False)
    with duckdb.connect(str(build.candidate)) as connection:
        connection.execute(STANDING)
        for table in increments.COMPARED:
            connection.execute(f"create table before.{table} as from intermediate.{table}")
        connection.execute(f"use intermediate; {change}")
    assert touched.touched_by_arrivals(build) == keys


Hold = tuple[str, str, str]
KNOWN: tuple[Hold, ...] = (("here", "C02", "error"), ("there", "Q01", "warn"), ("nowhere", "C02", "error"))


@pytest.mark.parametrize(
    ("found", "keys"),
    [
        (KNOWN, ()),
        (KNOWN[::-1], ()),
        # What a peer reports may clear a region that sent in nothing itself, or make it odd.
        ((KNOWN[0], KNOWN[2]), ("lake",)),
        ((*KNOWN, ("elsewhere", "Q01", "warn")), ("hill",)),
        ((KNOWN[0], ("there", "Q01", "error"), KNOWN[2]), ("lake",)),
        ((KNOWN[0], ("there", "Q02", "warn"), KNOWN[2]), ("lake",)),
        ((*KNOWN, KNOWN[0]), ("hill",)),
        # A figure without a region is done again in any case.
        (KNOWN[:2], ()),
        ((), ("hill", "lake")),
    ],
)
def test_regions_are_touched_whose_figures_a_rule_judges_otherwise(
    tmp_path: Path, found: tuple[Hold, ...], keys: tuple[str, ...]
) -> None:
    build = Build("b", tmp_path, BEGIN, 0, False)
    places = (("here", "hill"), ("elsewhere", "hill"), ("there", "lake"), ("nowhere", None))
    with duckdb.connect(str(build.candidate)) as connection:
        connection.execute("create schema staging; create schema intermediate")
        connection.execute(
            "create table intermediate.int_figure_candidate (observation_id text, region_key text)"
        )
        connection.executemany("insert into intermediate.int_figure_candidate values (?, ?)", places)
        holds = "(observation_id text, rule_id text, severity text)"
        connection.execute(f"create table staging.stg_identity_holds {holds}")
        connection.executemany("insert into staging.stg_identity_holds values (?, ?, ?)", KNOWN)
    audit = tmp_path / "audit"
    audit.mkdir()
    rows = [dict(zip(HOLD_SCHEMA.names, (*hold, "because"), strict=True)) for hold in found]
    pq.write_table(pa.Table.from_pylist(rows, schema=HOLD_SCHEMA), audit / "identity_holds.parquet")
    assert touched.touched_by_findings(build) == keys


REGISTER = """
    create schema intermediate; create schema staging; create schema marts;
    create table staging.stg_regions (region_key text, region_code text, region_level text, parent_code text);
    insert into staging.stg_regions values
        ('province', '1', 'province', null), ('other', '2', 'province', null),
        ('city', '11', 'city', '1'), ('town', '12', 'city', '1'), ('far', '21', 'city', '2'),
        -- A county that was moved from the city to the town, and got another code.
        ('hill', '111', 'county', '11'), ('hill', '121', 'county', '12'),
        ('lake', '112', 'county', '11'), ('moor', '122', 'county', '12'), ('vale', '211', 'county', '21');
    create table intermediate.int_region_below (upper_key text, region_key text);
    insert into intermediate.int_region_below values
        ('province', 'city'), ('province', 'town'), ('province', 'lake'), ('city', 'lake'), ('town', 'hill');
    create table intermediate.int_region_year (reported_region_code text, region_key text);
    insert into intermediate.int_region_year values ('111', 'hill'), ('121', 'hill'), ('112', 'lake');
    create table intermediate.int_figure_in_force (year int);
    insert into intermediate.int_figure_in_force values (2022), (2023);
    create table marts.rpt_five_year_series (last_year int);
    insert into marts.rpt_five_year_series values (2023);
"""


@pytest.fixture
def register(tmp_path: Path) -> Build:
    """A candidate with an invented register."""
    build = Build("b", tmp_path, BEGIN, 0, False)
    with duckdb.connect(str(build.candidate)) as connection:
        connection.execute(REGISTER)
    return build


def test_what_is_touched_reaches_neighbours_and_all_that_it_has_ever_lain_in(register: Build) -> None:
    assert touched.reach_of_marts(register, {"hill"}, ("112",)) == {
        "regions": ("hill",),
        "neighbours": ("hill", "lake", "moor"),
        "uppers": ("city", "hill", "province", "town"),
        "members": ("city", "hill", "lake", "province", "town"),
        "series": ("hill",),
        "findings": ("112",),
    }


def test_a_province_has_the_other_provinces_for_neighbours_and_nothing_above(register: Build) -> None:
    reach = touched.reach_of_marts(register, {"other"}, ())
    assert (reach["neighbours"], reach["uppers"]) == (("other", "province"), ("other",))


def test_observations_are_found_under_every_code_of_a_region_and_under_unknown_codes(register: Build) -> None:
    reach = touched.reach_of_figures(register, {"hill", "999999"})
    assert reach["codes"] == ("111", "121", "999999", "hill")


@pytest.mark.parametrize(
    ("change", "is_whole"),
    [
        ("select 1", False),
        ("insert into intermediate.int_figure_in_force values (2024)", True),
        ("delete from intermediate.int_figure_in_force where year = 2023", True),
        ("delete from intermediate.int_figure_in_force where year = 2022", False),
        ("delete from intermediate.int_figure_in_force", True),
    ],
)
def test_the_series_are_made_whole_where_the_last_year_is_another_one(
    register: Build, change: str, is_whole: bool
) -> None:
    with duckdb.connect(str(register.candidate)) as connection:
        connection.execute(change)
    assert ("series" not in touched.reach_of_marts(register, {"hill"}, ())) is is_whole


def findings(*results: tuple[str | None, str]) -> pa.Table:
    """One finding for each region and result."""
    plain: dict[str, object] = {"rule_id": "C02", "severity": "error", "subject": "region_year", "year": 2023}
    rows = [plain | {"region_code": region, "result": result} for region, result in results]
    return pa.Table.from_pylist(rows, schema=RESULT_SCHEMA)


ALIKE = (("11", "satisfied"), ("12", "violated"), ("12", "satisfied"), (None, "satisfied"))


@pytest.mark.parametrize(
    ("found", "differing"),
    [
        (ALIKE, ()),
        (ALIKE[::-1], ()),
        ((*ALIKE, ("12", "satisfied")), ("12",)),
        (ALIKE[1:], ("11",)),
        ((("11", "violated"), *ALIKE[1:]), ("11",)),
        # Twice the same cancels in a sum without carry: the count tells.
        ((*ALIKE, ("11", "satisfied"), ("11", "satisfied")), ("11",)),
        ((*ALIKE, ("13", "satisfied")), ("13",)),
        # What is about no region is done again in any case.
        (ALIKE[:-1], ()),
    ],
)
def test_findings_are_written_again_where_the_rules_say_something_else(
    tmp_path: Path, found: tuple[tuple[str | None, str], ...], differing: tuple[str, ...]
) -> None:
    build = Build("b", tmp_path, BEGIN, 0, False)
    (tmp_path / "audit").mkdir()
    for results, expected in ((ALIKE, ("11", "12")), (found, differing), (found, ())):
        pq.write_table(findings(*results), tmp_path / "audit" / "identity_results.parquet")
        assert touched.remember_findings(build) == expected
