"""Which regions a build that carries on does again: those of all that differs from the warehouse in force."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from expectations.identities import HOLD_SCHEMA
from pipeline import increments
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
    ("change", "touched"),
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
    tmp_path: Path, change: str, touched: tuple[str, ...]
) -> None:
    build = Build("b", tmp_path, BEGIN, 0, False)
    with duckdb.connect(str(build.candidate)) as connection:
        connection.execute(STANDING)
        for table in increments.COMPARED:
            connection.execute(f"create table before.{table} as from intermediate.{table}")
        connection.execute(f"use intermediate; {change}")
    assert increments.touched_by_arrivals(build) == touched


Hold = tuple[str, str, str]
KNOWN: tuple[Hold, ...] = (("here", "C02", "error"), ("there", "Q01", "warn"), ("nowhere", "C02", "error"))


@pytest.mark.parametrize(
    ("found", "touched"),
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
    tmp_path: Path, found: tuple[Hold, ...], touched: tuple[str, ...]
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
    assert increments.touched_by_findings(build) == touched
