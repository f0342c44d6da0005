"""Last step of an ingest: receipts with their outcomes, documents and observations as one atomic batch."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingestion.landing import Receipt, ReceiptBook, Replacements, exclusive
from pipeline.accepted_regions import AcceptedRegions
from pipeline.batches import (
    Entry,
    batch_of,
    receipt_book,
    settle_quarantine,
    staged_documents,
    with_outcome,
    with_replacement,
    write_entries,
)
from pipeline.settings import Home
from pipeline.work import DocumentRecord, Item

_RUN_FOLDER = "[0-9a-f]" * 32
"""The name that a scheduled run gives to the folder of its batches; a run in one process names its own."""


class StagedReadingsMissing(Exception):
    """A file is to be entered, but what was read of it is gone: receive and read the inbox again."""


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
    """The batch that was written, by this load or by one that it repeats; None where nothing was new."""

    @property
    def quarantined(self) -> int:
        """How many files are in quarantine; a link or a manifest row is no file, and a problem instead."""
        return sum(outcome.outcome == "quarantined" for outcome in self.outcomes)


def load(
    home: Home, items: Sequence[Item], staged: Sequence[Path], problems: Sequence[str] = ()
) -> IngestReport:
    """Enter the items into the books and write their readings as one batch.

    The books are opened anew under the home's lock, so that two runs over the same inbox enter a file
    once, whichever comes first. The staged folders are removed at the end. A load may be repeated at any
    point: what was entered since the work began is recognised by its receipts, and its batch reported
    again. Raises :class:`StagedReadingsMissing` where a folder is gone and a file of it was never entered.
    """
    with exclusive(home.root):
        receipts, batch_id = _entered(home, items, staged)
    for folder in staged:
        shutil.rmtree(folder, ignore_errors=True)
    _sweep(home)
    outcomes = tuple(Outcome(r.source_name, r.outcome, r.reasons) for r in receipts)
    return IngestReport(outcomes, tuple(problems), batch_id)


def _entered(home: Home, items: Sequence[Item], staged: Sequence[Path]) -> tuple[list[Receipt], str | None]:
    """The receipts of all items, once they are in the books, and the batch of those that are new."""
    documents = staged_documents(staged)
    book, regions = receipt_book(home), AcceptedRegions(home)
    entered = [_enter(item, book, regions, documents.get(item.number)) for item in items]
    entered = _told_what_they_replace(entered, book)
    new = [entry for entry, is_new in entered if is_new]
    repeated = [
        entry
        for item, (entry, is_new) in zip(items, entered, strict=True)
        if not is_new and not item.is_known
    ]
    batch_id = _written(home, new, staged) or batch_of(home, [entry.receipt for entry in repeated])
    for entry in (*new, *(entry for entry in repeated if _is_unsettled(entry, book))):
        settle_quarantine(home, entry)
    return [entry.receipt for entry, _ in entered], batch_id


def _told_what_they_replace(
    entered: Sequence[tuple[Entry, bool]], book: ReceiptBook
) -> list[tuple[Entry, bool]]:
    """The entries once all files of the inbox are in the books: what is replaced may come beside it."""
    replacements = Replacements(book.receipts())
    return [(_told(entry, book, replacements) if is_new else entry, is_new) for entry, is_new in entered]


def _told(entry: Entry, book: ReceiptBook, replacements: Replacements) -> Entry:
    if entry.document is None:
        return entry
    document = with_replacement(entry.receipt, entry.document, replacements)
    if document == entry.document:
        return entry
    receipt = with_outcome(entry.receipt, document)
    book.settle(receipt)
    return Entry(entry.number, receipt, document)


def _written(home: Home, new: Sequence[Entry], staged: Sequence[Path]) -> str | None:
    return write_entries(home, new, [folder for folder in staged if folder.is_dir()]) if new else None


def _sweep(home: Home) -> None:
    """Remove the folders of scheduled runs that hold nothing any more; what another run laid aside stays."""
    for folder in home.staged.glob(_RUN_FOLDER):
        with contextlib.suppress(OSError):  # not empty
            folder.rmdir()


def _is_unsettled(entry: Entry, book: ReceiptBook) -> bool:
    """Whether quarantine may still have to follow a receipt: an earlier attempt may have died before it."""
    receipt, document = entry.receipt, entry.document
    if document is None or book.standing(receipt.submission_id) != receipt:
        return False
    return (receipt.outcome == "quarantined") == (document.fault is not None)


def _enter(
    item: Item, book: ReceiptBook, regions: AcceptedRegions, document: DocumentRecord | None
) -> tuple[Entry, bool]:
    """The item's entry, and whether its receipt is new."""
    standing = book.standing_if_any(item.submission_id)
    arrival = book.admit(
        submission_id=item.submission_id,
        source_name=item.source_name,
        size_bytes=item.size_bytes,
        received_at=item.received_at,
        entry=item.entry,
        doubts=item.doubts,
    )
    if arrival.kind == "known":
        return Entry(item.number, arrival.receipt, document), False
    if (doubted := regions.doubted(item, arrival.receipt, standing)) is not None:
        book.settle(doubted)
        return Entry(item.number, doubted), True
    if arrival.kind == "duplicate" and standing is not None:
        return _came_again(item, arrival.receipt, standing, document, book, regions), True
    if document is None:
        return _unread(item, arrival.receipt), False
    receipt = with_outcome(arrival.receipt, document)
    book.settle(receipt)
    regions.enter(receipt, document)
    return Entry(item.number, receipt, document), True


def _came_again(
    item: Item,
    receipt: Receipt,
    standing: Receipt,
    document: DocumentRecord | None,
    book: ReceiptBook,
    regions: AcceptedRegions,
) -> Entry:
    """The entry of known bytes under another name: nothing new, unless those before it are the wrong copy."""
    if document is not None and regions.is_its_own(item, document, standing):
        # It corrects the reading before it and never counts as received earlier.
        later = replace(receipt, received_at=max(receipt.received_at, standing.received_at))
        settled = with_outcome(later, document)
        book.settle(settled)
        regions.enter(settled, document)
        return Entry(item.number, settled, document)
    held = regions.beside_waiting(item, receipt, standing)
    if held is not None:
        book.settle(held)
    return Entry(item.number, held or receipt)


def _unread(item: Item, receipt: Receipt) -> Entry:
    """The entry of a file of which no reading was laid aside: for the next run, if that may be."""
    if item.is_new:
        raise StagedReadingsMissing(
            f"{item.source_name}: nothing was laid aside for it, receive and read the inbox again"
        )
    # Known when the work began, but another run entered another statement meanwhile.
    return Entry(item.number, receipt)
