"""The memory of a process and all that it started, sampled while something runs."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

EVERY_SECONDS = 0.25
"""Rarely enough to take no time from what is measured: the processes of a machine are counted each time."""
_PROCESSES = Path("/proc")
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Peaks:
    """Samples taken since the beginning, as (moment, MiB)."""

    def __init__(self) -> None:
        self._samples: list[tuple[float, float]] = []

    def sample(self) -> None:
        """Take one."""
        self._samples.append((time.monotonic(), resident_mib(os.getpid())))

    def between(self, start: float, end: float) -> float:
        """The most memory held from ``start`` to ``end`` of the monotonic clock."""
        return max((mib for moment, mib in self._samples if start <= moment <= end), default=0.0)


@contextlib.contextmanager
def sampled() -> Iterator[Peaks]:
    """Samples this process and its children until the block ends."""
    peaks, stopped = Peaks(), threading.Event()

    def watch() -> None:
        while not stopped.wait(EVERY_SECONDS):
            peaks.sample()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield peaks
    finally:
        stopped.set()
        watcher.join()


def resident_mib(root: int) -> float:
    """Resident memory of a process and its descendants, in MiB."""
    parents = {int(path.name): _parent(path) for path in _PROCESSES.iterdir() if path.name.isdigit()}
    tree = {root}
    while grown := {pid for pid, parent in parents.items() if parent in tree} - tree:
        tree |= grown
    return sum(_resident(_PROCESSES / str(pid)) for pid in tree) / 2**20


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return -1  # it ended meanwhile


def _resident(process: Path) -> int:
    try:
        return int((process / "statm").read_text().split()[1]) * _PAGE
    except OSError:
        return 0
