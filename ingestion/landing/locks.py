"""One writer at a time: a lock on a home that the operating system releases if its holder dies."""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_POLL_SECONDS = 0.1


class HomeBusyError(Exception):
    """Another process holds the lock and did not release it in time."""


@contextmanager
def exclusive(
    home: Path, wait_seconds: float = 600.0, on_wait: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Keeps other runs out of a home while the block runs; waits for a run that is in it.

    ``on_wait`` is told once, in words, whom the run waits for. Raises :class:`HomeBusyError` after
    ``wait_seconds``. Not re-entrant: a second call within the block waits for the first.
    """
    with locked(home / ".lock", wait_seconds, on_wait):
        yield


@contextmanager
def locked(path: Path, wait_seconds: float, on_wait: Callable[[str], None] | None = None) -> Iterator[None]:
    """Holds an advisory lock on a file; the file names the holder and stays when it is released."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _acquire(descriptor, path, wait_seconds, on_wait)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, path: Path, wait_seconds: float, on_wait: Callable[[str], None] | None) -> None:
    deadline = time.monotonic() + wait_seconds
    told = False
    while not _try(descriptor):
        holder = path.read_text(encoding="ascii", errors="replace").strip() or "?"
        if time.monotonic() >= deadline:
            raise HomeBusyError(f"{path} is held by process {holder}: start again when that run has ended")
        if on_wait is not None and not told:
            on_wait(f"另一个运行（进程 {holder}）正在使用 {path.parent}，等待其结束……")
            told = True
        time.sleep(_POLL_SECONDS)


def _try(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in {errno.EAGAIN, errno.EACCES}:
            return False
        raise
    return True
