"""The digest that tells whether there is anything new to publish."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pyarrow as pa

from publishing.comparison import Comparison

FORMAT_VERSION = "3"
"""Raise it when the layout or the wording of the outputs changes, so that a new edition is made."""


def content_digest(comparison: Comparison, tidy: pa.Table, sources: pa.Table) -> str:
    """SHA-256 over all that an edition says: figures, places, coverage, checks and both versions.

    The time of the latest receipt is not part of it: a report received about another year, or the same file
    received again, changes nothing here.
    """
    digest = hashlib.sha256()
    for part in (
        [FORMAT_VERSION, comparison.catalog_version, comparison.year],
        tidy.to_pylist(),
        sources.to_pylist(),
        [_coverage(comparison), [[c.severity, c.result, c.count] for c in comparison.checks]],
    ):
        digest.update(json.dumps(part, ensure_ascii=False, sort_keys=True, default=str).encode() + b"\0")
    return digest.hexdigest()


def file_digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _coverage(comparison: Comparison) -> list[list[str]]:
    return [
        [
            *(row.region.code, row.region.full_name, row.kind, str(row.due_on), row.status),
            *(str(row.received_at), str(row.is_by_roster)),
        ]
        for row in comparison.coverage
    ]
