"""Last step of an ingest: receipts with their outcomes, documents and observations as one atomic batch."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ingestion.documents import UnreadableSubmission
from ingestion.landing import (
    DOCUMENT_SCHEMA,
    OBSERVATION_SCHEMA,
    Arrival,
    Receipt,
    ReceiptBook,
    exclusive,
    quarantine,
    read_raw_table,
    receipt_table,
    receipts_from,
    write_batch,
)
from pipeline.read import STAGED_SCHEMA
from pipeline.records import EXTRACTOR_VERSION, digest
from pipeline.settings import Home
from pipeline.work import DOCUMENTS, DocumentRecord, Item


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    source_name: str
    outcome: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What became of every file of an inbox, those received before included."""

    outcomes: tuple[Outcome, ...]
    problems: tuple[str, ...]
    batch_id: str | None
    """The batch that was written; None where nothing was new."""

    @property
    def quarantined(self) -> int:
        """How many files could not be taken: in quarantine, or not even receivable."""
        return sum(o.outcome == "quarantined" for o in self.outcomes) + len(self.problems)


def load(
    home: Home, items: Sequence[Item], staged: Sequence[Path], problems: Sequence[str] = ()
) -> IngestReport:
    """Enter the items into the books and write their readings as one batch.

    The books are opened anew under the home's lock, so that two runs over the same inbox enter a file
    once, whichever comes first. The staged folders are removed at the end.
    """
    documents = {d.number: d for folder in staged for d in _documents(folder)}
    with exclusive(home.root):
        book = ReceiptBook(receipts_from(read_raw_table(home.root, "receipts")))
        entries = [_enter(item, book, documents.get(item.number)) for item in items]
        new = [entry for entry in entries if entry.is_new]
        batch_id = _write_batch(home, new, staged) if new else None
        for entry in new:
            _quarantine(home, entry)
    for folder in staged:
        shutil.rmtree(folder, ignore_errors=True)
    outcomes = tuple(Outcome(e.receipt.source_name, e.receipt.outcome, e.receipt.reasons) for e in entries)
    return IngestReport(outcomes, tuple(problems), batch_id)


@dataclass(frozen=True, slots=True)
class _Entry:
    """An item with its receipt; ``document`` is set where the item was read in this run."""

    number: int
    receipt: Receipt
    is_new: bool
    document: DocumentRecord | None = None

    @property
    def reading_id(self) -> str:
        """The reading of this receipt by this version of the system."""
        version = self.document.catalog_version if self.document else ""
        return digest(self.receipt.receipt_id, EXTRACTOR_VERSION, version)


def _enter(item: Item, book: ReceiptBook, document: DocumentRecord | None) -> _Entry:
    arrival = book.admit(
        submission_id=item.submission_id,
        source_name=item.source_name,
        size_bytes=item.size_bytes,
        received_at=item.received_at,
        entry=item.entry,
    )
    if not arrival.is_to_be_read or document is None:
        return _Entry(item.number, arrival.receipt, is_new=arrival.kind == "duplicate")
    return _Entry(item.number, _with_outcome(arrival, document), is_new=True, document=document)


def _with_outcome(arrival: Arrival, document: DocumentRecord) -> Receipt:
    if document.fault is not None:
        return replace(arrival.receipt, outcome="quarantined", reasons=(document.fault.reason,))
    if document.status == "accepted":
        return replace(arrival.receipt, outcome="accepted", reasons=document.reasons)
    return replace(arrival.receipt, outcome="needs_review", reasons=document.reasons)


def _quarantine(home: Home, entry: _Entry) -> None:
    if entry.document is not None and entry.document.fault is not None:
        fault = entry.document.fault
        quarantine(home.root, entry.receipt, UnreadableSubmission(fault.code, fault.reason))


def _write_batch(home: Home, entries: Sequence[_Entry], staged: Sequence[Path]) -> str:
    read = {e.number: e for e in entries if e.document is not None and e.document.fault is None}
    documents = pa.Table.from_pylist([_document_row(e) for e in read.values()], schema=DOCUMENT_SCHEMA)
    observations = [row for folder in staged for row in _observation_rows(folder, read)]
    return write_batch(
        home.root,
        receipt_table(e.receipt for e in entries),
        documents,
        pa.Table.from_pylist(observations, schema=OBSERVATION_SCHEMA),
    )


def _documents(folder: Path) -> tuple[DocumentRecord, ...]:
    return DOCUMENTS.validate_json((folder / "documents.json").read_bytes())


def _document_row(entry: _Entry) -> dict[str, Any]:
    row = asdict(entry.document) if entry.document else {}
    row["reasons"] = list(row["reasons"])
    receipt = entry.receipt
    return {name: value for name, value in row.items() if name not in {"number", "fault"}} | {
        "reading_id": entry.reading_id,
        "submission_id": receipt.submission_id,
        "receipt_id": receipt.receipt_id,
        "batch_id": "",
        "sequence": receipt.sequence,
        "source_name": receipt.source_name,
        "received_at": receipt.received_at,
        "extractor_version": EXTRACTOR_VERSION,
    }


def _observation_rows(folder: Path, read: Mapping[int, _Entry]) -> Iterator[dict[str, Any]]:
    table = pq.read_table(folder / "observations.parquet", schema=STAGED_SCHEMA)
    for row in table.to_pylist():
        entry = read.get(row.pop("number"))
        local_id = row.pop("local_id")
        if entry is None:
            continue  # another run entered this file first
        yield row | {
            "observation_id": digest(entry.reading_id, local_id),
            "reading_id": entry.reading_id,
            "submission_id": entry.receipt.submission_id,
            "batch_id": "",
        }
