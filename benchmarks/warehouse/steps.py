"""One size measured: what is generated, built cold, and built again after one new report."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.warehouse.memory import Peaks, sampled
from benchmarks.warehouse.raw_layer import write_raw_layer
from catalog import load_catalog
from expectations.identities import evaluate
from pipeline import build as building
from pipeline.ingest import ingest_paths
from pipeline.promotion import Build, put_in_force
from pipeline.settings import Home

ARRIVAL = datetime(2026, 1, 20, 2, tzinfo=UTC)
NEW_REPORT = "北京市东城区人力资源和社会保障局2025年法治政府建设年度报告.txt"
NEW_TEXT = """北京市东城区人力资源和社会保障局2025年法治政府建设年度报告（虚构样例）

2025年，我局受理劳动人事争议仲裁案件321件，审结310件。开展普法宣传活动41场次，发放宣传资料3500份。
全年作出行政处罚决定12件。
2026年1月15日
"""
STAGES = ("check_raw", "judge_identities", "export_marts", "check_marts")
"""Functions of the build that are timed for themselves."""


@dataclass(frozen=True, slots=True)
class Step:
    """Seconds on the wall, of the processors, and the most memory of the process tree in MiB."""

    name: str
    seconds: float
    cpu_seconds: float
    peak_mib: float


@dataclass(frozen=True, slots=True)
class Size:
    """Everything measured at one size."""

    share: float
    observations: int
    rows: dict[str, int]
    steps: dict[str, Step]
    megabytes: float


@dataclass(slots=True)
class Stopwatch:
    """Times blocks by name; a name may come again in another ``phase``."""

    peaks: Peaks
    phase: str = ""
    steps: dict[str, Step] = field(default_factory=dict)

    @contextlib.contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Enter one block."""
        start, cpu = time.monotonic(), time.process_time()
        yield
        self.peaks.sample()
        end = time.monotonic()
        full = f"{self.phase} {name}".strip()
        self.steps[full] = Step(full, end - start, time.process_time() - cpu, self.peaks.between(start, end))

    def timing(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed whenever it is called."""

        def wrapped(*arguments: Any, **named: Any) -> Any:
            with self.timed(name):
                return function(*arguments, **named)

        return wrapped


def measure(folder: Path, share: float, with_identities: bool) -> Size:
    """Generate, build and promote; then drop one report and build again."""
    home = Home(folder)
    observations = write_raw_layer(home.root, share)
    with sampled() as peaks:
        watch = Stopwatch(peaks, "cold")
        with _stages_timed(watch, with_identities):
            _build(home, watch)
            rows = _rows(home)
            watch.phase = "one report"
            with watch.timed("dropped to promoted"):
                _drop_report(home, watch)
                _build(home, watch)
        return Size(share, observations, rows, watch.steps, home.promoted.stat().st_size / 2**20)


def _build(home: Home, watch: Stopwatch) -> None:
    with watch.timed("prepare"):
        build = building.prepare_build(home, None)
    building.check_raw(home, build)
    with watch.timed("build_candidate"):
        building.build_candidate(home, build)
    building.check_marts(home, build)
    with watch.timed("promote"):
        put_in_force(home, build)


def _drop_report(home: Home, watch: Stopwatch) -> None:
    home.inbox.mkdir(parents=True, exist_ok=True)
    (home.inbox / NEW_REPORT).write_text(NEW_TEXT, encoding="utf-8")
    with watch.timed("ingest"):
        report = ingest_paths(home, [home.inbox], None, ARRIVAL)
    if [outcome.outcome for outcome in report.outcomes] != ["accepted"]:
        raise ValueError(f"the new report was not accepted: {report.outcomes}")


@contextlib.contextmanager
def _stages_timed(watch: Stopwatch, with_identities: bool) -> Iterator[None]:
    """The build with its stages timed, and, where they are left out, identities that find nothing."""
    before = {name: getattr(building, name) for name in STAGES}
    judged = {} if with_identities else {"judge_identities": _nothing_found}
    try:
        for name, function in {**before, **judged}.items():
            setattr(building, name, watch.timing(name, function))
        yield
    finally:
        for name, function in before.items():
            setattr(building, name, function)


def _nothing_found(build: Build) -> None:
    """What the identities leave behind where there is nothing to judge."""
    with duckdb.connect(str(build.candidate), read_only=True) as connection:
        figures = connection.sql("from intermediate.int_submission_figure limit 0").to_arrow_table()
        in_force = connection.sql("from intermediate.int_figure_in_force limit 0").to_arrow_table()
    report = evaluate(figures, in_force, load_catalog())
    tables = {"identity_results": report.results, "identity_holds": report.holds}
    building.write_tables(build.folder / "audit", tables)


def _rows(home: Home) -> dict[str, int]:
    with duckdb.connect(str(home.promoted), read_only=True) as connection:
        found = connection.execute(
            "select table_name, estimated_size from duckdb_tables() where schema_name = 'marts' order by 1"
        ).fetchall()
    return dict(found)
