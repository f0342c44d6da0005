"""Carrying on from the warehouse in force: what nothing has touched is not worked out again.

A figure depends on the observations of its region, and on which submissions, decisions and findings stand.
The latter are few: they are made anew in a copy of the warehouse and compared with what they were. The
regions of all that differs are touched, whatever the cause was (a new report, a later statement, a
withdrawal, a decision, another `as_of`). Catalogue, rules and code reach everything, so that a change of
theirs builds all anew; so does one build in a while, which gives back the room of what was replaced.
"""

from __future__ import annotations

import shutil
from importlib.metadata import version
from pathlib import Path

import duckdb

from catalog import load_catalog
from pipeline.parsed_project import project_digest
from pipeline.promotion import Build
from pipeline.records import digest
from pipeline.settings import Home

INCREMENTS = 50
"""After so many builds that carry on, one builds all anew."""
REGIONS = 400
"""Where more are touched, building all anew is no slower."""

TOOLS = ("duckdb", "numpy", "pyarrow")
"""What works figures out besides our own code and dbt; kept verdicts are columns of theirs."""

COMPARED = ("int_reading", "int_submission_replacement", "int_region_year", "int_review_decision")
"""Small tables that say which observations stand for which region; the rest follows from them."""

BEFORE = "before"
"""The schema that keeps them as they were, while a build is on."""

COUNTS = "marts.rpt_quality_history"
"""What a build counts of itself, read also where a gate or a model stops it."""

RECORD = """
    create schema if not exists meta;
    create or replace table meta.basis as select cast(? as varchar) as basis, cast(? as integer) as increments
"""


def basis(code: str) -> str:
    """What reaches every figure: the catalogue, the code (its digest is given), the tools."""
    return digest(load_catalog().version, code, project_digest(), *map(version, TOOLS))


def carry_on(home: Home, build: Build, on: str) -> bool:
    """Make the candidate a copy of the warehouse in force, if that was built on the same basis.

    What will be compared is kept in it as it was.
    """
    start_anew(build)
    if build.is_anew or not home.promoted.is_file():
        return False
    # The copy is judged, not the file in force: another build may put its own there meanwhile.
    shutil.copyfile(home.promoted, build.candidate)
    increments = _increments(build.candidate, on)
    if increments is None or increments >= INCREMENTS:
        start_anew(build)
        return False
    with duckdb.connect(str(build.candidate)) as connection:
        connection.execute(f"create or replace schema {BEFORE}")
        for table in COMPARED:
            connection.execute(f"create table {BEFORE}.{table} as from intermediate.{table}")
        # Should this build be stopped before it counts, the counts of the last one are not its own.
        connection.execute(f"drop table if exists {COUNTS}")
        connection.execute(RECORD, [on, increments + 1])
    return True


def forget_kept(home: Home) -> None:
    """Remove what builds keep for the next one, apart from the warehouse and the exports in force."""
    for kept in (home.verdicts, home.parsed):
        shutil.rmtree(kept, ignore_errors=True)


def start_anew(build: Build) -> None:
    """Begin with an empty candidate, whatever an earlier attempt left there."""
    for path in (build.candidate, build.candidate.with_name(f"{build.candidate.name}.wal")):
        path.unlink(missing_ok=True)


def remember(build: Build, on: str) -> None:
    """Write the basis into a candidate that was built whole; drop what one that carried on kept aside."""
    with duckdb.connect(str(build.candidate)) as connection:
        connection.execute(f"drop schema if exists {BEFORE} cascade")
        if not _has_record(connection):
            connection.execute(RECORD, [on, 0])


def _increments(warehouse: Path, on: str) -> int | None:
    """How many builds have carried on up to this warehouse; None where it is no basis for another."""
    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            # Asked first: DuckDB takes a variable of ours for a table that is not there.
            if not _has_record(connection):
                return None  # of an earlier version: all is built anew
            found = connection.execute("select increments from meta.basis where basis = ?", [on]).fetchone()
    except duckdb.Error:
        return None  # damaged
    return None if found is None else int(found[0])


def _has_record(connection: duckdb.DuckDBPyConnection) -> bool:
    named = "select 1 from duckdb_tables() where schema_name = 'meta' and table_name = 'basis'"
    return connection.execute(named).fetchone() is not None
