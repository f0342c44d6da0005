"""Takes all measurements and prints them as the tables of the README, with the aims beside."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.extraction.measures import apart
from benchmarks.warehouse.report import Aim, page, write_into_readme
from benchmarks.warehouse.rivals import Rival, measure_pandas, measure_views
from benchmarks.warehouse.steps import COLD, ONE_REPORT, WHOLE, Size, measure

SHARES = (0.1, 0.3, 1.0)
COLD_SECONDS, PEAK_MIB, ONE_REPORT_SECONDS = 90.0, 4096.0, 60.0


def main(arguments: Sequence[str] = ()) -> int:
    """Run; 0 where every aim is met at full size (or at the largest size that was asked for), else 1."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.warehouse", description=__doc__)
    parser.add_argument("--shares", type=float, nargs="+", default=SHARES, help="of the 3,200 regions")
    parser.add_argument("--write", action="store_true", help="put the tables into benchmarks/README.md")
    given = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="nianjian-warehouse-"))
    try:
        _use_once(folder)
        sizes = [_measured(folder, share) for share in given.shares]
        rivals = _rivals(folder, max(given.shares))
    finally:
        shutil.rmtree(folder)
    aims = aims_of(sizes[-1])
    tables = page(sizes, rivals, aims)
    print(f"\n{tables}")
    if given.write:
        write_into_readme(tables)
    return 0 if all(aim.is_met for aim in aims) else 1


def _use_once(folder: Path) -> None:
    """Have the programs compiled, as they are after the first use: a small build that is not measured."""
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    written = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    small = [sys.executable, "-m", "benchmarks.warehouse.first_use", str(folder / "first")]
    subprocess.run(small, env=written, check=True, stdout=subprocess.DEVNULL)


def _measured(folder: Path, share: float) -> Size:
    print(f"\n{share:.0%} of the regions", flush=True)
    size = apart(measure, folder / f"{share:g}", share)
    print("  " + ", ".join(f"{name} {rows:,}" for name, rows in size.rows.items()), flush=True)
    return size


def _rivals(folder: Path, share: float) -> list[Rival]:
    raw, out = folder / f"{share:g}" / "raw", folder / "rivals"
    out.mkdir()
    return [apart(work, raw, out) for work in (measure_pandas, measure_views)]


def aims_of(size: Size) -> tuple[Aim, ...]:
    """What is promised of the largest size; gates and identities count for the new report only."""
    cold = size.total(COLD, "dbt", "export_marts")
    report = size.total(ONE_REPORT, WHOLE)
    return (
        Aim("cold build with exports", cold.seconds, COLD_SECONDS, "s"),
        Aim("peak memory of it", cold.peak_mib, PEAK_MIB, "MiB"),
        Aim("one new report, all included", report.seconds, ONE_REPORT_SECONDS, "s"),
    )
