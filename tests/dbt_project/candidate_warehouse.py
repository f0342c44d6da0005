"""Hand-made Parquet inputs and the two dbt passes over them, for the tests of the warehouse.

All regions, bureaus and figures are invented.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner
from made_once import made_once
from parsed_once import parsed_once

from catalog import load_catalog
from catalog.indicator_tables import DEFINITION_BREAK_SCHEMA
from catalog.regions_tables import CHANGE_SCHEMA, REGION_SCHEMA
from catalog.tables import warehouse_tables
from expectations.identities import HOLD_SCHEMA, RESULT_SCHEMA
from ingestion.landing.schemas import DOCUMENT_SCHEMA, OBSERVATION_SCHEMA, RECEIPT_SCHEMA
from pipeline.parsed_project import mark_of, parsed_project
from pipeline.quality.history import HISTORY_SCHEMA, THIS_BUILD_SCHEMA
from pipeline.review.schema import DECISION_SCHEMA
from pipeline.roster import ROSTER_SCHEMA

PROJECT = Path(__file__).parents[2] / "dbt_project"
THIS_BUILD = {"build_number": 4, "build_id": "build-4", "as_of": datetime(2025, 1, 1, tzinfo=UTC)}
CANDIDATE = "candidate.duckdb"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One received file and its reading; ``name`` stands for the SHA-256 of its bytes."""

    name: str
    figures: tuple[Mapping[str, Any], ...] = ()
    region: str | None = "990121"
    year: int | None = 2023
    kind: str = "narrative"
    received: str = "2024-02-01"
    status: str = "accepted"
    replaces: str | None = None
    published: str | None = None
    level: str | None = "county"
    reading: str | None = None

    @property
    def reading_id(self) -> str:
        """The id of the reading: one per submission unless a test reads the same bytes twice."""
        return self.reading or f"{self.name}#1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Everything that a build reads."""

    submissions: Sequence[Submission] = ()
    regions: Sequence[Mapping[str, Any]] = ()
    region_changes: Sequence[Mapping[str, Any]] = ()
    definition_breaks: Sequence[Mapping[str, Any]] = ()
    results: Sequence[Mapping[str, Any]] = ()
    holds: Sequence[Mapping[str, Any]] = ()
    further_receipts: Sequence[Mapping[str, Any]] = ()
    decisions: Sequence[Mapping[str, Any]] = ()
    roster: Sequence[Mapping[str, Any]] = ()
    quality_history: Sequence[Mapping[str, Any]] = ()


def figure(indicator_id: str | None, value: float | None = None, **others: Any) -> Mapping[str, Any]:
    """A stated figure of the reporting bureau itself for the whole year, unless said otherwise."""
    plain = {
        "disposition": "fact",
        "raw_text": "" if value is None else f"{value:g}",
        "rule": "test",
        "evidence": "虚构样例",
        "confidence": 0.9,
        "indicator_id": indicator_id,
        "value": value,
        "qualifier": "exact",
        "in_words": False,
        "value_status": "zero" if value == 0 else "value",
        "org_scope": "own",
        "scope_basis": "stated",
        "period_type": "full_year",
        "assertion": "actual",
        "alternatives": [],
    }
    return plain | others


def county(key: str, code: str, valid_from: int = 2000, valid_to: int | None = None) -> Mapping[str, Any]:
    """A version of an invented county."""
    return {
        "region_key": key,
        "region_code": code,
        "name_zh": f"{key}县",
        "short_name": key,
        "level": "county",
        "parent_code": "990100",
        "province_code": "990000",
        "valid_from_year": valid_from,
        "valid_to_year": valid_to,
        "is_local": False,
        "is_invented": True,
        "successor_codes": [],
    }


