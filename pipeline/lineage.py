"""``python -m pipeline.lineage``: the models, columns, tests and lineage of the warehouse as one page.

The page needs no server and no network. Where a warehouse was promoted, its tables are described as they are;
otherwise the page shows what the project declares.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from pipeline.dbt import CANDIDATE_VARIABLE, PROJECT
from pipeline.errors import BuildFailed
from pipeline.settings import Home, resolve_home

PAGE = "warehouse.html"
"""The page, under ``docs`` of the home."""


def write_lineage(home: Home) -> Path:
    """Write the page and return its path; raises :class:`BuildFailed` where dbt cannot read the project."""
    page = home.root / "docs" / PAGE
    page.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        made = _generate(home, Path(folder))
        draft = page.with_suffix(".draft")
        shutil.copyfile(made, draft)
    draft.replace(page)
    return page


def _generate(home: Home, folder: Path) -> Path:
    """dbt's own page, made from a copy of the warehouse: dbt opens it for writing."""
    copy = folder / "warehouse.duckdb"
    is_built = home.promoted.is_file()
    if is_built:
        shutil.copyfile(home.promoted, copy)
    target = folder / "target"
    _run(
        copy,
        *("docs", "generate", "--static", *(() if is_built else ("--empty-catalog",))),
        *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT), "--quiet"),
        *("--target-path", str(target), "--log-path", str(folder / "logs"), "--log-level-file", "none"),
    )
    return target / "static_index.html"


def _run(candidate: Path, *arguments: str) -> None:
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    connections: Any = DuckDBConnectionManager
    before = os.environ.get(CANDIDATE_VARIABLE)
    os.environ[CANDIDATE_VARIABLE] = str(candidate)
    try:
        outcome = dbtRunner().invoke(list(arguments))
    finally:
        connections.close_all_connections()
        os.environ.pop(CANDIDATE_VARIABLE)
        if before is not None:
            os.environ[CANDIDATE_VARIABLE] = before
    if not outcome.success:
        raise BuildFailed("dbt docs", [str(outcome.exception or "see the messages above")])


def main() -> int:
    """Write the page of the home and print where it lies."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.lineage", description=__doc__)
    parser.add_argument("--home", type=Path, help="the home; NIANJIAN_HOME or ./var by default")
    print(write_lineage(resolve_home(parser.parse_args().home)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
