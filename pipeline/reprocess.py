"""Reads landed files again after a change of catalogue or code, with the statement of their last receipt and
what reviewers assigned over it.

A new reading supersedes the one in force and leaves it in the raw layer; a reading that says the same is
not written. Nothing arrives: times of receipt stay, see docs/decisions/0003.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from catalog import Catalog, load_catalog
from ingestion.landing import (
    DOCUMENT_SCHEMA,
    Receipt,
    ReceiptBook,
    Replacements,
    exclusive,
    quarantined,
    raw_files,
    read_raw_table,
)
from ingestion.landing.manifests import is_about_a_row
from pipeline.batches import (
    Entry,
    document_row,
    receipt_book,
    settle_quarantine,
    staged_documents,
    with_outcome,
    with_replacement,
    write_entries,
)
from pipeline.read import STAGED_SCHEMA, read_items
from pipeline.review.assignments import assigned_entry
from pipeline.review.records import Decision, recorded
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
    faults, decisions = _faults_of_arrival(home), recorded(home.root)
    items = [
        _item(number, receipt, faults.get(receipt.submission_id), decisions, by_hand)
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


def _item(
    number: int, receipt: Receipt, fault: Fault | None, decisions: Sequence[Decision], by_hand: bool
) -> Item:
    doubts = _lasting_doubts(receipt)
    if fault is not None and by_hand:
        fault, doubts = None, (*doubts, RELEASED_BY_HAND)
    return Item(
        number=number,
        source_name=receipt.source_name,
        submission_id=receipt.submission_id,
        size_bytes=receipt.size_bytes,
        received_at=receipt.received_at,
        is_new=True,
        entry=assigned_entry(receipt, decisions),
        doubts=doubts,
        fault=fault,
    )


def _lasting_doubts(receipt: Receipt) -> tuple[str, ...]:
    """The reasons for review that no reading gives again: they are about how the file came."""
    return tuple(r for r in receipt.reasons if is_about_a_row(r) or r == RELEASED_BY_HAND)


def _enter(home: Home, standing: Sequence[Receipt], staged: Path) -> list[Reread]:
    book, documents = receipt_book(home), staged_documents([staged])
    replacements = Replacements(book.receipts())
    documents = {n: with_replacement(standing[n], d, replacements) for n, d in documents.items()}
    before = _Readings.of(home, standing, staged)
    judged = [_judge(n, receipt, documents.get(n), book, before) for n, receipt in enumerate(standing)]
    kept = {receipt.receipt_id for receipt in standing}
    new = [entry for _, entry in judged if entry is not None and entry.receipt.receipt_id not in kept]
    if new:
        write_entries(home, new, [staged])
    return [
        _told(home, receipt, documents.get(number), *judged[number])
        for number, receipt in enumerate(standing)
    ]


def _judge(
    number: int, standing: Receipt, document: DocumentRecord | None, book: ReceiptBook, before: _Readings
) -> tuple[Result, Entry | None]:
    """What came of one submission, and its entry: with a receipt of its own where there is news."""
    if document is None:
        return "withdrawn", None
    if book.standing(standing.submission_id).receipt_id != standing.receipt_id:
        return "received_meanwhile", None
    if document.fault is not None and standing.outcome != "quarantined":
        return "unreadable_now", None  # a refusal supersedes nothing: the reading in force stays
    same = Entry(number, standing, document)
    if before.says_the_same(same):
        return ("unchanged" if document.fault is None else "still_quarantined"), same
    new = Entry(number, with_outcome(book.read_again(standing), document), document)
    return ("read_again" if document.fault is None else "still_quarantined"), new


def _told(
    home: Home, standing: Receipt, document: DocumentRecord | None, result: Result, entry: Entry | None
) -> Reread:
    """Bring quarantine in line with the books, and say what happened."""
    has_left = entry is not None and settle_quarantine(home, entry)
    if document is None:
        reasons = standing.reasons
    else:
        reasons = document.reasons if document.fault is None else (document.fault.reason,)
    return Reread(
        submission_id=standing.submission_id,
        source_name=standing.source_name,
        result="released" if has_left else result,
        reasons=reasons,
    )


@dataclass(frozen=True, slots=True)
class _Readings:
    """The readings that a group of receipts led to, and those laid aside to be compared with them."""

    documents: Mapping[str, Mapping[str, Any]]
    observations: pa.Table
    staged: pa.Table
    with_text: frozenset[str]
    """The readings whose text is kept; batches of earlier versions kept none."""
    staged_with_text: frozenset[int]

    @classmethod
    def of(cls, home: Home, standing: Sequence[Receipt], staged: Path) -> _Readings:
        """The documents by receipt, and the observations of these readings alone."""
        documents = _rows_in(
            read_raw_table(home.root, "documents"), "receipt_id", [r.receipt_id for r in standing]
        )
        rows, kept = documents.to_pylist(), raw_files(home.root, "texts")
        return cls(
            {row["receipt_id"]: row for row in rows},
            _rows_in(
                read_raw_table(home.root, "observations"), "reading_id", [row["reading_id"] for row in rows]
            ),
            pq.read_table(staged / "observations.parquet", schema=STAGED_SCHEMA),
            frozenset(chain.from_iterable(_column(path, "reading_id") for path in kept)),
            frozenset(_column(staged / "texts.parquet", "number")),
        )

    def says_the_same(self, entry: Entry) -> bool:
        """Whether the entry's receipt led to this very result: versions, identity, observations, text."""
        before = self.documents.get(entry.receipt.receipt_id)
        if before is None:
            return entry.document is not None and with_outcome(entry.receipt, entry.document) == entry.receipt
        after = document_row(entry)
        columns = [name for name in DOCUMENT_SCHEMA.names if name not in UNCOMPARED]
        if entry.number in self.staged_with_text and before["reading_id"] not in self.with_text:
            return False
        return all(before[name] == after[name] for name in columns) and self._observes_the_same(
            before["reading_id"], entry.number
        )

    def _observes_the_same(self, reading_id: str, number: int) -> bool:
        columns = [name for name in STAGED_SCHEMA.names if name not in {"number", "local_id"}]
        before = _rows_in(self.observations, "reading_id", [reading_id]).select(columns)
        after = _rows_in(self.staged, "number", [number]).select(columns)
        return before.to_pylist() == after.to_pylist()


def _column(path: Path, name: str) -> list[Any]:
    values: list[Any] = pq.read_table(path, columns=[name], partitioning=None)[name].to_pylist()
    return values


def _rows_in(table: pa.Table, column: str, values: Sequence[object]) -> pa.Table:
    return table.filter(pc.is_in(table[column], pa.array(values, table.schema.field(column).type)))