def write_inputs(folder: Path, inputs: Inputs) -> None:
    """Writes raw layer, catalogue and audit results as the pipeline does; one of the two batches is empty."""
    for batch, submissions in (("batch-0", ()), ("batch-1", inputs.submissions)):
        numbered = tuple(enumerate(submissions, start=1))
        receipts = [_receipt(submission, n) for n, submission in numbered]
        further = [dict(receipt) for receipt in inputs.further_receipts] if submissions else []
        documents = [_document(s, n) for n, s in numbered if s.status != "quarantined"]
        observations = [row for submission in submissions for row in _observations(submission)]
        target = folder / "raw" / "batches" / batch
        _write(target / "receipts.parquet", receipts + further, RECEIPT_SCHEMA)
        _write(target / "documents.parquet", documents, DOCUMENT_SCHEMA)
        _write(target / "observations.parquet", observations, OBSERVATION_SCHEMA)
    _write_catalog(folder / "catalog", inputs)
    _write(folder / "audit" / "identity_results.parquet", inputs.results, RESULT_SCHEMA)
    _write(folder / "audit" / "identity_holds.parquet", inputs.holds, HOLD_SCHEMA)


def _write_catalog(folder: Path, inputs: Inputs) -> None:
    folder.mkdir(parents=True)
    invented: dict[str, tuple[Sequence[Mapping[str, Any]], pa.Schema]] = {
        "regions": (inputs.regions, REGION_SCHEMA),
        "region_changes": (inputs.region_changes, CHANGE_SCHEMA),
        "definition_breaks": (inputs.definition_breaks, DEFINITION_BREAK_SCHEMA),
    }
    for name, table in warehouse_tables(load_catalog()).items():
        if name in invented:
            _write(folder / f"{name}.parquet", *invented[name])
        else:
            pq.write_table(table, folder / f"{name}.parquet")
    _write(folder / "decisions.parquet", inputs.decisions, DECISION_SCHEMA)
    _write(folder / "obligation_roster.parquet", inputs.roster, ROSTER_SCHEMA)
    _write(folder / "quality_history.parquet", inputs.quality_history, HISTORY_SCHEMA)
    _write(folder / "this_build.parquet", [THIS_BUILD], THIS_BUILD_SCHEMA)


def _write(path: Path, rows: Iterable[Mapping[str, Any]], schema: pa.Schema) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist([dict(r) for r in rows], schema=schema), path)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def receipt(name: str, received: str, outcome: str, sequence: int, receipt_id: str) -> dict[str, Any]:
    """A receipt of its own: a withdrawal, or the same bytes once more."""
    return {
        "receipt_id": receipt_id,
        "submission_id": name,
        "batch_id": "batch-1",
        "sequence": sequence,
        "source_name": f"{name}.docx",
        "received_at": _time(received),
        "outcome": outcome,
        "reasons": [],
        "size_bytes": 1,
        "media_type": "text/plain",
    }


def decision(
    observation_id: str, verdict: str, at: str = "2024-03-20T09:00:00", **others: Any
) -> Mapping[str, Any]:
    """What a reviewer decided about one figure."""
    plain = {
        "decision_id": f"{observation_id}@{at}",
        "observation_id": observation_id,
        "submission_id": observation_id.split("#")[0],
        "decision": verdict,
        "decided_by": "王审核",
        "decided_at": _time(at),
        "reason": "虚构样例",
    }
    return plain | others


def _receipt(submission: Submission, sequence: int) -> dict[str, Any]:
    receipt_id = f"receipt-{submission.reading_id}"
    return receipt(submission.name, submission.received, submission.status, sequence, receipt_id)


def _document(submission: Submission, sequence: int) -> dict[str, Any]:
    return {
        "reading_id": submission.reading_id,
        "submission_id": submission.name,
        "receipt_id": f"receipt-{submission.reading_id}",
        "batch_id": "batch-1",
        "sequence": sequence,
        "source_name": f"{submission.name}.docx",
        "received_at": _time(submission.received),
        "status": submission.status,
        "reasons": [],
        "region_code": submission.region,
        "region_level": submission.level,
        "report_year": submission.year,
        "kind": submission.kind,
        "published_on": submission.published and datetime.fromisoformat(submission.published).date(),
        "chars": 100,
        "format": "docx",
        "replaces": submission.replaces,
        "extractor_version": "1",
        "catalog_version": "1",
    }


