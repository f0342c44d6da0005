"""How many figures each region and year is known to have, so that none can vanish unseen.

The counts are a file under version control: whoever changes it says why. A build is held against it by a
full outer join. What has grown is for the next version of the file; what has vanished or shrunk fails the
gate of the marts, unless the submission was withdrawn.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Annotated, Any

import pyarrow as pa
from pydantic import BaseModel, ConfigDict, Field, ValidationError

_FIELDS: list[pa.Field[Any]] = [
    pa.field("region_code", pa.string(), nullable=False),
    pa.field("year", pa.int32(), nullable=False),
    pa.field("figures", pa.int64(), nullable=False),
    pa.field("counted_at", pa.timestamp("us"), nullable=False),
]
COUNT_SCHEMA = pa.schema(_FIELDS)
"""The figures in force that a region and year must have at least, and when (UTC) they were counted."""


class CountFileError(ValueError):
    """The file of counts cannot be read as such; says in which line and why."""


class Count(BaseModel):
    """One line of the file: ``as_of`` is the moment of the build that was counted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    region_code: Annotated[str, Field(pattern="^[0-9]{6}$")]
    year: int
    figures: Annotated[int, Field(ge=1)]
    as_of: datetime


COLUMNS = tuple(Count.model_fields)


def read_counts(path: Path) -> tuple[Count, ...]:
    """The counts of a file; none where there is no file. Raises :class:`CountFileError`."""
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise CountFileError(f"{path}: the columns must be {', '.join(COLUMNS)}")
        counts = tuple(_count(path, line, row) for line, row in enumerate(rows, start=2))
    _require_distinct(path, counts)
    return counts


def _count(path: Path, line: int, row: dict[str, str]) -> Count:
    try:
        count = Count.model_validate(row)
    except ValidationError as fault:
        raise CountFileError(f"{path}, line {line}: {fault}") from fault
    return count.model_copy(update={"as_of": count.as_of.astimezone(UTC)})


def _require_distinct(path: Path, counts: tuple[Count, ...]) -> None:
    seen: set[tuple[str, int]] = set()
    for line, count in enumerate(counts, start=2):
        if (count.region_code, count.year) in seen:
            raise CountFileError(f"{path}, line {line}: {count.region_code} {count.year} stands twice")
        seen.add((count.region_code, count.year))


def expected_counts(counts: Iterable[Count], as_of: datetime) -> pa.Table:
    """What a build of what was known at ``as_of`` must have: nothing that was counted later."""
    known = [
        c.model_dump(exclude={"as_of"}) | {"counted_at": c.as_of.replace(tzinfo=None)}
        for c in counts
        if c.as_of <= as_of
    ]
    return pa.Table.from_pylist(known, schema=COUNT_SCHEMA)


def count_file(counts: Iterable[Count]) -> str:
    """The counts as the file has them, in order."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for count in sorted(counts, key=lambda c: (c.region_code, c.year)):
        writer.writerow((count.region_code, count.year, count.figures, count.as_of.isoformat()))
    return text.getvalue()
