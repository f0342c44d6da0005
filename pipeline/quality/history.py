"""The record of all builds: one file per build under ``<home>/quality/history``, never written again.

A build reads the record of those before it; which number a build has follows from the record alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa

from ingestion.landing.durable import write_atomically
from pipeline.locks import exclusive

Outcome = Literal["promoted", "stopped"]

HISTORY = "history"
FIRST = 1


def _field(name: str, kind: pa.DataType, nullable: bool = False) -> pa.Field[Any]:
    return pa.field(name, kind, nullable=nullable)


THIS_BUILD_SCHEMA = pa.schema(
    [
        _field("build_number", pa.int32()),
        _field("build_id", pa.string()),
        _field("as_of", pa.timestamp("us", "UTC")),
    ]
)
HISTORY_SCHEMA = pa.schema(
    [
        *THIS_BUILD_SCHEMA,
        _field("outcome", pa.string()),
        _field("stopped_by", pa.string(), nullable=True),
        _field("measure", pa.string()),
        _field("value", pa.int64()),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildQuality:
    """What one build came to. ``measures`` are counts by the codes of the vocabulary ``quality_measure``;
    ``stopped_by`` is a code of ``run_stop`` where the build was stopped."""

    build_number: int
    build_id: str
    as_of: datetime
    outcome: Outcome
    stopped_by: str | None
    measures: Mapping[str, int]


def read_history(quality: Path) -> tuple[BuildQuality, ...]:
    """Every recorded build, the first one first."""
    found = (_read(path) for path in sorted((quality / HISTORY).glob("*.json")))
    return tuple(sorted(found, key=lambda build: build.build_number))


def number_of(quality: Path, build_id: str) -> int:
    """The number of a build: the one it went through under before, else the next that is free."""
    history = read_history(quality)
    same = [b.build_number for b in history if b.build_id == build_id and b.outcome == "promoted"]
    return same[-1] if same else _next(history)


def history_tables(quality: Path, build_id: str, as_of: datetime) -> Mapping[str, pa.Table]:
    """The record and the build in progress, as the warehouse takes them."""
    this = {"build_number": number_of(quality, build_id), "build_id": build_id, "as_of": as_of}
    rows = [
        {**asdict(build), "measure": measure, "value": value}
        for build in read_history(quality)
        for measure, value in sorted(build.measures.items())
    ]
    return {
        "quality_history": pa.Table.from_pylist(rows, schema=HISTORY_SCHEMA),
        "this_build": pa.Table.from_pylist([this], schema=THIS_BUILD_SCHEMA),
    }


def append(
    quality: Path,
    build_id: str,
    as_of: datetime,
    outcome: Outcome,
    measures: Mapping[str, int],
    stopped_by: str | None = None,
) -> BuildQuality:
    """Record what a build came to; the same outcome of the same build again leaves the record as it is."""
    with exclusive(quality / HISTORY / ".lock"):
        history = read_history(quality)
        found = BuildQuality(
            build_number=_next(history),
            build_id=build_id,
            as_of=as_of.astimezone(UTC),
            outcome=outcome,
            stopped_by=stopped_by,
            measures=dict(sorted(measures.items())),
        )
        known = next((build for build in reversed(history) if _is_same(build, found)), None)
        if known is None:
            _write(quality, found)
    return known or found


def _is_same(build: BuildQuality, other: BuildQuality) -> bool:
    return (build.build_id, build.outcome) == (other.build_id, other.outcome)


def _next(history: tuple[BuildQuality, ...]) -> int:
    return history[-1].build_number + 1 if history else FIRST


def _write(quality: Path, build: BuildQuality) -> None:
    content = asdict(build) | {"as_of": build.as_of.isoformat()}
    path = quality / HISTORY / f"{build.build_number:06d}-{build.build_id}.json"
    write_atomically(path, json.dumps(content, ensure_ascii=False, indent=1).encode())


def _read(path: Path) -> BuildQuality:
    content = json.loads(path.read_text(encoding="utf-8"))
    return BuildQuality(**content | {"as_of": datetime.fromisoformat(content["as_of"])})
