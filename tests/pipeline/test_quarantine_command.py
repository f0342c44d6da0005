"""Looking into quarantine, and letting a submission out of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from homes import nianjian

from ingestion.landing import quarantined, read_raw_table
from ingestion.readers.worker import LimitedReader
from pipeline.ingest import ingest_paths
from pipeline.settings import Home

LANDED = datetime(2032, 2, 1, 18, tzinfo=UTC)
REPORT = "青岚县人力资源和社会保障局2031年法治政府建设情况报告（虚构样例）\n\n共受理劳动人事争议案件47件。\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with two files in quarantine and a readable one."""
    inbox, home = tmp_path / "inbox", Home(tmp_path / "home")
    inbox.mkdir()
    (inbox / "报告.txt").write_text(REPORT, encoding="utf-8")
    (inbox / "残缺.docx").write_bytes(b"PK\x03\x04 cut short")
    (inbox / "空白.txt").write_bytes(b"")
    ingest_paths(home, [inbox], None, LANDED)
    return home


def in_quarantine(home: Home) -> dict[str, str]:
    """The submissions in quarantine by file name."""
    return {record.source_name: record.submission_id for record in quarantined(home.root)}


def receipt_count(home: Home) -> int:
    """How many receipts there are."""
    return read_raw_table(home.root, "receipts").num_rows


def test_the_list_names_every_file_with_its_day_in_china_and_reason(home: Home) -> None:
    code, output = nianjian(home.root, "quarantine", "list")
    assert code == 0
    for word in ("残缺.docx", "空白.txt", "2032-02-02", "原因"):
        assert word in output
    for submission in in_quarantine(home).values():
        assert submission[:12] in output
    assert "报告.txt" not in output


def test_an_empty_quarantine_says_so(tmp_path: Path) -> None:
    assert nianjian(tmp_path, "quarantine", "list") == (0, "隔离区中没有材料。\n")


def test_one_file_is_shown_in_full(home: Home) -> None:
    submission = in_quarantine(home)["残缺.docx"]
    (record,) = (record for record in quarantined(home.root) if record.submission_id == submission)
    code, output = nianjian(home.root, "quarantine", "show", submission[:8])
    assert code == 0
    for word in (
        "残缺.docx",
        submission,
        record.reason,
        record.code,
        "2032-02-02 02:00:00",
        "quarantine release",
    ):
        assert word in output


@pytest.mark.parametrize("action", ["show", "release"])
def test_what_is_not_in_quarantine_is_not_found(home: Home, action: str) -> None:
    receipts = read_raw_table(home.root, "receipts").to_pylist()
    readable = next(row["submission_id"] for row in receipts if row["source_name"] == "报告.txt")
    for name in (readable, "0" * 64):
        code, output = nianjian(home.root, "quarantine", action, name)
        assert code == 4
        assert "隔离区：没有" in output
    assert receipt_count(home) == len(receipts)


def test_a_file_that_still_cannot_be_read_stays_and_the_command_says_why(home: Home) -> None:
    before = in_quarantine(home), receipt_count(home)
    code, output = nianjian(home.root, "quarantine", "release", before[0]["残缺.docx"])
    assert code == 3
    assert "仍在隔离　残缺.docx" in output
    assert (in_quarantine(home), receipt_count(home)) == before


def test_a_file_that_can_be_read_now_is_released_and_its_reading_entered(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = LimitedReader.read

    def reading(self: LimitedReader, name: str, data: bytes) -> Any:
        return read(self, "报告.txt", REPORT.encode())

    monkeypatch.setattr(LimitedReader, "read", reading)
    submission = in_quarantine(home)["残缺.docx"]
    code, output = nianjian(home.root, "quarantine", "release", submission[:12])
    assert code == 0
    assert "已解除隔离　残缺.docx" in output
    assert set(in_quarantine(home)) == {"空白.txt"}
    documents = read_raw_table(home.root, "documents").to_pylist()
    assert documents[-1]["submission_id"] == submission
    assert nianjian(home.root, "quarantine", "release", submission)[0] == 4


def test_the_note_in_the_folder_names_the_commands(home: Home) -> None:
    submission = in_quarantine(home)["残缺.docx"]
    note = (home.root / "quarantine" / submission / "README.txt").read_text(encoding="utf-8")
    for command in (
        f"nianjian quarantine release {submission}",
        f"nianjian reprocess {submission}",
        f"nianjian withdraw {submission} --reason",
    ):
        assert command in note
