"""Writes that survive a crash: aside, flushed to the disk, then moved into place whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

INCOMING = ".incoming-"
"""How the names of unfinished files and folders begin; nothing reads them."""


def write_atomically(path: Path, data: bytes) -> None:
    """Writes a file so that whoever reads it sees the old content or the new, never a part."""
    with incoming_file(path.parent) as (descriptor, temporary):
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            flush(stream.fileno())
        temporary.replace(path)
    sync_folder(path.parent)


@contextmanager
def incoming_file(folder: Path) -> Iterator[tuple[int, Path]]:
    """A fresh file in the folder, open for writing; removed at the end unless it was moved away."""
    folder.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=INCOMING, dir=folder)
    try:
        yield descriptor, Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def flush(descriptor: int) -> None:
    """Waits until what was written to an open file is on the disk."""
    os.fsync(descriptor)


def sync_file(path: Path) -> None:
    """Waits until a closed file is on the disk."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Waits until the names in a folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
