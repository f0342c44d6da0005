"""The measurements, each taken in a process of its own so that its peak memory is its own."""

from __future__ import annotations

import math
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from benchmarks.extraction.texts import as_document, published_texts, usual_texts
from benchmarks.extraction.texts import joined as join_texts
from catalog import load_catalog
from ingestion.extraction import extract_narrative
from ingestion.submissions import Identity

IDENTITY = Identity(status="accepted", region_level="county", report_year=2024, kind="narrative")
PASSES = 3
REPEATED_LENGTHS = (6_000, 12_000, 24_000)
MIB = 1024 * 1024

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Speed:
    """Reading of texts of real length on one core; ``seconds`` is processor time of the best pass."""

    reports: int
    characters: int
    observations: int
    seconds: float
    peak_mib: float

    @property
    def reports_a_second(self) -> float:
        return self.reports / self.seconds


@dataclass(frozen=True, slots=True)
class Growth:
    """One long text."""

    megabytes: float
    seconds: float
    peak_mib: float


def apart(work: Callable[..., T], *arguments: object) -> T:
    """The result of ``work`` in a fresh process, which may start others."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def peak_mib() -> float:
    """The most memory that this process ever held, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / MIB if sys.platform == "darwin" else peak / 1024


def measure_speed(published: bool = False) -> Speed | None:
    """All texts, several times over; a first pass that fills caches is not counted. None without texts."""
    catalog = load_catalog()
    texts = published_texts() if published else usual_texts()
    if not texts:
        return None
    documents = [as_document(text) for text in texts]
    counts = [len(extract_narrative(document, IDENTITY, catalog)) for document in documents]
    seconds = min(
        processor_time(lambda: [extract_narrative(d, IDENTITY, catalog) for d in documents])
        for _ in range(PASSES)
    )
    return Speed(len(texts), sum(map(len, texts)), sum(counts), seconds, peak_mib())


def measure_growth(megabytes: float) -> Growth:
    """One text of this many megabytes (10^6 bytes of UTF-8)."""
    catalog = load_catalog()
    texts = usual_texts()
    extract_narrative(as_document(texts[0]), IDENTITY, catalog)
    document = as_document(join_texts(texts, int(megabytes * 1_000_000)))
    seconds = processor_time(lambda: extract_narrative(document, IDENTITY, catalog))
    return Growth(megabytes, seconds, peak_mib())


def measure_repetition(piece: str) -> float:
    """The power by which time grows with the length of a text that only repeats ``piece``."""
    catalog = load_catalog()
    documents = [as_document(piece * (length // len(piece))) for length in REPEATED_LENGTHS]
    extract_narrative(documents[0], IDENTITY, catalog)
    seconds = [
        min(processor_time(partial(extract_narrative, document, IDENTITY, catalog)) for _ in range(PASSES))
        for document in documents
    ]
    return exponent(REPEATED_LENGTHS, seconds)


def processor_time(work: Callable[[], object]) -> float:
    """Seconds of processor time that ``work`` takes in this process."""
    began = time.process_time()
    work()
    return time.process_time() - began


def exponent(lengths: Sequence[float], seconds: Sequence[float]) -> float:
    """The power of length by which time grows: the slope of the logarithms by least squares."""
    xs, ys = [math.log(n) for n in lengths], [math.log(s) for s in seconds]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    above = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    return above / sum((x - mean_x) ** 2 for x in xs)
