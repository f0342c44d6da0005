"""One run: an invented province, its clean home, the same home with faults, and the verdicts."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from filings import Bureau, Filing, invent_bureaus
from homes_of_seed import processes, published, read_shared
from injection import Fault, inject
from outcomes import Outcome, Verdict, judge
from places import invent_places, write_catalog

from catalog.loader import CATALOG_ROOT
from pipeline.settings import Home

FIRST_YEAR, FAULTY_YEAR = 2020, 2023


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


@dataclass(frozen=True, slots=True)
class Received:
    """What is received: in both homes, in the clean one alone, and in the one with faults alone."""

    shared: tuple[Filing, ...]
    clean: tuple[Filing, ...]
    faulty: tuple[Filing, ...]

    @classmethod
    def of(cls, bureaus: Iterable[Bureau], faults: Iterable[Fault]) -> Received:
        """The filings of all years; in the last one, a bureau with a fault sends other ones."""
        changed = {fault.region: fault.filings for fault in faults}
        bureaus = tuple(bureaus)
        past = [f for b in bureaus for year in range(FIRST_YEAR, FAULTY_YEAR) for f in b.filings(year)]
        clean = {b.place.code: b.filings(FAULTY_YEAR) for b in bureaus}
        before = [filing for filings in clean.values() for filing in filings]
        after = [filing for filings in (clean | changed).values() for filing in filings]
        return cls(
            (*past, *(filing for filing in before if filing in after)),
            tuple(filing for filing in before if filing not in after),
            tuple(filing for filing in after if filing not in before),
        )


Injecting = Callable[[Sequence[Bureau], int, int, Random], tuple[Fault, ...]]


def run_seed(
    seed: int, size: Size, folder: Path, parsed: Path | None = None, injecting: Injecting = inject
) -> Run:
    """Files of four years, the last one without and with faults, through the pipeline.

    ``parsed`` is a folder that keeps the parsed dbt project; ``injecting`` puts the faults in.
    """
    random = Random(seed)
    places = invent_places(random, size.cities, size.counties)
    bureaus = invent_bureaus(places, range(FIRST_YEAR, FAULTY_YEAR + 1), random)
    faults = injecting(bureaus, FAULTY_YEAR, size.each, random)
    received = Received.of(bureaus, faults)
    folder.mkdir(parents=True, exist_ok=True)
    root = folder / "catalog"
    if not root.is_dir():
        write_catalog(CATALOG_ROOT, root, places)
    shared = Home(folder / "shared")
    if parsed is not None:
        shutil.copytree(parsed, shared.warehouse / "dbt")
    with processes(root) as pool:
        read_shared(pool, shared, received.shared)
        homes = [Home(folder / name) for name in ("clean", "faulty")]
        clean, faulty = pool.map(published, [shared] * 2, homes, [received.clean, received.faulty])
    return Run(seed, judge(faults, clean, faulty, FAULTY_YEAR), clean)
