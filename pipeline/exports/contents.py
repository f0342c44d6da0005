"""What the files of an export hold, laid beside them, so that the next export need not write them again."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

CONTENTS = ".contents.json"
WRITTEN_BY = f"1 duckdb {duckdb.__version__} pyarrow {pa.__version__}"
"""What else the bytes of a file follow from: how it is written (a number), and by what."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An export in force: its folder, and by file what it holds and the SHA-256 of its bytes."""

    folder: Path
    files: Mapping[str, tuple[str, str]]

    def linked(self, name: str, digest: str, to: Path) -> bool:
        """Whether a file of the same content lies there unaltered and was linked to the place given.

        It is copied where the system cannot link.
        """
        held, bytes_digest = self.files.get(name, (None, None))
        if held != digest or sha256_of(self.folder / name) != bytes_digest:
            return False
        try:
            os.link(self.folder / name, to)
        except OSError:
            shutil.copyfile(self.folder / name, to)
        return True


def earlier_export(folder: Path | None) -> Earlier | None:
    """What an export says of its files; None where it says nothing, or was written otherwise."""
    if folder is None:
        return None
    try:
        found = json.loads((folder / CONTENTS).read_bytes())
        return Earlier(folder, {name: (held, digest) for name, (held, digest) in found[WRITTEN_BY].items()})
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_contents(folder: Path, digests: Mapping[str, str]) -> None:
    """Lay down what the files of an export hold."""
    files = {name: (digest, sha256_of(folder / name)) for name, digest in sorted(digests.items())}
    (folder / CONTENTS).write_text(json.dumps({WRITTEN_BY: files}, indent=0), encoding="utf-8")


def sha256_of(path: Path) -> str | None:
    """The digest of the bytes of a file; None where there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None
