"""Takes a submission back at its bureau's word: the bytes and readings stay, no longer in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ingestion.landing import (
    DOCUMENT_SCHEMA,
    OBSERVATION_SCHEMA,
    Receipt,
    exclusive,
    receipt_table,
    release,
    write_batch,
)
from pipeline.batches import receipt_book
from pipeline.settings import Home


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """The receipt of a withdrawal; ``is_new`` is false where the submission was withdrawn before."""

    receipt: Receipt
    is_new: bool
    left_quarantine: bool = False


def withdraw(home: Home, submission_id: str, reason: str, withdrawn_at: datetime) -> Withdrawal:
    """Enter a withdrawal with its reason; it stands until the bureau sends the same bytes anew.

    A withdrawn submission that lay in quarantine leaves it: nobody has to look after it any more.
    Withdrawing again changes nothing. Raises :class:`KeyError` for a submission that never came.
    """
    with exclusive(home.root):
        book = receipt_book(home)
        standing = book.standing(submission_id)
        if standing.outcome == "withdrawn":
            return Withdrawal(receipt=standing, is_new=False)
        receipt = book.withdraw(standing, withdrawn_at, reason)
        nothing_read = DOCUMENT_SCHEMA.empty_table(), OBSERVATION_SCHEMA.empty_table()
        write_batch(home.root, receipt_table([receipt]), *nothing_read)
        left = release(home.root, submission_id)
    return Withdrawal(receipt=receipt, is_new=True, left_quarantine=left)
