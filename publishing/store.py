"""Where editions lie: made aside, moved in whole, never changed again; one pointer says which is newest."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

DRAFT_PREFIX = ".draft-"
LOCK_NAME = ".lock"
LATEST = "latest"
RECORD = "edition.json"
READ_ONLY_FILE = 0o444
READABLE_FOLDER = 0o755


@contextmanager
def only_publisher(publications: Path) -> Iterator[None]:
    """Waits until nobody else publishes into ``publications``, and keeps others out meanwhile.

    The lock is the operating system's: it ends with the process, however that ends.
    """
    publications.mkdir(parents=True, exist_ok=True)
    with (publications / LOCK_NAME).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(lock, fcntl.LOCK_UN)


def editions(year_folder: Path) -> list[Path]:
    """The folders of the finished editions of a year, oldest first."""
    if not year_folder.is_dir():
        return []
    found = (path for path in year_folder.iterdir() if path.is_dir() and not path.is_symlink())
    return sorted((path for path in found if path.name.isdecimal()), key=lambda path: int(path.name))


def record_of(edition: Path) -> dict[str, Any]:
    """What ``edition.json`` says."""
    record: dict[str, Any] = json.loads((edition / RECORD).read_text(encoding="utf-8"))
    return record


def next_edition(year_folder: Path) -> str:
    """The sequence number of the next edition: 001, 002 …"""
    made = editions(year_folder)
    return f"{int(made[-1].name) + 1 if made else 1:03d}"


@contextmanager
def draft(year_folder: Path) -> Iterator[Path]:
    """A folder beside the editions to make the next one in; it is gone afterwards unless it was moved.

    What a killed publisher left behind is cleared away first, which only the holder of the lock may do.
    """
    year_folder.mkdir(parents=True, exist_ok=True)
    for left_over in year_folder.glob(f"{DRAFT_PREFIX}*"):
        if left_over.is_dir() and not left_over.is_symlink():
            shutil.rmtree(left_over)
    folder = Path(tempfile.mkdtemp(prefix=DRAFT_PREFIX, dir=year_folder))
    try:
        yield folder
    finally:
        if folder.exists():
            shutil.rmtree(folder)


def move_in(folder: Path, edition: Path) -> None:
    """Makes the draft an edition: its files become read-only, then one rename puts it in place."""
    for file in sorted(folder.iterdir()):
        file.chmod(READ_ONLY_FILE)
    folder.chmod(READABLE_FOLDER)
    folder.rename(edition)


def point_latest(edition: Path) -> None:
    """Makes ``latest`` a relative link to ``edition`` without a moment in which there is none."""
    latest = edition.parent / LATEST
    if latest.is_symlink() and latest.readlink() == Path(edition.name):
        return
    aside = edition.parent / f"{DRAFT_PREFIX}{LATEST}"
    aside.unlink(missing_ok=True)
    aside.symlink_to(edition.name)
    aside.replace(latest)


def replace_text(path: Path, text: str) -> None:
    """Writes ``text`` to ``path`` so that a reader sees the old file or the new one, never a part."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    handle, name = tempfile.mkstemp(prefix=DRAFT_PREFIX, dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    Path(name).chmod(0o644)
    Path(name).replace(path)
