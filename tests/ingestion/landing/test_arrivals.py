"""Landing an inbox: every file gets an arrival, what cannot be opened is a problem, the rest goes on."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingestion.landing import Landed, LandingStore, ListingProblem, ReceiptBook, land, list_submissions
from ingestion.landing.store import Stored

NOON = datetime(2032, 2, 1, 12, tzinfo=UTC)


def inbox(root: Path) -> Path:
    for name, text in {"a.txt": "甲", "x/a.txt": "甲", "b.txt": "乙", ".hidden": "丙"}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "manifest.csv").write_text("file,region,received_at\nb.txt,990121,2032-01-15\n", encoding="utf-8")
    return root


def run(folder: Path, home: Path, book: ReceiptBook) -> list[Landed | ListingProblem]:
    return list(land(list_submissions([folder]), LandingStore(home), book, NOON))


def kinds(landed: list[Landed | ListingProblem]) -> list[tuple[str, str]]:
    return [
        (item.file.name, item.arrival.kind) if isinstance(item, Landed) else (item.source_name, item.code)
        for item in landed
    ]


def test_every_file_arrives_and_a_second_run_brings_nothing_new(tmp_path: Path) -> None:
    folder, home, book = inbox(tmp_path / "inbox"), tmp_path / "home", ReceiptBook()
    first = run(folder, home, book)
    assert kinds(first) == [(".hidden", "new"), ("a.txt", "new"), ("b.txt", "new"), ("x/a.txt", "duplicate")]
    for item in first:
        assert isinstance(item, Landed)
        assert LandingStore(home).read(item.submission_id) == item.file.path.read_bytes()
    assert {kind for _, kind in kinds(run(folder, home, book))} == {"known"}


def test_the_statement_of_the_manifest_is_in_the_receipt(tmp_path: Path) -> None:
    landed = run(inbox(tmp_path / "inbox"), tmp_path / "home", ReceiptBook())
    (stated,) = (item for item in landed if isinstance(item, Landed) and item.file.name == "b.txt")
    assert stated.arrival.receipt.stated_region == "990121"
    assert stated.arrival.receipt.received_at == datetime(2032, 1, 14, 16, tzinfo=UTC)


def test_a_file_that_vanishes_is_a_problem_and_the_rest_goes_on(tmp_path: Path) -> None:
    folder = inbox(tmp_path / "inbox")
    submissions = list_submissions([folder])
    (folder / "a.txt").unlink()
    landed = list(land(submissions, LandingStore(tmp_path / "home"), ReceiptBook(), NOON))
    assert ("a.txt", "unreadable_file") in kinds(landed)
    assert len(landed) == 4


def test_a_file_that_keeps_changing_is_to_be_quarantined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_file = LandingStore.put_file
    attempts: list[Path] = []

    def unsteady(store: LandingStore, path: Path) -> Stored:
        attempts.append(path)
        stored = put_file(store, path)
        return Stored(sha256=stored.sha256, size_bytes=stored.size_bytes, is_steady=path.name != "b.txt")

    monkeypatch.setattr(LandingStore, "put_file", unsteady)
    landed = run(inbox(tmp_path / "inbox"), tmp_path / "home", ReceiptBook())
    refused = [item for item in landed if isinstance(item, Landed) and item.refusal is not None]
    assert [(item.file.name, item.refusal.code) for item in refused if item.refusal] == [
        ("b.txt", "changed_while_read")
    ]
    assert [path.name for path in attempts].count("b.txt") == 3


def test_a_time_without_a_zone_is_refused(tmp_path: Path) -> None:
    submissions = list_submissions([inbox(tmp_path / "inbox")])
    with pytest.raises(ValueError, match="time zone"):
        list(land(submissions, LandingStore(tmp_path), ReceiptBook(), datetime(2032, 2, 1)))
