"""Last step of an ingest: receipts with their outcomes, documents and observations as one atomic batch."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingestion.landing import ReceiptBook, exclusive
from pipeline.batches import (
    Entry,
    receipt_book,
    settle_quarantine,
    staged_documents,
    with_outcome,
    write_entries,
)
from pipeline.settings import Home
from pipeline.work import DocumentRecord, Item


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
    documents = staged_documents(staged)
    with exclusive(home.root):
        book = receipt_book(home)
        entered = [_enter(item, book, documents.get(item.number)) for item in items]
        new = [entry for entry, is_new in entered if is_new]
        batch_id = write_entries(home, new, staged) if new else None
        for entry in new:
            settle_quarantine(home, entry)
    for folder in staged:
        shutil.rmtree(folder, ignore_errors=True)
    receipts = [entry.receipt for entry, _ in entered]
    outcomes = tuple(Outcome(r.source_name, r.outcome, r.reasons) for r in receipts)
    return IngestReport(outcomes, tuple(problems), batch_id)


def _enter(item: Item, book: ReceiptBook, document: DocumentRecord | None) -> tuple[Entry, bool]:
    """The item's entry, and whether its receipt is new."""
    arrival = book.admit(
        submission_id=item.submission_id,
        source_name=item.source_name,
        size_bytes=item.size_bytes,
        received_at=item.received_at,
        entry=item.entry,
    )
    if not arrival.is_to_be_read or document is None:
        return Entry(item.number, arrival.receipt), arrival.kind == "duplicate"
    return Entry(item.number, with_outcome(arrival.receipt, document), document), True
