"""What one edition of a year says otherwise than another one, and why, told from the two folders alone.

A figure changes because of what was received (a new file, another file, a file no longer used), because the
same file is read otherwise, or because a person or a rule judged it otherwise. The three are kept apart:
who uses a series must be able to tell a revision of the sources from one of the method.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow.parquet as pq

from publishing.store import record_of
from publishing.wording import NOT_APPLICABLE

Key = tuple[str, str, str]
"""Region, scope and indicator: one row of the comparison."""

Row: TypeAlias = Mapping[str, Any]
_File: TypeAlias = tuple[str, str]

_READINGS: Mapping[str, tuple[str, ...]] = {
    "revised": (
        *("value", "value_low", "value_high", "qualifier", "value_status", "period_type", "value_printed"),
    ),
    "previous_revised": ("previous_printed",),
    "comparison_changed": ("change_printed", "comparison_printed", "refusal_zh"),
}
"""What a row says, and what it is called where it says otherwise; the first that differs is told."""


class DifferentYears(Exception):
    """Two editions of different years are no versions of each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One row that the newer edition says otherwise; ``before`` and ``after`` are as printed.

    ``change`` is a code of the vocabulary ``revision_change``, ``cause`` one of ``revision_cause``.
    ``source_name`` is the file that the newer figure stands in, else the one in which the older stood.
    """

    region_code: str
    region_name: str
    scope_zh: str
    indicator_id: str
    indicator_zh: str
    change: str
    cause: str
    before: str
    after: str
    source_name: str | None


@dataclass(frozen=True, slots=True)
class Comparing:
    """Two editions of one year with what was revised between them, row by row in the order of the tables."""

    older: Mapping[str, Any]
    newer: Mapping[str, Any]
    revisions: tuple[Revision, ...]


@dataclass(frozen=True, slots=True)
class _Edition:
    """An edition as it lies on the disk: its record, its rows, and the file of every published figure.

    A file is its sha256 and its name, by the observation that stands in it; ``used`` are the sha256 of all.
    """

    record: Mapping[str, Any]
    rows: Mapping[Key, Row]
    files: Mapping[str, _File]
    used: frozenset[str]

    @classmethod
    def read(cls, folder: Path) -> _Edition:
        rows = pq.read_table(folder / "comparison.parquet").to_pylist()
        with (folder / "sources.csv").open(encoding="utf-8-sig", newline="") as file:
            places = list(csv.DictReader(file))
        files = {place["observation_id"]: (place["source_sha256"], place["source_name"]) for place in places}
        used = frozenset(sha256 for sha256, _ in files.values())
        return cls(record_of(folder), {_key(row): row for row in rows}, files, used)

    def uses(self, file: _File) -> bool:
        """Whether any of its figures, of either year, stands in this file."""
        return file[0] in self.used


def compare_editions(older: Path, newer: Path) -> Comparing:
    """What the edition in the folder ``newer`` says otherwise than the one in ``older``.

    Raises :class:`DifferentYears` where the two are about different years.
    """
    before, after = _Edition.read(older), _Edition.read(newer)
    if before.record["year"] != after.record["year"]:
        years = f"{before.record['year']} and {after.record['year']}"
        raise DifferentYears(f"the editions are about {years}: compare two editions of one year")
    return Comparing(before.record, after.record, tuple(_revisions(before, after)))


def _revisions(before: _Edition, after: _Edition) -> Iterator[Revision]:
    gone = [key for key in before.rows if key not in after.rows]
    for key in (*after.rows, *gone):
        old, new = before.rows.get(key, {}), after.rows.get(key, {})
        if change := _change(old, new):
            yield _revision(before, after, old, new, change)


def _change(old: Row, new: Row) -> str | None:
    """What became of a row, by the first thing that differs; None where it reads the same."""
    was, is_now = _state(old), _state(new)
    if was != is_now:
        return {"published": "released" if was == "held_back" else "appeared"}.get(is_now, is_now)
    if old.get("held_back_reason") != new.get("held_back_reason"):
        return "reason_changed"
    for change, names in _READINGS.items():
        if any(old.get(name) != new.get(name) for name in names):
            return change
    return None


def _state(row: Row) -> str:
    if row.get("held_back_reason") is not None:
        return "held_back"
    return "gone" if row.get("observation_id") is None else "published"


def _revision(before: _Edition, after: _Edition, old: Row, new: Row, change: str) -> Revision:
    row = new or old
    concerned = "previous_observation_id" if change == "previous_revised" else "observation_id"
    ids = old.get(concerned), new.get(concerned)
    files = before.files.get(ids[0] or ""), after.files.get(ids[1] or "")
    shown = files[1] or files[0]
    return Revision(
        region_code=row["region_code"],
        region_name=row["region_name"],
        scope_zh=row["org_scope_zh"],
        indicator_id=row["indicator_id"],
        indicator_zh=row["indicator_zh"],
        change=change,
        cause=_cause_in_files(before, after, *files, change) or _cause_in_method(before, after, *ids),
        before=_printed(old, change),
        after=_printed(new, change),
        source_name=None if shown is None else shown[1],
    )


def _cause_in_files(
    before: _Edition, after: _Edition, old: _File | None, new: _File | None, change: str
) -> str | None:
    """Whether other material was used, told from the files that the older and the newer figure stand in."""
    if new is not None and not before.uses(new):
        return "new_file"
    # Of a figure that is held back an edition names no file, so that the old one may still be its source.
    if old is not None and change != "held_back" and not after.uses(old):
        return "file_gone"
    return "other_file" if old is not None and new is not None and old[0] != new[0] else None


def _cause_in_method(before: _Edition, after: _Edition, old_id: str | None, new_id: str | None) -> str:
    """What made the same material say something else."""
    if before.record["catalog_version"] != after.record["catalog_version"]:
        return "method"
    return "read_again" if old_id and new_id and old_id != new_id else "judged"


def _printed(row: Row, change: str) -> str:
    """What the table shows of that which has changed, in the unit of the table."""
    if not row:
        return NOT_APPLICABLE
    if change == "previous_revised":
        return _with_unit(row, "previous_printed", "previous_observation_id")
    if change == "comparison_changed":
        return str(row["refusal_zh"] or f"{row['change_printed']}，{row['comparison_printed']}")
    if row["held_back_reason"] is not None:
        return f"{row['value_printed']}（{row['held_back_zh']}）"
    return _with_unit(row, "value_printed", "observation_id")


def _with_unit(row: Row, printed: str, observation_id: str) -> str:
    return f"{row[printed]}{'' if row[observation_id] is None else row['display_unit']}"


def _key(row: Row) -> Key:
    return row["region_code"], row["org_scope"], row["indicator_id"]
