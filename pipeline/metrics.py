"""`python -m pipeline.metrics [--home DIR] query --metrics NAME …`: MetricFlow over the warehouse in force.

The metrics are those of `dbt_project/models/semantic`; everything behind the home is for `mf` itself. The
warehouse is opened read-only, and what dbt writes on the way goes into a folder that is gone afterwards. Only
what dbt made of the metrics is kept, beside the parsed project: to parse takes longer than to answer.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ingestion.landing.durable import write_atomically
from pipeline.dbt import CANDIDATE_VARIABLE, PROJECT
from pipeline.errors import BuildFailed
from pipeline.parsed_project import project_digest
from pipeline.settings import Home, resolve_home
from pipeline.warehouse import require_warehouse

PROGRAMS = Path(sys.executable).parent
METRICS = "semantic_manifest.json"
"""The one file of dbt's that `mf` reads."""
MADE_BY_DBT = frozenset({"target", "logs", "dbt_packages"})


def ask(home: Home, arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run `mf` with these arguments over the promoted warehouse of ``home``.

    Raises :class:`WarehouseMissing` where none was promoted, and :class:`BuildFailed` where dbt cannot read
    the project.
    """
    require_warehouse(home.promoted)
    with tempfile.TemporaryDirectory(prefix="nianjian-metrics-") as name:
        folder = Path(name)
        _lay_out(folder)
        _lay_metrics(home, folder)
        return _run(["mf", *arguments], home, folder)


def _lay_out(folder: Path) -> None:
    """The project as links: `mf` reads what dbt made of it from `target` in the project's folder only."""
    for entry in PROJECT.iterdir():
        if entry.name not in MADE_BY_DBT:
            (folder / entry.name).symlink_to(entry)


def _lay_metrics(home: Home, folder: Path) -> None:
    """What dbt made of the metrics of this version of the project, from an earlier question or made now."""
    kept, made = home.parsed / f"{project_digest()}.metrics.json", folder / "target" / METRICS
    if kept.is_file():
        made.parent.mkdir()
        shutil.copyfile(kept, made)
        return
    parsed = _run(["dbt", "parse", "--quiet", "--log-level-file", "none"], home, folder)
    if parsed.returncode != 0:
        raise BuildFailed("dbt", [parsed.stdout + parsed.stderr])
    # Who may only read the home asks as well, and waits each time.
    with contextlib.suppress(OSError):
        write_atomically(kept, made.read_bytes())


def _run(command: Sequence[str], home: Home, folder: Path) -> subprocess.CompletedProcess[str]:
    named = {CANDIDATE_VARIABLE: str(home.promoted), "NIANJIAN_DBT_TARGET": "promoted"}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("DBT_")}
    return subprocess.run(
        [str(PROGRAMS / command[0]), *command[1:]],
        cwd=folder,
        env={**inherited, **named, "DBT_PROFILES_DIR": str(folder)},
        check=False,
        capture_output=True,
        text=True,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what `mf` answers; its exit code."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.metrics", description=__doc__)
    parser.add_argument("--home", type=Path, help="default: NIANJIAN_HOME, else ./var")
    parser.add_argument("mf", nargs=argparse.REMAINDER, help="arguments of mf")
    given = parser.parse_args(arguments)
    answer = ask(resolve_home(given.home), given.mf)
    print(answer.stdout, end="")
    print(answer.stderr, end="", file=sys.stderr)
    return answer.returncode


if __name__ == "__main__":
    sys.exit(main())
