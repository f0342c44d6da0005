"""When a build carries on from the warehouse in force, and when it builds all anew."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest
from homes import nianjian
from increment_arrivals import query

from pipeline import build as building
from pipeline import increments, touched
from pipeline.clock import START_OF_RECORDS
from pipeline.dbt import DbtProject
from pipeline.promotion import Build, Promoted
from pipeline.quality.concluding import _counted_so_far
from pipeline.settings import Home


@pytest.fixture
def small(tmp_path: Path) -> tuple[Home, Build, str]:
    """A home whose warehouse in force says that it was built on some basis, and a build to come."""
    home = Home(tmp_path)
    build = building.prepare_build(home, None)
    with duckdb.connect(str(home.promoted)) as connection:
        connection.execute("create schema intermediate")
        for table in increments.COMPARED:
            connection.execute(f"create table intermediate.{table} as select 1 as n")
        connection.execute(increments.RECORD, ["basis", 0])
    return home, build, "basis"


def test_the_same_basis_is_carried_on_from(small: tuple[Home, Build, str]) -> None:
    home, build, basis = small
    assert increments.carry_on(home, build, basis)
    assert query(build.candidate, "select increments from meta.basis") == [(1,)]
    assert query(build.candidate, "select n from before.int_reading") == [(1,)]


def test_a_build_that_carries_on_does_not_have_the_counts_of_the_one_before(
    small: tuple[Home, Build, str],
) -> None:
    """Where it is stopped before it counts, its record says nothing rather than what another counted."""
    home, build, basis = small
    with duckdb.connect(str(home.promoted)) as connection:
        connection.execute("create schema marts")
        connection.execute(
            "create table marts.rpt_quality_history as "
            "select 1 as build_number, 1 as measure_position, 'figures_in_force' as measure, 7 as value"
        )
    shutil.copyfile(home.promoted, build.candidate)
    assert _counted_so_far(build) == {"figures_in_force": 7}
    assert increments.carry_on(home, build, basis)
    assert _counted_so_far(build) == {}


@pytest.mark.parametrize(
    ("limit", "passes"),
    [
        (2, [("readings", None), ("figures", {"regions": ("hill", "lake"), "codes": ("l", "lake")})]),
        (1, [("readings", None), ("before_identities", None)]),
    ],
)
def test_where_too_much_is_touched_all_is_built_anew(
    small: tuple[Home, Build, str],
    monkeypatch: pytest.MonkeyPatch,
    limit: int,
    passes: list[tuple[str, Any]],
) -> None:
    home, build, basis = small
    made: list[tuple[str, Any]] = []

    class Noted(DbtProject):
        def run_pass(self, selector: str, touched: Any = None) -> dict[str, int]:
            made.append((selector, touched))
            return {}

    monkeypatch.setattr(increments, "REGIONS", limit)
    monkeypatch.setattr(touched, "touched_by_arrivals", lambda build: ("hill", "lake"))
    monkeypatch.setattr(touched, "_keys", lambda build, query, values: ("l", "lake"))
    settled = building.settle_figures(home, build, Noted(build.inputs(home)), basis)
    assert made == passes
    assert settled == (("hill", "lake") if passes[-1][1] else None)
    assert build.candidate.exists() is (settled is not None)


def test_what_an_attempt_that_failed_left_behind_is_not_carried_on(small: tuple[Home, Build, str]) -> None:
    home, build, basis = small
    for left in (build.candidate, build.candidate.with_name(f"{build.candidate.name}.wal")):
        left.write_bytes(b"half written")
    assert increments.carry_on(home, build, basis)
    assert query(build.candidate, "select n from before.int_reading") == [(1,)]


def test_another_catalogue_or_other_code_builds_all_anew(small: tuple[Home, Build, str]) -> None:
    home, build, _ = small
    assert increments.basis("one") != increments.basis("other")
    assert not increments.carry_on(home, build, "another basis")
    assert not build.candidate.exists()


@pytest.mark.parametrize("tool", increments.TOOLS)
def test_another_version_of_a_tool_builds_all_anew(tool: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, known = increments.basis("one"), increments.version
    monkeypatch.setattr(increments, "version", lambda name: "other" if name == tool else known(name))
    assert increments.basis("one") != before


def test_after_many_builds_that_carried_on_one_builds_all_anew(
    small: tuple[Home, Build, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    home, build, basis = small
    monkeypatch.setattr(increments, "INCREMENTS", 0)
    assert not increments.carry_on(home, build, basis)


def test_without_a_warehouse_or_with_a_damaged_one_all_is_built_anew(tmp_path: Path) -> None:
    home = Home(tmp_path)
    build = building.prepare_build(home, None)
    assert not increments.carry_on(home, build, "basis")
    home.promoted.write_bytes(b"no warehouse")
    assert not increments.carry_on(home, build, "basis")


@pytest.mark.parametrize(
    "part", ["catalog/tables.py", "pipeline/increments.py", "expectations/identities/panel.py"]
)
def test_code_that_reaches_figures_is_part_of_the_basis(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, read = building.code_digest.__wrapped__(), Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path) + b"#" * path.as_posix().endswith(part))
    assert building.code_digest.__wrapped__() != before


def test_a_warehouse_of_an_earlier_version_is_built_anew(tmp_path: Path) -> None:
    """It has no record of what it was built on."""
    home = Home(tmp_path)
    build = building.prepare_build(home, None)
    with duckdb.connect(str(home.promoted)) as connection:
        connection.execute("create schema meta; create table meta.build as select 'old' as build_id")
    assert not increments.carry_on(home, build, "basis")
    assert not build.candidate.exists()


def test_asked_to_build_anew_nothing_of_earlier_builds_is_used(small: tuple[Home, Build, str]) -> None:
    home, _, basis = small
    for kept in (home.verdicts, home.parsed):
        kept.mkdir()
        (kept / "of an earlier build").touch()
    build = building.prepare_build(home, None, anew=True)
    assert not home.verdicts.exists()
    assert not home.parsed.exists()
    assert not increments.carry_on(home, build, basis)
    assert not build.candidate.exists()
    assert query(home.promoted, "select increments from meta.basis") == [(0,)]


@pytest.mark.parametrize(("options", "anew"), [((), False), (("--anew",), True)])
def test_the_command_builds_anew_where_it_is_told_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], anew: bool
) -> None:
    asked: list[bool] = []

    def build_warehouse(home: Home, as_of: object, *, anew: bool) -> Promoted:
        asked.append(anew)
        return Promoted(home.promoted, START_OF_RECORDS)

    monkeypatch.setattr("pipeline.commands.run.build_warehouse", build_warehouse)
    code, _ = nianjian(tmp_path, "build", *options)
    assert (code, asked) == (0, [anew])
