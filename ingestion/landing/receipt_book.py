"""The books of a home: what an incoming file is to what came before, and which receipt stands."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from ingestion.landing.media_types import media_type_of
from ingestion.landing.receipts import NOTHING_STATED, Outcome, Receipt, Statement, row_doubts, statement_of
from ingestion.submissions import ManifestEntry

ArrivalKind = Literal["new", "new_statement", "new_name", "duplicate", "known"]

_READ_KINDS = frozenset({"new", "new_statement", "new_name"})
_RANKS = {"duplicate": 0, "quarantined": 1}
"""What stands last: a duplicate never, a refusal only where nothing could ever be read."""
_ID_LENGTH = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What an incoming file is to the books.

    ``new``: bytes never seen; ``new_statement``: known bytes, stated differently, to be read again;
    ``new_name``: bytes that could not be read under any name so far; ``duplicate``: known bytes under
    another name; ``known``: nothing new, and ``receipt`` is the earlier one. The receipt of the first three
    has the outcome ``accepted`` until reading decides. ``is_undecided`` marks a duplicate of a file that is
    yet to be read or waits for a person: should that one be refused, or be the wrong one of the two, this
    one has to be read in its place.
    """

    kind: ArrivalKind
    receipt: Receipt
    is_undecided: bool = False

    @property
    def is_to_be_read(self) -> bool:
        """Whether the file has to be read."""
        return self.kind in _READ_KINDS


class ReceiptBook:
    """All receipts of a home, in their order; tells what an incoming file is and writes its receipt."""

    def __init__(self, receipts: Iterable[Receipt] = ()) -> None:
        self._next_sequence = 1
        self._by_submission: dict[str, list[Receipt]] = {}
        self._undecided: set[str] = set()
        for receipt in sorted(receipts, key=lambda receipt: receipt.sequence):
            self._enter(receipt)

    def admit(
        self,
        *,
        submission_id: str,
        source_name: str,
        size_bytes: int,
        received_at: datetime,
        entry: ManifestEntry | None,
        doubts: Sequence[str] = (),
    ) -> Arrival:
        """Decides on an incoming file and enters its receipt.

        ``received_at`` is the landing time; a time that the manifest states wins, but a statement never
        counts as earlier than the reading that it corrects. A file that states nothing withdraws nothing
        that was stated before. ``doubts`` are what is wrong with manifest rows that name it: other doubts
        than before are another statement, so that a mended row clears them.
        """
        statement, doubted = statement_of(entry), row_doubts(doubts)
        earlier = self._by_submission.get(submission_id, [])
        known = _latest(earlier, source_name)
        if known is not None and self._says_it_all(known, statement, doubted):
            return Arrival(kind="known", receipt=known)
        kind = _kind(earlier, source_name, statement, doubted)
        stated_at = (entry.received_at if entry else None) or received_at
        receipt = Receipt(
            receipt_id=self._receipt_id(submission_id, source_name, statement),
            submission_id=submission_id,
            sequence=self._next_sequence,
            source_name=source_name,
            received_at=_received_at(kind, earlier, stated_at),
            outcome="duplicate" if kind == "duplicate" else "accepted",
            size_bytes=size_bytes,
            media_type=media_type_of(source_name),
            reasons=tuple(doubts),
        )
        return self._admitted(kind, _stating(receipt, entry), earlier)

    def _admitted(self, kind: ArrivalKind, receipt: Receipt, earlier: Sequence[Receipt]) -> Arrival:
        """Enters the receipt of what is no repetition of an arrival."""
        is_undecided = kind == "duplicate" and self._is_open(earlier)
        self._enter(receipt)
        if kind in _READ_KINDS:
            self._undecided.add(receipt.receipt_id)
        return Arrival(kind=kind, receipt=receipt, is_undecided=is_undecided)

    def _is_open(self, earlier: Sequence[Receipt]) -> bool:
        """Whether the bytes are yet to be read, or what they stand by waits for a person."""
        unread = any(receipt.receipt_id in self._undecided for receipt in earlier)
        return unread or _in_force(earlier).outcome == "needs_review"

    def settle(self, receipt: Receipt) -> None:
        """Puts a receipt with what came of reading it in the place of the one that was admitted.

        What arrives after it is judged by this outcome. Raises :class:`KeyError` where it was not admitted.
        """
        receipts = self._by_submission[receipt.submission_id]
        for position, admitted in enumerate(receipts):
            if admitted.receipt_id == receipt.receipt_id:
                receipts[position] = receipt
                self._undecided.discard(receipt.receipt_id)
                return
        raise KeyError(receipt.receipt_id)

    def standing_if_any(self, submission_id: str) -> Receipt | None:
        """The receipt that a submission stands by; None for bytes that never came."""
        return self.standing(submission_id) if submission_id in self._by_submission else None

    def submissions(self) -> tuple[str, ...]:
        """Every submission, in the order of the receipts that they stand by."""
        standing = (self.standing(submission_id) for submission_id in self._by_submission)
        return tuple(receipt.submission_id for receipt in sorted(standing, key=_moment))

    def receipts(self) -> tuple[Receipt, ...]:
        """Every receipt, in the order of entry."""
        everything = (receipt for receipts in self._by_submission.values() for receipt in receipts)
        return tuple(sorted(everything, key=lambda receipt: receipt.sequence))

    def standing(self, submission_id: str) -> Receipt:
        """The receipt that a submission stands by: the last by time and sequence that was to be read.

        A refusal supersedes nothing: it stands only where nothing else came of these bytes. Raises
        :class:`KeyError` for bytes that never came.
        """
        receipts = self._by_submission[submission_id]
        return max(receipts, key=lambda receipt: (_rank(receipt), *_moment(receipt)))

    def read_again(self, standing: Receipt) -> Receipt:
        """Enters a receipt for another reading of what stands: same name, time and statement, a later place.

        Nothing arrived, so the time stays. The outcome is ``accepted`` until reading decides.
        """
        return self._follow(standing, received_at=standing.received_at, outcome="accepted", reasons=())

    def withdraw(self, standing: Receipt, withdrawn_at: datetime, reason: str) -> Receipt:
        """Enters the withdrawal of what stands; it never counts as earlier than what it takes back."""
        moment = max(withdrawn_at, standing.received_at)
        return self._follow(standing, received_at=moment, outcome="withdrawn", reasons=(reason,))

    def _follow(
        self, standing: Receipt, received_at: datetime, outcome: Outcome, reasons: tuple[str, ...]
    ) -> Receipt:
        receipt = replace(
            standing,
            receipt_id=self._receipt_id(standing.submission_id, standing.source_name, standing.statement),
            sequence=self._next_sequence,
            received_at=received_at,
            outcome=outcome,
            reasons=reasons,
        )
        self._enter(receipt)
        return receipt

    def _says_it_all(self, known: Receipt, statement: Statement, doubts: frozenset[str]) -> bool:
        """Whether the last receipt of the same name covers an arrival.

        One that counted as the duplicate of a file that could not be read does not: it was never read. Nor
        does one that came for another region, once the file has been taken back for the first.
        """
        standing = self.standing(known.submission_id).outcome
        if known.outcome == "duplicate" and standing == "quarantined":
            return False
        if known.is_sent_for_another and standing == "withdrawn":
            return False
        return _states_the_same(known, statement, doubts, has_its_name=True)

    def _receipt_id(self, submission_id: str, source_name: str, statement: Statement) -> str:
        """The same arrival gets the same id in every home; a statement that returns is counted."""
        before = sum(
            (receipt.source_name, receipt.statement) == (source_name, statement)
            for receipt in self._by_submission.get(submission_id, [])
        )
        content = json.dumps([submission_id, source_name, statement, before], ensure_ascii=True)
        return hashlib.sha256(content.encode()).hexdigest()[:_ID_LENGTH]

    def _enter(self, receipt: Receipt) -> None:
        self._by_submission.setdefault(receipt.submission_id, []).append(receipt)
        self._next_sequence = max(self._next_sequence, receipt.sequence + 1)


