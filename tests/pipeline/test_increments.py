"""A build that carries on from the warehouse in force gives the same tables as one that builds all anew."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from homes import SAMPLES

from pipeline import build as building
from pipeline import increments
from pipeline.ingest import ingest_paths
from pipeline.promotion import Build, put_in_force
from pipeline.settings import Home
from pipeline.withdraw import withdraw

BEGIN = datetime(2025, 4, 1, tzinfo=UTC)
BUREAU = "望杉区人社局2023年度法治政府建设工作情况汇报"
TABLES = """
    select schema_name || '.' || table_name from duckdb_tables()
    where database_name = ? and schema_name != 'meta' order by all
"""
Arrival = Callable[[Home, datetime], None]


def built(home: Home, as_of: datetime | None = None) -> Build:
    """A candidate without the gates, which have tests of their own."""
    build = building.prepare_build(home, as_of)
    building.build_candidate(home, build)
    shutil.rmtree(build.exports)
    return build


def carried_on(candidate: Path) -> int:
    """How many builds in a row have carried on."""
    with duckdb.connect(str(candidate), read_only=True) as connection:
        ((count,),) = connection.execute("select increments from meta.basis").fetchall()
    assert isinstance(count, int)
    return count


def differences(first: Path, second: Path) -> dict[str, int]:
    """Rows that only one of two warehouses has, by table."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{first}' as one (read_only)")
        connection.execute(f"attach '{second}' as other (read_only)")
        names, others = (
            [n for (n,) in connection.execute(TABLES, [db]).fetchall()] for db in ("one", "other")
        )
        assert names == others
        assert len(names) > 40
        counts = {name: _different_rows(connection, name) for name in names}
    return {name: count for name, count in counts.items() if count}


def _different_rows(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    both = (f"(from {a}.{name} except all from {b}.{name})" for a, b in (("one", "other"), ("other", "one")))
    (found,) = connection.execute(f"select count(*) from ({' union all '.join(both)})").fetchall()
    return int(found[0])


def arrives(files: list[Path]) -> Arrival:
    """Some of the samples are dropped, with what their sender states about them."""

    def arrive(home: Home, moment: datetime) -> None:
        folder = home.root / "drops" / f"{moment:%Y%m%d}"
        folder.mkdir(parents=True)
        for file in files:
            shutil.copyfile(file, folder / file.name)
        ingest_paths(home, [folder], SAMPLES / "manifest.csv", moment)

    return arrive


def resubmits(home: Home, moment: datetime) -> None:
    """A bureau sends its report again with other numbers, and one of another year."""
    folder = home.root / "drops" / "again"
    folder.mkdir(parents=True)
    text = (SAMPLES / f"{BUREAU}.txt").read_text(encoding="utf-8")
    (folder / f"{BUREAU}（修订）.txt").write_text(text.replace("58件", "168件"), encoding="utf-8")
    earlier = text.replace("2023年", "2022年").replace("2024年", "2023年")
    (folder / f"{BUREAU.replace('2023', '2022')}.txt").write_text(earlier, encoding="utf-8")
    ingest_paths(home, [folder], None, moment)


def withdraws(home: Home, moment: datetime) -> None:
    """A report is taken back."""
    with duckdb.connect(str(home.promoted), read_only=True) as connection:
        found = connection.execute(
            "select submission_id from marts.dim_submission where source_name like ? order by 1",
            [f"%{BUREAU}.txt"],
        ).fetchall()
    assert withdraw(home, found[0][0], "虚构样例：重报", moment).is_new


def shuffled(seed: int) -> list[Path]:
    """The samples in any order: a correction may come before what it corrects."""
    files = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".csv")
    random.Random(seed).shuffle(files)
    return files


@pytest.mark.slow
def test_any_sequence_of_arrivals_gives_the_tables_of_a_build_from_scratch(tmp_path: Path) -> None:
    home, anew, files = Home(tmp_path / "home"), Home(tmp_path / "anew"), shuffled(20)
    arrives(files[:6])(home, BEGIN)
    put_in_force(home, built(home))
    anew.root.mkdir()
    (anew.root / "raw").symlink_to(home.raw)
    sequence = (arrives(files[6:11]), arrives(files[11:]), resubmits, withdraws)
    for number, arrival in enumerate(sequence, start=1):
        arrival(home, BEGIN + timedelta(days=number))
        put_in_force(home, built(home))
        assert carried_on(home.promoted) == number
        if number % 2 == 0:
            assert differences(home.promoted, built(anew).candidate) == {}, number
    # Back to what was known when it began, then to today again: another `as_of` touches what came since.
    for as_of in (BEGIN, None):
        put_in_force(home, built(home, as_of))
        assert differences(home.promoted, built(anew, as_of).candidate) == {}, as_of
    assert carried_on(home.promoted) == len(sequence) + 2


@pytest.mark.slow
def test_a_change_of_the_code_and_too_many_increments_build_all_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path)
    arrives([SAMPLES / f"{BUREAU}.txt"])(home, BEGIN)
    put_in_force(home, built(home))
    build = building.prepare_build(home, None)
    basis = increments.basis(building.code_digest())
    assert increments.carry_on(home, build, basis)
    assert not increments.carry_on(home, build, increments.basis("other code"))
    monkeypatch.setattr(increments, "INCREMENTS", 0)
    assert not increments.carry_on(home, build, basis)


@pytest.mark.slow
def test_what_is_not_touched_is_not_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the comparison above: with touched regions left out, the tables differ."""
    home, anew, files = Home(tmp_path / "home"), Home(tmp_path / "anew"), shuffled(20)
    arrives([SAMPLES / f"{BUREAU}.txt"])(home, BEGIN)
    put_in_force(home, built(home))
    arrives(files[:3])(home, BEGIN + timedelta(days=1))
    anew.root.mkdir()
    (anew.root / "raw").symlink_to(home.raw)
    monkeypatch.setattr(increments, "touched_by_arrivals", lambda build: ())
    found = differences(built(home).candidate, built(anew).candidate)
    assert {
        "intermediate.int_observation_loaded",
        "marts.fct_observation",
        "marts.fct_indicator_year",
    } <= set(found)


def test_without_a_warehouse_or_with_a_damaged_one_all_is_built_anew(tmp_path: Path) -> None:
    home = Home(tmp_path)
    build = building.prepare_build(home, None)
    assert not increments.carry_on(home, build, "basis")
    home.promoted.write_bytes(b"no warehouse")
    assert not increments.carry_on(home, build, "basis")
