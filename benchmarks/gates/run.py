"""Builds an invented warehouse and takes the time of what judges it: three gates, and the rules between."""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import duckdb
import pyarrow as pa

from benchmarks.extraction.measures import apart
from benchmarks.warehouse.memory import sampled
from benchmarks.warehouse.raw_layer import FIRST_YEAR, YEARS, write_raw_layer
from benchmarks.warehouse.report import Aim, write_into_readme
from benchmarks.warehouse.steps import ARRIVAL, COLD, NEW_REPORT, NEW_TEXT, ONE_REPORT, Step, Stopwatch
from catalog import load_catalog
from pipeline import build as building
from pipeline.dbt import DbtProject
from pipeline.exports import export_marts
from pipeline.gates import edition_gate
from pipeline.ingest import ingest_paths
from pipeline.settings import Home
from publishing.labels import Labels
from publishing.marts import read_comparison
from publishing.published_texts import published_texts
from publishing.tidy import comparison_table, coverage_table, source_table, write_parquet

SECONDS, PEAK_MIB = 30.0, 2048.0
"""The aims for all of them together, over 1.9 million observations."""

LAST_YEAR = FIRST_YEAR + YEARS - 1
STEPS: Mapping[str, str] = {
    "check_raw": "gate raw",
    "judge_identities": "rules",
    "check_marts": "gate marts",
    "edition": "gate edition",
}
"""What is timed of a build and of the edition after it, by the functions of the build."""

BEGIN = "<!-- written by `python -m benchmarks.gates --write` -->"


def main(arguments: Sequence[str] = ()) -> int:
    """Run; 0 where both aims are met, else 1."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gates", description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of the 3,200 regions")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    given = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="nianjian-gates-"))
    try:
        observations, steps = apart(measure, folder, given.share)
    finally:
        shutil.rmtree(folder)
    aims = aims_of(steps)
    found = page(observations, steps, aims)
    print(f"\n{found}")
    if given.write:
        write_into_readme(found, begin=BEGIN)
    return 0 if all(aim.is_met for aim in aims) else 1


def aims_of(steps: Mapping[str, Step]) -> tuple[Aim, ...]:
    """What is promised of gates and rules together."""
    return (
        Aim("all together", _together(steps, COLD).seconds, SECONDS, "s"),
        Aim(
            "peak memory of the process and those it starts", _together(steps, COLD).peak_mib, PEAK_MIB, "MiB"
        ),
    )


def page(observations: int, steps: Mapping[str, Step], aims: Sequence[Aim]) -> str:
    """The measurements as Markdown; seconds on the wall with those of the processors in brackets."""
    names = {**{f"{{}} {step}": label for step, label in STEPS.items()}, "{}": "**all together**"}
    phases = (COLD, ONE_REPORT)
    every = {**steps, **{phase: _together(steps, phase) for phase in phases}}
    rows = [
        f"| {label} | " + " | ".join(_cells(every[name.format(phase)]) for phase in phases) + " |"
        for name, label in names.items()
    ]
    return "\n".join(
        [
            f"| {observations:,} observations | all, s (cpu s) | MiB | one new report, s (cpu s) | MiB |",
            "|---|---|---|---|---|",
            *rows,
            "",
            "| aim | measured | aim | |\n|---|---|---|---|",
            *map(str, aims),
            "",
            f"{os.cpu_count()} cores; load over the last five minutes {os.getloadavg()[1]:.1f}.",
        ]
    )


def _cells(step: Step) -> str:
    return f"{step.seconds:.1f} ({step.cpu_seconds:.1f}) | {step.peak_mib:,.0f}"


def _together(steps: Mapping[str, Step], phase: str) -> Step:
    """The steps of a phase: sums of time, the highest peak."""
    found = [steps[f"{phase} {name}"] for name in STEPS]
    return Step(
        phase,
        sum(step.seconds for step in found),
        sum(step.cpu_seconds for step in found),
        max(step.peak_mib for step in found),
    )


def measure(folder: Path, share: float) -> tuple[int, Mapping[str, Step]]:
    """The number of observations, and what each step took: over all of them, and after one new report."""
    home = Home(folder)
    observations: int = apart(write_raw_layer, home.root, share)
    with sampled() as peaks:
        watch = Stopwatch(peaks)
        with _only_what_judges(watch):
            for phase in (COLD, ONE_REPORT):
                watch.phase = phase
                building.build_warehouse(home, None)
                draft = apart(_draft, home.promoted, LAST_YEAR)
                watch.timing("edition", edition_gate(home, LAST_YEAR))(draft)
                apart(_receive_one, home)
    return observations, watch.steps


@contextmanager
def _only_what_judges(watch: Stopwatch) -> Iterator[None]:
    """What judges is timed; the rest of a build is done by other processes, which leave no memory behind."""
    timed = {name: watch.timing(name, getattr(building, name)) for name in STEPS if hasattr(building, name)}

    def run_pass(*arguments: Any) -> Mapping[str, int]:
        found: Mapping[str, int] = apart(_run_pass, *arguments)
        return found

    def export(*arguments: Any) -> None:
        apart(export_marts, *arguments)

    with (
        mock.patch.multiple(building, **timed, export_marts=export),
        mock.patch.object(DbtProject, "run_pass", run_pass),
    ):
        yield


def _run_pass(project: DbtProject, *arguments: Any) -> Mapping[str, int]:
    return project.run_pass(*arguments)


def _draft(warehouse: Path, year: int) -> dict[str, pa.Table]:
    """What the last gate judges: the tables of an edition, and their texts; its other files repeat them."""
    catalog = load_catalog()
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        comparison = read_comparison(connection, year, catalog)
    of_the_year = [row.current is not None or row.held_back_reason is not None for row in comparison.rows]
    tidy, sources = comparison_table(comparison, Labels(catalog)), source_table(comparison)
    return {
        "comparison": tidy.filter(pa.array(of_the_year, pa.bool_())),
        "sources": sources,
        "coverage": coverage_table(comparison),
        "texts": _texts({"comparison": tidy, "sources": sources}),
    }


def _texts(tables: Mapping[str, pa.Table]) -> pa.Table:
    with tempfile.TemporaryDirectory() as folder:
        for name, table in tables.items():
            write_parquet(table, Path(folder) / f"{name}.parquet")
        return published_texts(Path(folder))


def _receive_one(home: Home) -> None:
    home.inbox.mkdir(parents=True, exist_ok=True)
    (home.inbox / NEW_REPORT).write_text(NEW_TEXT, encoding="utf-8")
    ingest_paths(home, [home.inbox], None, ARRIVAL)
