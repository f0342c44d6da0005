"""Takes all measurements and prints them as the tables of the README, with the aims beside."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.extraction.measures import apart
from benchmarks.warehouse.rivals import Rival, measure_pandas, measure_views
from benchmarks.warehouse.steps import Size, measure

SHARES = (0.1, 0.3, 1.0)
COLD_SECONDS, PEAK_MIB, ONE_REPORT_SECONDS = 90.0, 4096.0, 60.0
APART = ("judge_identities", "check_raw", "check_marts")
"""Gates and identities are no part of the aim for the build; benchmarks/gates has theirs."""


def main(arguments: Sequence[str] = ()) -> int:
    """Run; 0 where every aim is met at full size (or at the largest size that was asked for), else 1."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.warehouse", description=__doc__)
    parser.add_argument("--shares", type=float, nargs="+", default=SHARES, help="of the 3,200 regions")
    parser.add_argument("--without-identities", action="store_true", help="the rules find nothing, at once")
    given = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="nianjian-warehouse-"))
    try:
        sizes = [_measured(folder, share, not given.without_identities) for share in given.shares]
        rivals = _rivals(folder, max(given.shares))
    finally:
        shutil.rmtree(folder)
    largest = sizes[-1]
    print_rivals(largest, rivals)
    return 0 if _met(largest) else 1


def _measured(folder: Path, share: float, with_identities: bool) -> Size:
    size = apart(measure, folder / f"{share:g}", share, with_identities)
    print_size(size)
    return size


def _rivals(folder: Path, share: float) -> list[Rival]:
    raw, out = folder / f"{share:g}" / "raw", folder / "rivals"
    out.mkdir()
    return [apart(work, raw, out) for work in (measure_pandas, measure_views)]


def cold_seconds(size: Size) -> float:
    """The two dbt passes and the exports: the candidate without identities."""
    return size.steps["cold build_candidate"].seconds - size.steps["cold judge_identities"].seconds


def print_size(size: Size) -> None:
    """Steps, rows and memory of one size."""
    print(f"\n{size.share:.0%}: {size.observations:,} observations, warehouse {size.megabytes:,.0f} MiB")
    print("| step | seconds | processor seconds | peak MiB |\n|---|---|---|---|")
    for step in size.steps.values():
        print(f"| {step.name} | {step.seconds:.1f} | {step.cpu_seconds:.1f} | {step.peak_mib:,.0f} |")
    print(f"| cold, without identities and gates | {cold_seconds(size):.1f} | | |")
    longest = sorted(size.rows.items(), key=lambda item: -item[1])[:8]
    print("rows: " + ", ".join(f"{name} {rows:,}" for name, rows in longest), flush=True)


def print_rivals(size: Size, rivals: Sequence[Rival]) -> None:
    """What others take, in times of ours."""
    ours = size.steps["cold build_candidate"]
    print("\n| instead | seconds | peak MiB | its time, in times of ours |\n|---|---|---|---|")
    for rival in rivals:
        ratio = rival.seconds / cold_seconds(size)
        print(f"| {rival.name} | {rival.seconds:.1f} | {rival.peak_mib:,.0f} | {ratio:.2f} |")
    print(f"| this warehouse | {cold_seconds(size):.1f} | {ours.peak_mib:,.0f} | 1 |")


def _met(size: Size) -> bool:
    aims = (
        ("cold build", cold_seconds(size), COLD_SECONDS, "s"),
        ("peak memory of it", size.steps["cold build_candidate"].peak_mib, PEAK_MIB, "MiB"),
        ("one report", size.steps["one report dropped to promoted"].seconds, ONE_REPORT_SECONDS, "s"),
    )
    print()
    for name, found, aim, unit in aims:
        verdict = "met" if found < aim else "MISSED"
        print(f"{name}: {found:,.1f} {unit} (aim below {aim:,.0f}: {verdict})")
    return all(found < aim for _, found, aim, _ in aims)
