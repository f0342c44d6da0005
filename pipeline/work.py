"""The work of an ingest run, in a form that a scheduler can hand from task to task."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter

from ingestion.submissions import ManifestEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a file is quarantined: a stable code and a sentence for its submitter."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One received file: its bytes lie in the landing store under ``submission_id``, their sha256.

    ``is_new``: it is to be read; false where its bytes could be read before and state nothing new.
    ``is_known``: the very same name, bytes and statement were in the books before this work began.
    """

    number: int
    source_name: str
    submission_id: str
    size_bytes: int
    received_at: datetime
    is_new: bool
    is_known: bool = False
    entry: ManifestEntry | None = None
    doubts: tuple[str, ...] = ()
    fault: Fault | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """What was read of one item: its identity as columns, or the fault that kept it from being read."""

    number: int
    fault: Fault | None = None
    status: str = "refused"
    reasons: tuple[str, ...] = ()
    region_code: str | None = None
    region_name: str | None = None
    region_level: str | None = None
    region_within: str | None = None
    agency: str | None = None
    report_year: int | None = None
    kind: str = "other"
    published_on: date | None = None
    chars: int = 0
    format: str | None = None
    replaces: str | None = None
    catalog_version: str = ""


ITEMS = TypeAdapter(tuple[Item, ...])
DOCUMENTS = TypeAdapter(tuple[DocumentRecord, ...])


def as_json(items: tuple[Item, ...]) -> list[dict[str, Any]]:
    """The items as plain data."""
    plain: list[dict[str, Any]] = ITEMS.dump_python(items, mode="json")
    return plain
