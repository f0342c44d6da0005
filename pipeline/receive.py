"""First step of an ingest: the bytes of every file into the landing store, and what has to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ingestion.landing import (
    Landed,
    LandingStore,
    ListingProblem,
    land,
    list_submissions,
)
from pipeline.batches import receipt_book
from pipeline.settings import Home
from pipeline.work import Fault, Item


@dataclass(frozen=True, slots=True)
class Received:
    """The files of an inbox, and what in it could not be received at all (a link, a bad manifest row)."""

    items: tuple[Item, ...]
    problems: tuple[str, ...]


def receive(home: Home, paths: Sequence[Path], manifest: Path | None, received_at: datetime) -> Received:
    """Land every file under ``paths``; nothing is written to the books yet."""
    submissions = list_submissions(paths, manifest)
    book = receipt_book(home)
    items: list[Item] = []
    problems = [problem.reason for problem in submissions.manifest_problems]
    for landed in land(submissions, LandingStore(home.root), book, received_at):
        if isinstance(landed, ListingProblem):
            problems.append(f"{landed.source_name}：{landed.reason}")
        else:
            items.append(_item(len(items), landed, received_at))
    return Received(tuple(items), tuple(problems))


def _item(number: int, landed: Landed, received_at: datetime) -> Item:
    refusal = landed.refusal
    return Item(
        number=number,
        source_name=landed.file.name,
        submission_id=landed.submission_id,
        size_bytes=landed.arrival.receipt.size_bytes,
        received_at=received_at,
        is_new=landed.arrival.is_to_be_read or landed.arrival.is_undecided,
        is_known=landed.arrival.kind == "known",
        entry=landed.file.entry,
        doubts=tuple(doubt.reason for doubt in landed.file.doubts),
        fault=None if refusal is None else Fault(code=refusal.code, reason=refusal.reason),
    )
