"""Second step of an ingest: each new file read in a limited child process, the readings laid aside."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from catalog import Catalog
from ingestion.documents import UnreadableSubmission
from ingestion.landing import OBSERVATION_SCHEMA, LandingStore
from ingestion.readers.worker import LimitedReader
from ingestion.reading import Reading, read_submission, with_problems
from pipeline.records import identity_columns, local_ids, observation_columns
from pipeline.settings import Home
from pipeline.work import DOCUMENTS, DocumentRecord, Fault, Item

log = logging.getLogger(__name__)

ASSIGNED_LATER = frozenset({"observation_id", "reading_id", "submission_id", "batch_id"})
STAGED_FIELDS: list[pa.Field[Any]] = [
    pa.field("number", pa.int64(), nullable=False),
    pa.field("local_id", pa.string(), nullable=False),
    *(field for field in OBSERVATION_SCHEMA if field.name not in ASSIGNED_LATER),
]
STAGED_SCHEMA = pa.schema(STAGED_FIELDS)
STAGED_TEXT_FIELDS: list[pa.Field[Any]] = [
    pa.field("number", pa.int64(), nullable=False),
    pa.field("text", pa.string(), nullable=False),
]
STAGED_TEXT_SCHEMA = pa.schema(STAGED_TEXT_FIELDS)


@dataclass(frozen=True, slots=True)
class Staged:
    """What was read of one item: its record, its observations as rows, and the text that these point into."""

    document: DocumentRecord
    observations: tuple[dict[str, object], ...] = ()
    text: str = ""


def read_items(home: Home, items: Sequence[Item], folder: Path, catalog: Catalog) -> Path:
    """Read the new items; lay documents, observations and texts into ``folder``; returns the folder."""
    store = LandingStore(home.root)
    with LimitedReader() as reader:
        read = [_read_item(item, store, reader, catalog) for item in items if item.is_new]
    rows = [row for staged in read for row in staged.observations]
    texts = [{"number": s.document.number, "text": s.text} for s in read if s.text]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "documents.json").write_bytes(DOCUMENTS.dump_json(tuple(s.document for s in read)))
    pq.write_table(pa.Table.from_pylist(rows, schema=STAGED_SCHEMA), folder / "observations.parquet")
    pq.write_table(pa.Table.from_pylist(texts, schema=STAGED_TEXT_SCHEMA), folder / "texts.parquet")
    return folder


def _read_item(item: Item, store: LandingStore, reader: LimitedReader, catalog: Catalog) -> Staged:
    """One file; whatever goes wrong with it is its own outcome and never stops the files beside it."""
    if item.fault is not None:
        return Staged(_faulty(item, item.fault, catalog))
    try:
        document = reader.read(item.source_name, store.read(item.submission_id))
        reading = read_submission(document, item.source_name, item.entry, catalog)
    except UnreadableSubmission as fault:
        return Staged(_faulty(item, Fault(code=fault.code, reason=fault.reason), catalog))
    except Exception as error:
        # A defect of ours that one file brings to light: kept with the file, loud in the log.
        log.exception("reading %s (%s) failed", item.source_name, item.submission_id)
        return Staged(_faulty(item, Fault(code="reading_failed", reason=defect_reason(error)), catalog))
    record = _record(item, reading, document.format, catalog)
    return Staged(record, tuple(_rows(item, reading, catalog)), document.text)


def defect_reason(error: Exception) -> str:
    """What a submitter is told where a file meets a defect of ours: nothing to send again."""
    return f"系统未能处理此文件（{type(error).__name__}），已转工程人员处理，无需重新报送。"


def _faulty(item: Item, fault: Fault, catalog: Catalog) -> DocumentRecord:
    return DocumentRecord(
        number=item.number, fault=fault, reasons=item.doubts, catalog_version=catalog.version
    )


def _record(item: Item, reading: Reading, form: str, catalog: Catalog) -> DocumentRecord:
    doubted = Reading(with_problems(reading.identity, item.doubts), (), reading.chars)
    columns = identity_columns(doubted)
    return DocumentRecord(
        number=item.number,
        format=form,
        replaces=item.entry.replaces if item.entry else None,
        catalog_version=catalog.version,
        **columns | {"reasons": tuple(columns["reasons"])},
    )


def _rows(item: Item, reading: Reading, catalog: Catalog) -> list[dict[str, object]]:
    pairs = zip(local_ids(reading.observations), reading.observations, strict=True)
    return [
        {"number": item.number, "local_id": local_id, **observation_columns(o, reading, catalog.version)}
        for local_id, o in pairs
    ]
