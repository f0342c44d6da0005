"""The write-once store of received bytes: ``<home>/landing/<aa>/<sha256>``, verified whenever read."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ingestion.landing.durable import flush, incoming_file, sync_folder

_CHUNK = 1 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}")
_READ_ONLY = 0o444


class LandingDamagedError(Exception):
    """A stored file is missing, or its bytes are no longer those that its name stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A file as kept: the sha256 of its bytes and their number.

    ``is_steady`` is false where the file changed while it was copied: what is kept then may be a
    mixture that nobody sent.
    """

    sha256: str
    size_bytes: int
    is_steady: bool = True


class LandingStore:
    """The received bytes under a home folder. Several processes may use it at once."""

    def __init__(self, home: Path) -> None:
        self.root = home / "landing"

    def path_of(self, sha256: str) -> Path:
        """Where the bytes of this hash are kept, whether or not they are there."""
        if not _SHA256.fullmatch(sha256):
            raise ValueError(f"not a sha256 in lower-case hexadecimal: {sha256!r}")
        return self.root / sha256[:2] / sha256

    def __contains__(self, sha256: str) -> bool:
        return self.path_of(sha256).is_file()

    def put(self, data: bytes) -> Stored:
        """Keeps these bytes; the same bytes again change nothing."""
        with incoming_file(self.root) as (descriptor, temporary):
            with os.fdopen(descriptor, "wb") as target:
                target.write(data)
                flush(target.fileno())
            return self._keep(temporary, hashlib.sha256(data).hexdigest(), len(data), is_steady=True)

    def put_file(self, path: Path) -> Stored:
        """Keeps the bytes of a file, copied in pieces so that its size does not matter."""
        with path.open("rb") as source, incoming_file(self.root) as (descriptor, temporary):
            before = _signature(source)
            with os.fdopen(descriptor, "wb") as target:
                sha256, size = _copy(source, target)
                flush(target.fileno())
            is_steady = before == _signature(source) and before[0] == size
            return self._keep(temporary, sha256, size, is_steady)

    def read(self, sha256: str) -> bytes:
        """The bytes of this hash; raises :class:`LandingDamagedError` where they are missing or altered."""
        path = self.path_of(sha256)
        if not path.is_file():
            raise LandingDamagedError(f"{path} is missing: restore it or have the file sent again")
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise LandingDamagedError(f"{path} was altered after it was received: restore it from a backup")
        return data

    def _keep(self, temporary: Path, sha256: str, size: int, is_steady: bool) -> Stored:
        """Moves a finished copy into place after reading it back; what is there already is verified."""
        stored = Stored(sha256=sha256, size_bytes=size, is_steady=is_steady)
        target = self.path_of(sha256)
        if target.is_file():
            _verify(target, sha256)
            return stored
        _verify(temporary, sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.chmod(_READ_ONLY)
        temporary.replace(target)
        sync_folder(target.parent)
        return stored


def _copy(source: BinaryIO, target: BinaryIO) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        target.write(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def _signature(stream: BinaryIO) -> tuple[int, int, int]:
    """What changes when someone writes to the file: its size, its time, its identity."""
    status = os.fstat(stream.fileno())
    return status.st_size, status.st_mtime_ns, status.st_ino


def _verify(path: Path, sha256: str) -> None:
    with path.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != sha256:
        raise LandingDamagedError(f"{path} holds other bytes than its name says: restore it from a backup")
