"""The homes of one seed, made by two processes: their files read in halves, the two builds side by side."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from unittest import mock

from filings import Filing
from outcomes import Outcome, outcome_of
from plain_builds import without_data_tests, without_pages

from catalog import load_catalog
from pipeline.build import build_warehouse
from pipeline.ingest import ingest_paths
from pipeline.load import load
from pipeline.read import read_items
from pipeline.receive import receive
from pipeline.settings import Home
from pipeline.work import Item

PROCESSES = 2
_LANDED_AT = datetime(2000, 1, 1, tzinfo=UTC)
"""For files without a date in the manifest; here all have one."""
_KEPT = ExitStack()
"""What holds in a process of the pool until it ends."""


@contextmanager
def processes(catalog_root: Path) -> Iterator[ProcessPoolExecutor]:
    """Two processes in which the catalogue under ``catalog_root`` is in force."""
    with ProcessPoolExecutor(PROCESSES, get_context("spawn"), _use_catalog, (catalog_root,)) as pool:
        yield pool


def _use_catalog(root: Path) -> None:
    """The process reads that catalogue and makes its warehouses plainly: their tables alone are looked at."""
    _KEPT.enter_context(mock.patch("catalog.loader.CATALOG_ROOT", root))
    _KEPT.enter_context(without_pages())
    _KEPT.enter_context(without_data_tests())


def read_shared(pool: ProcessPoolExecutor, home: Home, filings: Sequence[Filing]) -> None:
    """Ingest what the clean home and the one with faults have in common."""
    inbox = _dropped(home, filings)
    received = receive(home, [inbox], None, _LANDED_AT)
    with tempfile.TemporaryDirectory(dir=home.root) as folder:
        halves = [received.items[place::PROCESSES] for place in range(PROCESSES)]
        places = [Path(folder) / str(number) for number in range(PROCESSES)]
        staged = pool.map(_read, [home] * PROCESSES, halves, places)
        load(home, received.items, list(staged), received.problems)


def _read(home: Home, items: tuple[Item, ...], folder: Path) -> Path:
    return read_items(home, items, folder, load_catalog())


def published(shared: Home, home: Home, filings: Sequence[Filing]) -> Outcome:
    """What is published of a copy of the shared home that receives ``filings`` besides."""
    shutil.copytree(shared.root, home.root)
    ingest_paths(home, [_dropped(home, filings)], None, _LANDED_AT)
    return outcome_of(build_warehouse(home, None).path)


def _dropped(home: Home, filings: Sequence[Filing]) -> Path:
    """The inbox with the files and a manifest of their dates, and nothing else."""
    shutil.rmtree(home.inbox, ignore_errors=True)
    home.inbox.mkdir(parents=True)
    for filing in filings:
        (home.inbox / filing.name).write_bytes(filing.data)
    with (home.inbox / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("file", "received_at"))
        writer.writerows((filing.name, filing.received_at) for filing in filings)
    return home.inbox
