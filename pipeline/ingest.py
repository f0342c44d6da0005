"""The ingest stage in one process: receive, read, load."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from catalog import load_catalog
from pipeline.load import IngestReport, load
from pipeline.read import read_items
from pipeline.receive import receive
from pipeline.settings import Home


def ingest_paths(
    home: Home, paths: Sequence[Path], manifest: Path | None, received_at: datetime
) -> IngestReport:
    """Land, read, identify and extract every file under ``paths``; what is wrong with one stays with it."""
    received = receive(home, paths, manifest, received_at)
    home.staged.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home.staged) as folder:
        staged = read_items(home, received.items, Path(folder) / "readings", load_catalog())
        return load(home, received.items, [staged], received.problems)
