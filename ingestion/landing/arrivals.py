"""Lands the files of an inbox: bytes into the store, an arrival in the books, problems kept beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from ingestion.documents import UnreadableSubmission
from ingestion.landing.inbox import Submissions, SubmittedFile
from ingestion.landing.listing import ListingProblem
from ingestion.landing.receipt_book import Arrival, ReceiptBook
from ingestion.landing.store import LandingStore, Stored

_ATTEMPTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Landed:
    """A file that was received, and what it is to the books.

    ``refusal`` is a reason to quarantine it without reading it.
    """

    file: SubmittedFile
    submission_id: str
    arrival: Arrival
    refusal: UnreadableSubmission | None = None


def land(
    submissions: Submissions, store: LandingStore, book: ReceiptBook, received_at: datetime
) -> Iterator[Landed | ListingProblem]:
    """Receives the files of an inbox one by one, in its order; what cannot be opened is a problem.

    ``received_at`` counts where the manifest states no time; it must carry a time zone.
    """
    if received_at.tzinfo is None:
        raise ValueError("received_at must carry a time zone")
    for file in submissions.files:
        try:
            stored = _store(file, store)
        except OSError as error:
            yield unreadable_file(file.name, error)
            continue
        except UnreadableSubmission as refusal:
            # An archive that changed since it was listed: its next version will be received.
            yield ListingProblem(source_name=file.name, code=refusal.code, reason=refusal.reason)
            continue
        yield _landed(file, stored, book, received_at)
    yield from submissions.problems


def _store(file: SubmittedFile, store: LandingStore) -> Stored:
    """Copies the file, again where it changed meanwhile: whoever is writing may just have finished."""
    if file.packed is not None:
        stored = store.put(file.packed.read())
        return replace(stored, is_steady=file.packed.is_steady)
    for _ in range(_ATTEMPTS):
        stored = store.put_file(file.path)
        if stored.is_steady:
            break
    return stored


def _landed(file: SubmittedFile, stored: Stored, book: ReceiptBook, received_at: datetime) -> Landed:
    arrival = book.admit(
        submission_id=stored.sha256,
        source_name=file.name,
        size_bytes=stored.size_bytes,
        received_at=received_at,
        entry=file.entry,
        doubts=tuple(doubt.reason for doubt in file.doubts),
    )
    return Landed(
        file=file,
        submission_id=stored.sha256,
        arrival=arrival,
        refusal=file.refusal if stored.is_steady else _changed_while_read(),
    )


def _changed_while_read() -> UnreadableSubmission:
    return UnreadableSubmission(
        "changed_while_read", "文件在接收过程中仍在被改写，内容可能不完整，请在写完后重新报送。"
    )


def unreadable_file(source_name: str, error: OSError) -> ListingProblem:
    """The problem of a file that is listed and does not open."""
    reason = f"文件无法打开（{error.strerror}），请检查权限后重新报送。"
    return ListingProblem(source_name=source_name, code="unreadable_file", reason=reason)
