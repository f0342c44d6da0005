"""Keeps the Data Docs of Great Expectations within bounds: those of the last builds stay.

The record of all builds, their reports and the results of their gates are small and stay for ever.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from expectations.runner import DATA_DOCS
from pipeline.quality.history import read_history

KEPT_BUILDS = 12
"""Builds whose pages stay: a year of monthly ones."""
EDITION = "edition-"
"""How the runs of editions begin; each year has one, which the next edition of that year replaces."""


def prune_data_docs(quality: Path, build_id: str) -> tuple[str, ...]:
    """Remove the pages and stored results of builds before the last ones; the names of those removed.

    To be called before a gate of ``build_id`` runs, which then writes the index anew. What is in no record
    (a build that broke off) goes too.
    """
    recorded = list(dict.fromkeys(build.build_id for build in reversed(read_history(quality))))
    kept = {build_id, *recorded[: KEPT_BUILDS - 1]}
    removed = {run.name for run in _runs(quality) if not _stays(run.name, kept)}
    for run in list(_runs(quality)):
        if run.name in removed:
            shutil.rmtree(run, ignore_errors=True)
    return tuple(sorted(removed))


def _stays(run: str, kept: set[str]) -> bool:
    return run in kept or run.startswith(EDITION)


def _runs(quality: Path) -> Iterator[Path]:
    """The folders of runs: below them Great Expectations has one folder a gate and suite."""
    for results in (quality / "gx" / "uncommitted" / "validations", quality / DATA_DOCS / "validations"):
        yield from (path for path in results.glob("*/*/*") if path.is_dir())
