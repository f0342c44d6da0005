"""Lands the files of an inbox: bytes into the store, an arrival in the books, problems kept beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ingestion.documents import UnreadableSubmission
from ingestion.landing.inbox import Inbox, InboxFile, InboxProblem
from ingestion.landing.manifest_matching import Statements
from ingestion.landing.manifests import ManifestProblem
from ingestion.landing.receipts import Arrival, ReceiptBook
from ingestion.landing.store import LandingStore, Stored
from ingestion.submissions import ManifestEntry

_ATTEMPTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Landed:
    """A file that was received.

    ``entry`` is what the manifest states about it, ``doubts`` are the problems of manifest rows that
    name it (reasons for review), ``refusal`` is a reason to quarantine it without reading it.
    """

    source_name: str
    submission_id: str
    arrival: Arrival
    entry: ManifestEntry | None = None
    doubts: tuple[ManifestProblem, ...] = ()
    refusal: UnreadableSubmission | None = None


def land(
    inbox: Inbox, statements: Statements, store: LandingStore, book: ReceiptBook, received_at: datetime
) -> Iterator[Landed | InboxProblem]:
    """Receives the files of an inbox one by one, in its order; what cannot be opened is a problem.

    ``received_at`` counts where the manifest states no time; it must carry a time zone.
    """
    if received_at.tzinfo is None:
        raise ValueError("received_at must carry a time zone")
    for file in inbox.files:
        try:
            stored = _store(file, store)
        except OSError as error:
            yield _unreadable(file, error)
            continue
        yield _landed(file, stored, statements, book, received_at)
    yield from inbox.problems


def _store(file: InboxFile, store: LandingStore) -> Stored:
    """Copies the file, again where it changed meanwhile: whoever is writing may just have finished."""
    for _ in range(_ATTEMPTS):
        stored = store.put_file(file.path)
        if stored.is_steady:
            break
    return stored


def _landed(
    file: InboxFile, stored: Stored, statements: Statements, book: ReceiptBook, received_at: datetime
) -> Landed:
    entry = statements.entries.get(file.path)
    arrival = book.admit(
        submission_id=stored.sha256,
        source_name=file.source_name,
        size_bytes=stored.size_bytes,
        received_at=received_at,
        entry=entry,
    )
    return Landed(
        source_name=file.source_name,
        submission_id=stored.sha256,
        arrival=arrival,
        entry=entry,
        doubts=statements.doubts.get(file.path, ()),
        refusal=None if stored.is_steady else _changed_while_read(),
    )


def _changed_while_read() -> UnreadableSubmission:
    return UnreadableSubmission(
        "changed_while_read", "文件在接收过程中仍在被改写，内容可能不完整，请在写完后重新报送。"
    )


def _unreadable(file: InboxFile, error: OSError) -> InboxProblem:
    reason = f"文件无法打开（{error.strerror}），请检查权限后重新报送。"
    return InboxProblem(source_name=file.source_name, code="unreadable_file", reason=reason)