def _stating(receipt: Receipt, entry: ManifestEntry | None) -> Receipt:
    """The receipt with what a manifest row states."""
    if entry is None:
        return receipt
    return replace(
        receipt,
        stated_region=entry.region,
        stated_agency=entry.agency,
        stated_year=entry.year,
        stated_kind=entry.kind,
        stated_received_at=entry.received_at,
        stated_replaces=entry.replaces,
    )


def _kind(
    earlier: Sequence[Receipt], source_name: str, statement: Statement, doubts: frozenset[str]
) -> ArrivalKind:
    if not earlier:
        return "new"
    in_force = _in_force(earlier)
    has_its_name = in_force.source_name == source_name
    if not _states_the_same(in_force, statement, doubts, has_its_name=has_its_name):
        return "new_statement"
    return "new_name" if in_force.outcome == "quarantined" else "duplicate"


def _states_the_same(
    receipt: Receipt, statement: Statement, doubts: frozenset[str], *, has_its_name: bool
) -> bool:
    """Whether an arrival states nothing beyond an earlier receipt.

    Only a file of the same name is what a row was mended for, and no row brings back what was withdrawn
    unless it states something.
    """
    if statement not in {receipt.statement, NOTHING_STATED}:
        return False
    if receipt.outcome == "withdrawn" or doubts == receipt.doubts:
        return True
    return not (doubts or has_its_name)


def _in_force(earlier: Sequence[Receipt]) -> Receipt:
    """The receipt last entered that was read, else refused; a duplicate where there is nothing else."""
    return max(earlier, key=lambda receipt: (_rank(receipt), receipt.sequence))


def _received_at(kind: ArrivalKind, earlier: Sequence[Receipt], stated: datetime) -> datetime:
    """The time of an arrival; the reading of a new statement would not count before what it corrects."""
    if kind != "new_statement":
        return stated
    read = [receipt.received_at for receipt in earlier if receipt.outcome in {"accepted", "needs_review"}]
    return max([stated, *read])


def _rank(receipt: Receipt) -> int:
    if receipt.is_sent_for_another:
        return _RANKS["duplicate"]
    return _RANKS.get(receipt.outcome, len(_RANKS))


def _moment(receipt: Receipt) -> tuple[datetime, int]:
    return receipt.received_at, receipt.sequence


def _latest(receipts: list[Receipt], source_name: str) -> Receipt | None:
    return next((receipt for receipt in reversed(receipts) if receipt.source_name == source_name), None)
