"""Entries of the books and their readings, written into the raw layer as one atomic batch."""

from __future__ import annotations

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
    TEXT_SCHEMA,
    Receipt,
    ReceiptBook,
    Replacements,
    quarantine,
    read_raw_table,
    receipt_table,
    receipts_from,
    release,
    write_batch,
)
from pipeline.read import STAGED_SCHEMA, STAGED_TEXT_SCHEMA
from pipeline.records import EXTRACTOR_VERSION, digest
from pipeline.settings import Home
from pipeline.work import DOCUMENTS, DocumentRecord


@dataclass(frozen=True, slots=True)
class Entry:
    """An item with its receipt; ``document`` is set where the item was read in this run."""

    number: int
    receipt: Receipt
    document: DocumentRecord | None = None

    @property
    def reading_id(self) -> str:
        """The reading of this receipt by this version of the system."""
        version = self.document.catalog_version if self.document else ""
        return digest(self.receipt.receipt_id, EXTRACTOR_VERSION, version)


def receipt_book(home: Home) -> ReceiptBook:
    """The books of a home as they stand now."""
    return ReceiptBook(receipts_from(read_raw_table(home.root, "receipts")))


def batch_of(home: Home, receipts: Sequence[Receipt]) -> str | None:
    """The batch that holds the last of these receipts; None where there is none."""
    if not receipts:
        return None
    last = max(receipts, key=lambda receipt: receipt.sequence)
    batches = {
        row["receipt_id"]: row["batch_id"] for row in read_raw_table(home.root, "receipts").to_pylist()
    }
    batch_id: str = batches[last.receipt_id]
    return batch_id


def with_outcome(receipt: Receipt, document: DocumentRecord) -> Receipt:
    """The receipt with what came of reading it."""
    if document.fault is not None:
        reasons = (document.fault.reason, *document.reasons)
        return replace(receipt, outcome="quarantined", reasons=reasons)
    if document.status == "accepted":
        return replace(receipt, outcome="accepted", reasons=document.reasons)
    return replace(receipt, outcome="needs_review", reasons=document.reasons)


def with_replacement(
    receipt: Receipt, document: DocumentRecord, replacements: Replacements
) -> DocumentRecord:
    """The document with the submission that it replaces; doubts about that send it to review."""
    if document.fault is not None or not receipt.stated_replaces:
        return document
    found = replacements.of(receipt)
    return replace(
        document,
        replaces=found.submission_id or document.replaces,
        status="needs_review" if found.doubts else document.status,
        reasons=(*document.reasons, *found.doubts),
    )


def settle_quarantine(home: Home, entry: Entry) -> bool:
    """Put a submission that could not be read into quarantine, take one that could be read out of it.

    True where it was in quarantine and left it.
    """
    if entry.document is None:
        return False
    fault = entry.document.fault
    if fault is None:
        return release(home.root, entry.receipt.submission_id)
    quarantine(home.root, entry.receipt, UnreadableSubmission(fault.code, fault.reason))
    return False


def write_entries(home: Home, entries: Sequence[Entry], staged: Sequence[Path]) -> str:
    """Write receipts, documents, observations and texts of these entries as one batch; returns its id.

    Observations and texts are taken from the staged folders; those of items without an entry are left out.
    """
    read = {e.number: e for e in entries if e.document is not None and e.document.fault is None}
    documents = pa.Table.from_pylist([document_row(e) for e in read.values()], schema=DOCUMENT_SCHEMA)
    observations = [row for folder in staged for row in _observation_rows(folder, read)]
    texts = [row for folder in staged for row in _text_rows(folder, read)]
    return write_batch(
        home.root,
        receipt_table(e.receipt for e in entries),
        documents,
        pa.Table.from_pylist(observations, schema=OBSERVATION_SCHEMA),
        pa.Table.from_pylist(texts, schema=TEXT_SCHEMA),
    )


def staged_documents(staged: Sequence[Path]) -> dict[int, DocumentRecord]:
    """What was read of each item of the staged folders, by the item's number; nothing of a folder gone."""
    return {
        document.number: document
        for folder in staged
        if (folder / "documents.json").is_file()
        for document in DOCUMENTS.validate_json((folder / "documents.json").read_bytes())
    }


def document_row(entry: Entry) -> dict[str, Any]:
    """The row of :data:`DOCUMENT_SCHEMA` for an entry that was read."""
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


def _observation_rows(folder: Path, read: Mapping[int, Entry]) -> Iterator[dict[str, Any]]:
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


def _text_rows(folder: Path, read: Mapping[int, Entry]) -> Iterator[dict[str, Any]]:
    for row in pq.read_table(folder / "texts.parquet", schema=STAGED_TEXT_SCHEMA).to_pylist():
        entry = read.get(row["number"])
        if entry is not None:
            yield {"reading_id": entry.reading_id, "batch_id": "", "text": row["text"]}
