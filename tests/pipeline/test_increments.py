"""A build that carries on from the warehouse in force gives the same tables as one that builds all anew."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from homes import SAMPLES

from expectations.identities import HOLD_SCHEMA
from pipeline import build as building
from pipeline import increments
from pipeline.dbt import DbtProject
from pipeline.ingest import ingest_paths
from pipeline.promotion import Build, put_in_force
from pipeline.quality.concluding import _counted_so_far
from pipeline.review.records import Decision, append
from pipeline.settings import Home
from pipeline.withdraw import withdraw

BEGIN = datetime(2025, 4, 1, tzinfo=UTC)
SEED = 20
BUREAU = "望杉区人社局2023年度法治政府建设工作情况汇报"
CORRECTED, NOTICE = "青岚县人社局2024年度法治政府建设情况报告.html", "青岚县人社局2024年度报告更正说明.txt"
TABLES = """
    select schema_name || '.' || table_name from duckdb_tables()
    where database_name = ? and schema_name != 'meta' order by all
"""
WAITING = """
    select item_id, observation_id, submission_id, printed_value from marts.rpt_review_item
    where issue = 'contradicted' order by position
"""
Arrival = Callable[[Home, datetime], None]


@dataclass(slots=True)
class Sequence:
    """What a sequence of arrivals left behind, observed once for all tests."""

    carried_on: list[int] = field(default_factory=list)
    differing: dict[str, dict[str, int]] = field(default_factory=dict)
    exports: dict[str, bool] = field(default_factory=dict)
    forgetful: dict[str, int] = field(default_factory=dict)
    touched: list[int] = field(default_factory=list)


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


def query(warehouse: Path, text: str, *values: object) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(text, list(values)).fetchall()


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
    (folder / f"{BUREAU}（修订）.txt").write_text(text.replace("260户次", "262户次"), encoding="utf-8")
    earlier = text.replace("2023年", "2022年").replace("2024年", "2023年")
    (folder / f"{BUREAU.replace('2023', '2022')}.txt").write_text(earlier, encoding="utf-8")
    ingest_paths(home, [folder], None, moment)


def decides(home: Home, moment: datetime) -> None:
    """A reviewer puts one contradicted number right and confirms another."""
    replaced, confirmed, *_ = query(home.promoted, WAITING)
    record = {"decided_by": "审核人甲", "decided_at": moment, "reason": "虚构样例：与台账核对"}
    made = [
        _decision(replaced, decision="replace_value", value=168.0, confirmed_by="审核人乙", **record),
        _decision(confirmed, decision="confirm", **record),
    ]
    append(home.root, made)


def _decision(item: tuple[Any, ...], **fields: Any) -> Decision:
    item_id, observation_id, submission_id, printed = item
    return Decision(
        item_id=item_id,
        observation_id=observation_id,
        submission_id=submission_id,
        expects_value=printed,
        choice=fields["decision"],
        **fields,
    )


def withdraws(home: Home, moment: datetime) -> None:
    """A report is taken back."""
    ((submission,),) = query(
        home.promoted,
        "select submission_id from marts.dim_submission where source_name like ?",
        f"%{BUREAU}.txt",
    )
    assert withdraw(home, submission, "虚构样例：重报", moment).is_new


def shuffled(seed: int) -> list[Path]:
    """The samples in any order, but a notice last, and first what is sent again or corrected."""
    files = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".csv")
    random.Random(seed).shuffle(files)
    ordered = (f"{BUREAU}.txt", CORRECTED)
    first = [SAMPLES / name for name in ordered]
    rest = [path for path in files if path.name not in (*ordered, NOTICE)]
    return [*first, *rest, SAMPLES / NOTICE]


def built(home: Home, as_of: datetime | None = None) -> Build:
    """A candidate without the gates, which have tests of their own."""
    build = building.prepare_build(home, as_of)
    building.build_candidate(home, build)
    return build


def carried_on(candidate: Path) -> int:
    """How many builds in a row have carried on."""
    ((count,),) = query(candidate, "select increments from meta.basis")
    assert isinstance(count, int)
    return count


def same_exports(first: Build, home: Home) -> bool:
    """Whether the files of a build are, byte by byte, those that are in force."""
    files = {path.name: path.read_bytes() for path in first.exports.glob("*.parquet")}
    assert len(files) > 15
    return files == {path.name: path.read_bytes() for path in home.marts.glob("*.parquet")}


@pytest.fixture(scope="module")
def patch() -> Iterator[pytest.MonkeyPatch]:
    """Builds without dbt's data tests: they look at tables and leave them as they are."""
    with pytest.MonkeyPatch.context() as patched:
        invoke = DbtProject._invoke

        def untested(project: DbtProject, command: str, *arguments: str, **named: Any) -> Any:
            left_out = ("--exclude-resource-type", "test") if command == "build" else ()
            return invoke(project, command, *arguments, *left_out, **named)

        patched.setattr(DbtProject, "_invoke", untested)
        yield patched


