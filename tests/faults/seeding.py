"""One run: an invented province, its clean home, the same home with faults, and the verdicts."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from unittest import mock

from filings import Filing, invent_bureaus
from injection import inject
from outcomes import Outcome, Verdict, judge, outcome_of
from places import Place, invent_places, write_catalog

from catalog.loader import CATALOG_ROOT
from pipeline.build import build_warehouse
from pipeline.ingest import ingest_paths
from pipeline.settings import Home

FIRST_YEAR, FAULTY_YEAR = 2020, 2023
_LANDED_AT = datetime(2000, 1, 1, tzinfo=UTC)
"""For files without a date in the manifest; here all have one."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large the province is and how many faults of every kind it gets."""

    cities: int
    counties: int
    each: int

    @classmethod
    def of(cls, each: int) -> Size:
        """Room for ``each`` faults of every kind and some bureaus without."""
        return cls(cities=each + 1, counties=13, each=each)


@dataclass(frozen=True, slots=True)
class Run:
    """The outcome of one seed."""

    seed: int
    verdicts: tuple[Verdict, ...]
    clean: Outcome


def run_seed(seed: int, size: Size, folder: Path, parsed: Path | None = None) -> Run:
    """Files of four years, the last one without and with faults, through the pipeline.

    ``parsed`` is a folder that keeps the parsed dbt project.
    """
    random = Random(seed)
    places = invent_places(random, size.cities, size.counties)
    bureaus = invent_bureaus(places, range(FIRST_YEAR, FAULTY_YEAR + 1), random)
    faults = inject(bureaus, FAULTY_YEAR, size.each, random)
    changed = {fault.region: fault.filings for fault in faults}
    folder.mkdir(parents=True, exist_ok=True)
    with _register(folder / "catalog", places):
        past = Home(folder / "past")
        if parsed is not None:
            shutil.copytree(parsed, past.warehouse / "dbt")
        _receive(past, (f for b in bureaus for y in range(FIRST_YEAR, FAULTY_YEAR) for f in b.filings(y)))
        outcomes = []
        for name in ("clean", "faulty"):
            home = Home(folder / name)
            shutil.copytree(past.root, home.root)
            by_bureau = (
                changed.get(b.place.code, b.filings(FAULTY_YEAR))
                if name == "faulty"
                else b.filings(FAULTY_YEAR)
                for b in bureaus
            )
            _receive(home, (filing for filings in by_bureau for filing in filings))
            outcomes.append(outcome_of(build_warehouse(home, None).path))
    clean, faulty = outcomes
    return Run(seed, judge(faults, clean, faulty, FAULTY_YEAR), clean)


@contextmanager
def _register(folder: Path, places: tuple[Place, ...]) -> Iterator[None]:
    """The catalogue with the invented province, in force for everything in this process."""
    root = folder if folder.is_dir() else write_catalog(CATALOG_ROOT, folder, places)
    with mock.patch("catalog.loader.CATALOG_ROOT", root):
        yield


def _receive(home: Home, filings: Iterable[Filing]) -> None:
    """Drops the files with a manifest of their dates, and ingests them."""
    if home.inbox.is_dir():
        shutil.rmtree(home.inbox)
    home.inbox.mkdir(parents=True)
    rows = []
    for filing in filings:
        (home.inbox / filing.name).write_bytes(filing.data)
        rows.append({"file": filing.name, "received_at": filing.received_at})
    with (home.inbox / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ("file", "received_at"))
        writer.writeheader()
        writer.writerows(rows)
    ingest_paths(home, [home.inbox], None, _LANDED_AT)
