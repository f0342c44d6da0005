"""Reads landed files again after a change of catalogue or code, with the statement of their last receipt.

A new reading supersedes the one in force and leaves it in the raw layer; a reading that says the same is
not written. Nothing arrives: times of receipt stay, see docs/decisions/0003.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from catalog import Catalog, load_catalog
from ingestion.landing import DOCUMENT_SCHEMA, Receipt, ReceiptBook, exclusive, quarantined, read_raw_table
from ingestion.landing.manifests import is_about_a_row
from pipeline.batches import (
    Entry,
    document_row,
    receipt_book,
    settle_quarantine,
    staged_documents,
    with_outcome,
    write_entries,
)
from pipeline.read import ASSIGNED_LATER, STAGED_SCHEMA, read_items
from pipeline.settings import Home
from pipeline.work import DocumentRecord, Fault, Item

Result = Literal[
    "read_again",
    "released",
    "unchanged",
    "still_quarantined",
    "unreadable_now",
    "withdrawn",
    "received_meanwhile",
]
"""What came of reading a submission again; the labels are in the catalogue's vocabulary."""

FILES_PER_BATCH = 64
FAULTS_OF_ARRIVAL = frozenset({"changed_while_read"})
"""Faults that lie in how the bytes came: no change of code or catalogue heals them."""
RELEASED_BY_HAND = "文件在接收过程中曾被改写，由人工解除隔离，请核对内容是否完整"
UNCOMPARED = frozenset({"reading_id", "receipt_id", "batch_id", "sequence"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What came of reading one submission again, and why where it could not be read."""

    submission_id: str
    source_name: str
    result: Result
    reasons: tuple[str, ...] = ()

    @property
    def could_not_be_read(self) -> bool:
        """Whether somebody has to look after the file."""
        return self.result in {"still_quarantined", "unreadable_now"}


def reprocess(home: Home, submission_ids: Sequence[str] | None, by_hand: bool = False) -> Iterator[Reread]:
    """Read submissions again, all of them where none is named, and tell what came of each.

    ``by_hand`` reads also what was refused for how it came, and sends it to review. Each group of files
    is entered as one batch, so what is done stays done where a long run is interrupted.
    """
    book, catalog = receipt_book(home), load_catalog()
    chosen = book.submissions() if submission_ids is None else submission_ids
    standing = sorted((book.standing(s) for s in chosen), key=lambda r: (r.received_at, r.sequence))
    home.staged.mkdir(parents=True, exist_ok=True)
    for cut in range(0, len(standing), FILES_PER_BATCH):
        yield from _reread(home, standing[cut : cut + FILES_PER_BATCH], catalog, by_hand)


def _reread(home: Home, standing: Sequence[Receipt], catalog: Catalog, by_hand: bool) -> list[Reread]:
    """Read one group aside, then enter under the home's lock what says something new."""
    faults = {} if by_hand else _faults_of_arrival(home)
    items = [
        _item(number, receipt, faults.get(receipt.submission_id), by_hand)
        for number, receipt in enumerate(standing)
        if receipt.outcome != "withdrawn"
    ]
    with tempfile.TemporaryDirectory(dir=home.staged) as folder:
        staged = read_items(home, items, Path(folder) / "readings", catalog)
        with exclusive(home.root):
            return _enter(home, standing, staged)


def _faults_of_arrival(home: Home) -> dict[str, Fault]:
    return {
        record.submission_id: Fault(code=record.code, reason=record.reason)
        for record in quarantined(home.root)
        if record.code in FAULTS_OF_ARRIVAL
    }


def _item(number: int, receipt: Receipt, fault: Fault | None, by_hand: bool) -> Item:
    return Item(
        number=number,
        source_name=receipt.source_name,
        submission_id=receipt.submission_id,
        size_bytes=receipt.size_bytes,
        received_at=receipt.received_at,
        is_new=True,
        entry=receipt.entry,
        doubts=_lasting_doubts(receipt),
        fault=fault,
    )


def _lasting_doubts(receipt: Receipt) -> tuple[str, ...]:
    """The reasons for review that no reading gives again: they are about how the file came."""
    return tuple(r for r in receipt.reasons if is_about_a_row(r) or r == RELEASED_BY_HAND)