@pytest.fixture(scope="module")
def sequence(tmp_path_factory: pytest.TempPathFactory, patch: pytest.MonkeyPatch) -> Sequence:
    """Arrivals in a seeded order, each followed by a build that carries on; twice compared with one anew.

    One fixture for all assertions: it takes eight builds.
    """
    root = tmp_path_factory.mktemp("increments")
    home, anew, files, found = Home(root / "home"), Home(root / "anew"), shuffled(SEED), Sequence()
    arrives(files[:6])(home, BEGIN)
    put_in_force(home, built(home))
    for name in ("raw", "review"):
        (home.root / name).mkdir(exist_ok=True)
    anew.root.mkdir()
    for name in ("raw", "review"):
        (anew.root / name).symlink_to(home.root / name)
    settled = increments.touched_by_arrivals
    patch.setattr(
        increments,
        "touched_by_arrivals",
        lambda build: (keys := settled(build), found.touched.append(len(keys)))[0],
    )

    def steps(*arrivals: Arrival) -> None:
        for number, arrival in enumerate(arrivals, start=1):
            arrival(home, BEGIN + timedelta(days=len(found.carried_on) + number))
        put_in_force(home, built(home))
        found.carried_on.append(carried_on(home.promoted))

    def compare(label: str, as_of: datetime | None = None) -> None:
        whole = built(anew, as_of)
        found.differing[label] = differences(home.promoted, whole.candidate)
        found.exports[label] = same_exports(whole, home)

    steps(arrives(files[6:-1]), resubmits)
    steps(arrives(files[-1:]), decides)
    withdraws(home, BEGIN + timedelta(days=20))
    with patch.context() as forgetful:
        forgetful.setattr(increments, "touched_by_arrivals", lambda build: ())
        without = built(home)
    steps()
    compare("new reports and years, a report sent again, a notice of correction, decisions, a withdrawal")
    found.forgetful = differences(without.candidate, home.promoted)
    put_in_force(home, built(home, BEGIN + timedelta(days=1)))
    found.carried_on.append(carried_on(home.promoted))
    compare("an earlier moment", BEGIN + timedelta(days=1))
    return found


@pytest.mark.slow
def test_every_build_of_the_sequence_carried_on(sequence: Sequence) -> None:
    assert sequence.carried_on == [1, 2, 3, 4]
    assert all(sequence.touched)


@pytest.mark.slow
def test_every_table_is_that_of_a_build_from_scratch(sequence: Sequence) -> None:
    assert len(sequence.differing) == 2
    assert all(found == {} for found in sequence.differing.values()), sequence.differing


@pytest.mark.slow
def test_the_exports_are_those_of_a_build_from_scratch_byte_by_byte(sequence: Sequence) -> None:
    assert len(sequence.exports) == 2
    assert all(sequence.exports.values()), sequence.exports


@pytest.mark.slow
def test_what_is_not_touched_is_not_done_again(sequence: Sequence) -> None:
    """The control of the comparison: with touched regions left out, the tables differ."""
    assert {
        "intermediate.int_observation_loaded",
        "marts.fct_observation",
    } <= set(sequence.forgetful)


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


@pytest.mark.parametrize(
    ("limit", "passes"),
    [
        (2, [("readings", None), ("figures", ("hill", "lake"))]),
        (1, [("readings", None), ("before_identities", None)]),
    ],
)
def test_where_too_much_is_touched_all_is_built_anew(
    small: tuple[Home, Build, str],
    monkeypatch: pytest.MonkeyPatch,
    limit: int,
    passes: list[tuple[str, tuple[str, ...] | None]],
) -> None:
    home, build, basis = small
    made: list[tuple[str, Any]] = []

    class Noted(DbtProject):
        def run_pass(self, selector: str, touched: Any = None) -> dict[str, int]:
            made.append((selector, touched))
            return {}

    monkeypatch.setattr(increments, "REGIONS", limit)
    monkeypatch.setattr(increments, "touched_by_arrivals", lambda build: ("hill", "lake"))
    settled = building.settle_figures(home, build, Noted(build.inputs(home)), basis)
    assert made == passes
    assert settled == passes[-1][1]
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
