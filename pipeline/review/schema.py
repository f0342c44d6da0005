"""The columns of a decision as the warehouse takes it, and where the record of decisions lies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa

DECISIONS = Path("review") / "decisions"


def _field(name: str, kind: pa.DataType, nullable: bool = True) -> pa.Field[Any]:
    return pa.field(name, kind, nullable=nullable)


DECISION_SCHEMA = pa.schema(
    [
        _field("decision_id", pa.string(), nullable=False),
        _field("observation_id", pa.string()),
        _field("submission_id", pa.string(), nullable=False),
        _field("decision", pa.string(), nullable=False),
        _field("value", pa.float64()),
        _field("value_low", pa.float64()),
        _field("value_high", pa.float64()),
        _field("qualifier", pa.string()),
        _field("indicator_id", pa.string()),
        _field("org_scope", pa.string()),
        _field("period_type", pa.string()),
        _field("period_year", pa.int32()),
        _field("region_code", pa.string()),
        _field("expects_value", pa.float64()),
        _field("decided_by", pa.string(), nullable=False),
        _field("confirmed_by", pa.string()),
        _field("decided_at", pa.timestamp("us", tz="UTC"), nullable=False),
        _field("reason", pa.string(), nullable=False),
        _field("after_sequence", pa.int64()),
    ]
)
"""``decision`` is a code of the vocabulary ``review_decision``. Without ``observation_id`` it is about the
whole submission. ``value`` and its bounds hold for ``replace_value``; indicator, scope and period for
``reassign``; ``expects_value`` is the number that the source said when it was decided. A correction of a
number is a ``replace_value`` with a second person in ``confirmed_by``. ``after_sequence`` is the last receipt
before a region or year was assigned: readings of the submission after it rest on the decision, and exist from
it on."""
