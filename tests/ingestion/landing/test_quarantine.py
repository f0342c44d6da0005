"""Quarantine: one folder per refused submission, with its reason and the way out."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from ingestion.documents import UnreadableSubmission
from ingestion.landing import Receipt, quarantine, quarantined, release

SHA = "c" * 64
RECEIPT = Receipt(
    receipt_id="r1",
    submission_id=SHA,
    sequence=1,
    source_name="青岚县/报告.docx",
    received_at=datetime(2032, 2, 1, 8, tzinfo=UTC),
    outcome="quarantined",
    size_bytes=7,
    media_type="application/octet-stream",
)
REFUSAL = UnreadableSubmission("truncated_archive", "文件不完整，请重新报送。")


def test_the_folder_tells_what_is_wrong_and_how_to_release_it(tmp_path: Path) -> None:
    folder = quarantine(tmp_path, RECEIPT, REFUSAL)
    assert folder == tmp_path / "quarantine" / SHA
    reason = json.loads((folder / "reason.json").read_text(encoding="utf-8"))
    assert reason["code"] == "truncated_archive"
    assert reason["reason"] == REFUSAL.reason
    assert reason["source_name"] == RECEIPT.source_name
    note = (folder / "README.txt").read_text(encoding="utf-8")
    assert REFUSAL.reason in note
    assert f"nianjian reprocess {SHA}" in note


def test_the_same_refusal_again_changes_nothing(tmp_path: Path) -> None:
    folder = quarantine(tmp_path, RECEIPT, REFUSAL)
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    quarantine(tmp_path, RECEIPT, REFUSAL)
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    assert set(before) == {"reason.json", "README.txt"}


def test_another_reason_replaces_the_first(tmp_path: Path) -> None:
    quarantine(tmp_path, RECEIPT, REFUSAL)
    quarantine(tmp_path, RECEIPT, UnreadableSubmission("encrypted", "文件已加密。"))
    assert [record.code for record in quarantined(tmp_path)] == ["encrypted"]


def test_release_empties_it_once(tmp_path: Path) -> None:
    quarantine(tmp_path, RECEIPT, REFUSAL)
    assert [record.submission_id for record in quarantined(tmp_path)] == [SHA]
    assert release(tmp_path, SHA)
    assert quarantined(tmp_path) == ()
    assert not release(tmp_path, SHA)