def _observations(submission: Submission) -> list[dict[str, Any]]:
    return [
        {
            "observation_id": f"{submission.reading_id}/{n}",
            "reading_id": submission.reading_id,
            "submission_id": submission.name,
            "batch_id": "batch-1",
            "region_code": submission.region,
            "report_year": submission.year,
            "start": 10 * n,
            "end": 10 * n + 3,
            "extractor_version": "1",
            "catalog_version": "1",
        }
        | dict(stated)
        for n, stated in enumerate(submission.figures)
    ]


class Ran(NamedTuple):
    """What became of a model, a test or a unit test."""

    name: str
    resource_type: str
    status: str
    message: str | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A built warehouse."""

    path: Path
    results: tuple[Ran, ...]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with duckdb.connect(str(self.path), read_only=True) as connection:
            return connection.execute(query).fetchall()

    def cell(self, query: str) -> Any:
        """The only value of a query that has exactly one row of one column."""
        ((value,),) = self.rows(query)
        return value

    def failures(self) -> list[str]:
        """The tests and models that did not pass, by name."""
        return [
            f"{r.name}: {r.status} {r.message}"
            for r in self.results
            if r.status not in {"success", "pass", "no-op"}
        ]


def build_once(factory: pytest.TempPathFactory, name: str, inputs: Inputs, **options: Any) -> Candidate:
    """A warehouse of that name, built once for all workers."""
    parsed = parsed_once(factory)
    folder, ran = made_once(
        factory, name, lambda folder: build(folder, inputs, parsed=parsed, **options).results
    )
    return Candidate(folder / CANDIDATE, tuple(Ran(*result) for result in ran))


def build(
    folder: Path,
    inputs: Inputs,
    *,
    as_of: str = "",
    unit_tests: bool = True,
    data_tests: bool = True,
    parsed: Path | None = None,
) -> Candidate:
    """Both passes over the inputs, with the project parsed once; ``parsed`` keeps it for other builds."""
    write_inputs(folder, inputs)
    roots = {f"{name}_root": str(folder / name) for name in ("raw", "catalog", "audit")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NIANJIAN_CANDIDATE", str(folder / CANDIDATE))
        marks = {name: mark_of(name) for name in roots}
        manifest = parsed_project(
            parsed or folder / "parsed",
            roots,
            lambda: _invoke(None, "parse", *_options(folder, marks | {"as_of": ""})),
        )
        options = [*_options(folder, roots | {"as_of": as_of})]
        wanted = {"unit_test": unit_tests, "test": data_tests}
        for kind in (kind for kind, is_wanted in wanted.items() if not is_wanted):
            options += ["--exclude-resource-type", kind]
        ran: list[Ran] = []
        for selector in ("before_identities", "after_identities"):
            ran.extend(_ran(r) for r in _invoke(manifest, "build", "--selector", selector, *options))
        DuckDBConnectionManager.close_all_connections()
    return Candidate(folder / CANDIDATE, tuple(ran))


def _ran(result: Any) -> Ran:
    node = result.node
    return Ran(node.name, str(node.resource_type), str(result.status), result.message)


def _options(folder: Path, variables: Mapping[str, str]) -> tuple[str, ...]:
    return (
        *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)),
        *("--quiet", "--log-level-file", "none", "--no-write-json", "--log-path", str(folder / "logs")),
        *("--target-path", str(folder / "target"), "--vars", json.dumps(dict(variables))),
    )


def _invoke(manifest: Any, *arguments: str) -> Any:
    outcome = dbtRunner(manifest=manifest).invoke(list(arguments))
    if outcome.exception is not None:
        raise outcome.exception
    return outcome.result
