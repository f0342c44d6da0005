"""The append-only record of what reviewers decided, each decision tied to its bytes and place.

One Parquet file per application under ``<home>/review/decisions``; none is ever written again.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ingestion.landing.durable import write_atomically
from ingestion.landing.receipts import Statement
from pipeline.records import digest
from pipeline.review.schema import DECISION_SCHEMA, DECISIONS

PLACE_FIELDS: list[pa.Field[Any]] = [
    pa.field("item_id", pa.string(), nullable=False),
    pa.field("choice", pa.string(), nullable=False),
    pa.field("sheet", pa.string()),
    pa.field("cell", pa.string()),
    pa.field("char_start", pa.int64()),
    pa.field("char_end", pa.int64()),
    pa.field("raw_text", pa.string()),
    pa.field("read_indicator_id", pa.string()),
    pa.field("statement", pa.string()),
]
RECORD_SCHEMA = pa.schema([*DECISION_SCHEMA, *PLACE_FIELDS])
"""The decision as the warehouse takes it, and what it was made about: ``statement`` is what the sender had
stated of a whole submission, the rest the place of a figure and what it was read as."""


class AlreadyRecorded(Exception):
    """The very same decisions are in the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision; see :data:`RECORD_SCHEMA`. ``decision_id`` is made of all the rest."""

    item_id: str
    choice: str
    decision: str
    submission_id: str
    decided_by: str
    decided_at: datetime
    reason: str
    decision_id: str = ""
    observation_id: str | None = None
    value: float | None = None
    value_low: float | None = None
    value_high: float | None = None
    qualifier: str | None = None
    indicator_id: str | None = None
    org_scope: str | None = None
    period_type: str | None = None
    period_year: int | None = None
    region_code: str | None = None
    expects_value: float | None = None
    confirmed_by: str | None = None
    after_sequence: int | None = None
    sheet: str | None = None
    cell: str | None = None
    char_start: int | None = None
    char_end: int | None = None
    raw_text: str | None = None
    read_indicator_id: str | None = None
    statement: str | None = None

    def named(self) -> Decision:
        """The same with the id that its content gives it."""
        content = [getattr(self, field.name) for field in fields(self) if field.name != "decision_id"]
        return replace(self, decision_id=digest(*content))


def append(home: Path, decisions: Sequence[Decision]) -> Path:
    """Write the decisions of one application as one file; raises :class:`AlreadyRecorded` where it exists."""
    named = sorted((decision.named() for decision in decisions), key=lambda d: d.decision_id)
    moment = max(decision.decided_at for decision in named)
    content = digest(*(decision.decision_id for decision in named))
    path = home / DECISIONS / f"{moment:%Y%m%dT%H%M%S%fZ}-{content}.parquet"
    if path.exists():
        raise AlreadyRecorded(str(path))
    table = pa.Table.from_pylist([asdict(decision) for decision in named], schema=RECORD_SCHEMA)
    written = io.BytesIO()
    pq.write_table(table, written)
    write_atomically(path, written.getvalue())
    return path


def recorded(home: Path) -> tuple[Decision, ...]:
    """Every decision of the home in the order in which they were made."""
    files = sorted((home / DECISIONS).glob("*.parquet"))
    rows = [row for path in files for row in pq.read_table(path, schema=RECORD_SCHEMA).to_pylist()]
    decisions = (Decision(**row) for row in rows)
    return tuple(sorted(decisions, key=lambda d: (d.decided_at, d.decision_id)))


def statement_text(statement: Statement) -> str:
    """What a sender stated, in a form that can be kept and compared."""
    return digest(*statement)
