"""Builds an invented warehouse and takes the time of what judges it: three gates, and the rules between."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.extraction.measures import apart
from benchmarks.warehouse.memory import sampled
from benchmarks.warehouse.raw_layer import FIRST_YEAR, YEARS, write_raw_layer
from benchmarks.warehouse.steps import Step, Stopwatch
from pipeline import build as building
from pipeline import publish
from pipeline.promotion import put_in_force
from pipeline.settings import Home

SECONDS, PEAK_MIB = 30.0, 2048.0
"""The aims for all of them together, over 1.9 million observations."""

LAST_YEAR = FIRST_YEAR + YEARS - 1


def main(arguments: Sequence[str] = ()) -> int:
    """Run; 0 where both aims are met, else 1."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gates", description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of the 3,200 regions")
    given = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="nianjian-gates-"))
    try:
        observations, steps = apart(measure, folder, given.share)
    finally:
        shutil.rmtree(folder)
    print(f"{observations:,} observations\n\n| step | seconds | processor seconds of its own | peak MiB |")
    print("|---|---|---|---|")
    for step in steps:
        print(f"| {step.name} | {step.seconds:.1f} | {step.cpu_seconds:.1f} | {step.peak_mib:,.0f} |")
    seconds, peak = sum(step.seconds for step in steps), max(step.peak_mib for step in steps)
    print(
        f"\ntogether: {seconds:.1f} s (aim below {SECONDS:.0f}), {peak:,.0f} MiB (aim below {PEAK_MIB:,.0f})"
    )
    return 0 if seconds < SECONDS and peak < PEAK_MIB else 1


def measure(folder: Path, share: float) -> tuple[int, list[Step]]:
    """The number of observations, and what each gate and the rules took."""
    home = Home(folder)
    observations = write_raw_layer(home.root, share)
    with sampled() as peaks:
        watch = Stopwatch(peaks)
        with _timed(watch):
            build = building.prepare_build(home, None)
            building.check_raw(home, build)
            building.build_candidate(home, build)
            building.check_marts(home, build)
            put_in_force(home, build)
            publish.publish_year(home, LAST_YEAR)
    return observations, list(watch.steps.values())


@contextmanager
def _timed(watch: Stopwatch) -> Iterator[None]:
    """What judges, timed; the rest of a build is not."""
    before = {name: getattr(building, name) for name in ("check_raw", "judge_identities", "check_marts")}
    edition_gate = publish.edition_gate
    try:
        for name, function in before.items():
            setattr(building, name, watch.timing(name, function))
        publish.edition_gate = lambda home, year: watch.timing("edition", edition_gate(home, year))
        yield
    finally:
        for name, function in before.items():
            setattr(building, name, function)
        publish.edition_gate = edition_gate
