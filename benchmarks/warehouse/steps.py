"""One size measured: what is generated, built cold, and built again after one new report."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock

import duckdb

from benchmarks.warehouse.memory import Peaks, sampled
from benchmarks.warehouse.raw_layer import write_raw_layer
from pipeline import build as building
from pipeline.dbt import DbtProject
from pipeline.ingest import ingest_paths
from pipeline.settings import Home

ARRIVAL = datetime(2026, 1, 20, 2, tzinfo=UTC)
NEW_REPORT = "北京市东城区人力资源和社会保障局2025年法治政府建设年度报告.txt"
NEW_TEXT = """北京市东城区人力资源和社会保障局2025年法治政府建设年度报告（虚构样例）

2025年，我局受理劳动人事争议仲裁案件321件，审结310件。开展普法宣传活动41场次，发放宣传资料3500份。
全年作出行政处罚决定12件。
2026年1月15日
"""
COLD, ONE_REPORT = "cold", "one report"
WHOLE = "dropped to promoted"
GATES = ("check_raw", "judge_identities", "check_marts")
STAGES = ("prepare_build", *GATES, "export_marts", "put_in_force")
"""Functions of the build that are timed for themselves; so is every pass of dbt."""


@dataclass(frozen=True, slots=True)
class Step:
    """Seconds on the wall, of the processors, and the most memory of the process tree in MiB."""

    name: str
    seconds: float
    cpu_seconds: float
    peak_mib: float


@dataclass(frozen=True, slots=True)
class Size:
    """Everything measured at one size; ``steps`` are named by phase and stage (`cold export_marts`)."""

    share: float
    observations: int
    rows: dict[str, int]
    steps: dict[str, Step]
    megabytes: float

    def total(self, phase: str, *stages: str) -> Step:
        """Steps of a phase taken together, those of dbt by the word `dbt`: sums of time, the highest peak."""
        found = [
            s for name, s in self.steps.items() if name.startswith(tuple(f"{phase} {w}" for w in stages))
        ]
        return Step(
            f"{phase} {'+'.join(stages)}",
            sum(step.seconds for step in found),
            sum(step.cpu_seconds for step in found),
            max(step.peak_mib for step in found),
        )


@dataclass(slots=True)
class Stopwatch:
    """Times blocks by name and says so; a name may come again in another ``phase``."""

    peaks: Peaks
    phase: str = ""
    steps: dict[str, Step] = field(default_factory=dict)

    @contextlib.contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Enter one block."""
        start, cpu = time.monotonic(), processor_seconds()
        yield
        self.peaks.sample()
        end = time.monotonic()
        full = f"{self.phase} {name}".strip()
        step = Step(full, end - start, processor_seconds() - cpu, self.peaks.between(start, end))
        self.steps[full] = step
        print(
            f"  {full}: {step.seconds:.1f} s, {step.cpu_seconds:.1f} cpu s, {step.peak_mib:,.0f} MiB",
            flush=True,
        )

    def timing(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed whenever it is called."""

        def wrapped(*arguments: Any, **named: Any) -> Any:
            with self.timed(name):
                return function(*arguments, **named)

        return wrapped


def processor_seconds() -> float:
    """Processor time of this process and of those that it started and that have ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def measure(folder: Path, share: float) -> Size:
    """Generate, build and promote; then drop one report and build again."""
    home = Home(folder)
    observations = write_raw_layer(home.root, share)
    with sampled() as peaks:
        watch = Stopwatch(peaks, COLD)
        with _stages_timed(watch):
            building.build_warehouse(home, None)
            rows = _rows(home)
            watch.phase = ONE_REPORT
            with watch.timed(WHOLE):
                _drop_report(home, watch)
                building.build_warehouse(home, None)
        return Size(share, observations, rows, watch.steps, home.promoted.stat().st_size / 2**20)


def _drop_report(home: Home, watch: Stopwatch) -> None:
    home.inbox.mkdir(parents=True, exist_ok=True)
    (home.inbox / NEW_REPORT).write_text(NEW_TEXT, encoding="utf-8")
    with watch.timed("ingest"):
        report = ingest_paths(home, [home.inbox], None, ARRIVAL)
    if [outcome.outcome for outcome in report.outcomes] != ["accepted"]:
        raise ValueError(f"the new report was not accepted: {report.outcomes}")


@contextlib.contextmanager
def _stages_timed(watch: Stopwatch) -> Iterator[None]:
    """The build with its stages timed."""
    stages = {name: watch.timing(name, getattr(building, name)) for name in STAGES}
    run_pass = DbtProject.run_pass

    def timed_pass(project: DbtProject, selector: str, *arguments: Any) -> Any:
        with watch.timed(f"dbt {selector}"):
            return run_pass(project, selector, *arguments)

    with mock.patch.multiple(building, **stages), mock.patch.object(DbtProject, "run_pass", timed_pass):
        yield


def _rows(home: Home) -> dict[str, int]:
    with duckdb.connect(str(home.promoted), read_only=True) as connection:
        found = connection.execute(
            "select table_name, estimated_size from duckdb_tables() where schema_name = 'marts' order by 1"
        ).fetchall()
    return dict(found)
