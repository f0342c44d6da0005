"""The decisions as a build takes them: one row per decision and observation that it is about today.

Every application of decisions leaves one Parquet file under ``<home>/review/decisions`` and no file is ever
changed, so that the record only grows.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.review.places import placed_decisions
from pipeline.review.records import recorded


def read_decisions(home: Path) -> pa.Table:
    """Every decision of the home that holds, in the order in which they were made."""
    return placed_decisions(home, recorded(home)).sort_by(
        [("decided_at", "ascending"), ("decision_id", "ascending"), ("observation_id", "ascending")]
    )


def latest_decision(decisions: pa.Table) -> datetime | None:
    """When the last decision was made."""
    moment = pc.max(decisions.column("decided_at")).as_py()
    return moment if isinstance(moment, datetime) else None


def decision_ids(decisions: pa.Table) -> Iterable[str]:
    """What tells one state of the record from another, for telling one build from another."""
    return (str(name) for name in decisions.column("decision_id").to_pylist())
