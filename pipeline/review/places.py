"""Which observations a decision is about today: the same bytes, the same place, the same reading of it.

A submission may be read again by another version. A decision holds for the new reading as long as that reads
the same number at the same place as the same indicator; otherwise it lapses and the figure waits again. A
correction of a number (``replace_value``) does not lapse: the build stops and names it, because a published
number rests on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from ingestion.landing.raw_layer import batches_folder
from pipeline.review.records import Decision
from pipeline.review.schema import DECISION_SCHEMA

Place = tuple[object, ...]
READ = (
    *("observation_id", "reading_id", "submission_id", "sheet", "cell", "start", "end"),
    *("raw_text", "indicator_id", "value"),
)


@dataclass(frozen=True, slots=True)
class Read:
    """An observation at a place: its id, and the number that was read."""

    observation_id: str
    value: float | None


def placed_decisions(home: Path, decisions: Sequence[Decision]) -> pa.Table:
    """The decisions that hold, as :data:`DECISION_SCHEMA`: a row per decision and observation it is about."""
    found = _observations(home, {d.submission_id for d in decisions if d.observation_id is not None})
    rows = [row for decision in decisions for row in _rows(decision, found)]
    return pa.Table.from_pylist(rows, schema=DECISION_SCHEMA)


def lapsed(home: Path, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """The decisions about figures that no reading of their source gives any more."""
    found = _observations(home, {d.submission_id for d in decisions if d.observation_id is not None})
    return tuple(d for d in decisions if d.observation_id is not None and not list(_rows(d, found)))


def _rows(decision: Decision, found: Mapping[Place, Mapping[str, list[Read]]]) -> Iterator[dict[str, Any]]:
    row = {name: value for name, value in asdict(decision).items() if name in DECISION_SCHEMA.names}
    if decision.observation_id is None:
        yield row
        return
    for reads in found.get(_place_of(decision), {}).values():
        for observation_id in _meant(decision, reads):
            yield row | {"observation_id": observation_id}


def _meant(decision: Decision, reads: Sequence[Read]) -> Iterable[str]:
    """The observation of one reading that is meant; none where that is not certain."""
    if decision.observation_id in {read.observation_id for read in reads}:
        return (str(decision.observation_id),)
    same = [read for read in reads if read.value == decision.expects_value]
    candidates = reads if decision.decision == "replace_value" and not same else same
    return (candidates[0].observation_id,) if len(candidates) == 1 else ()


def _place_of(decision: Decision) -> Place:
    place = (decision.sheet, decision.cell, decision.char_start, decision.char_end, decision.raw_text)
    return (decision.submission_id, *place, decision.read_indicator_id)


def _observations(home: Path, submissions: set[str]) -> Mapping[Place, Mapping[str, list[Read]]]:
    """The observations of these submissions by place, then by reading."""
    found: dict[Place, dict[str, list[Read]]] = defaultdict(lambda: defaultdict(list))
    files = sorted(batches_folder(home).glob("*/observations.parquet")) if submissions else []
    if not files:
        return found
    wanted = pc.field("submission_id").isin(sorted(submissions))
    for row in ds.dataset(files).to_table(columns=list(READ), filter=wanted).to_pylist():
        place = (row["sheet"], row["cell"], row["start"], row["end"], row["raw_text"], row["indicator_id"])
        read = Read(row["observation_id"], row["value"])
        found[(row["submission_id"], *place)][row["reading_id"]].append(read)
    return found
