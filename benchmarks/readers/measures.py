"""Seconds a file, and what the limited child process adds to them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath

from benchmarks.readers.files import benchmark_file
from benchmarks.readers.peers import reader_of
from ingestion.readers import LimitedReader, read_document

BUDGET_SECONDS = 1.0
SLOW_SECONDS = 5.0
LEAST_PASSES, MOST_PASSES = 3, 200


@dataclass(frozen=True, slots=True)
class Overhead:
    """The best reading of one file in this process and in the child, in seconds of the clock."""

    own: float
    limited: float

    @property
    def added(self) -> float:
        """What the child adds; a measurement below zero is noise."""
        return max(self.limited - self.own, 0.0)


def our_seconds(name: str) -> float:
    """Processor time of reading a file here, the best of many passes."""
    return _best(partial(read_document, name, benchmark_file(name)), time.process_time)


def peer_seconds(peer: str, name: str) -> float:
    """The same with a public reader."""
    read = reader_of(peer, PurePosixPath(name).suffix)
    return _best(partial(read, benchmark_file(name)), time.process_time)


def overhead(name: str) -> Overhead:
    """The file read here and in a child that has read others before."""
    data = benchmark_file(name)
    with LimitedReader() as reader:
        reader.read(name, data)
        own = _best(partial(read_document, name, data), time.perf_counter)
        return Overhead(own, _best(partial(reader.read, name, data), time.perf_counter))


def _best(work: Callable[[], object], clock: Callable[[], float]) -> float:
    """The shortest of several passes within the budget; the first counts only if it is slow."""
    first = _timed(work, clock)
    if first > BUDGET_SECONDS:
        return min(first, _timed(work, clock)) if first < SLOW_SECONDS else first
    passes = min(max(int(BUDGET_SECONDS / max(first, 1e-6)), LEAST_PASSES), MOST_PASSES)
    return min(_timed(work, clock) for _ in range(passes))


def _timed(work: Callable[[], object], clock: Callable[[], float]) -> float:
    began = clock()
    work()
    return clock() - began
