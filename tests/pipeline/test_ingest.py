"""Ingest: names that keep files from being read, manifests that are mended, loads that are repeated."""

from __future__ import annotations

import io
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ingestion.landing import quarantined, read_raw_layer
from pipeline import stages
from pipeline.ingest import ingest_paths
from pipeline.load import StagedReadingsMissing
from pipeline.settings import HOME_VARIABLE, Home

LANDED = datetime(2032, 2, 1, 8, tzinfo=UTC)
LATER = datetime(2032, 3, 1, 8, tzinfo=UTC)
QINGLAN = """青岚县人力资源和社会保障局2031年法治政府建设情况报告（虚构样例）

2031年，共受理劳动人事争议案件47件，审结45件。

青岚县人力资源和社会保障局
2032年1月20日
"""
DOCUMENT_XML = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body>'
    "</w:document>"
)
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="word/document.xml"/></Relationships>'
)


def docx(text: str) -> bytes:
    """A small document of these lines."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines() if line)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", RELATIONSHIPS)
        archive.writestr("word/document.xml", DOCUMENT_XML.format(paragraphs))
    return data.getvalue()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """An empty home with an inbox, which the stages find too."""
    home = Home(tmp_path / "home")
    home.inbox.mkdir(parents=True)
    monkeypatch.setenv(HOME_VARIABLE, str(home.root))
    return home


def ingest(home: Home, received_at: datetime = LANDED) -> dict[str, str]:
    """Ingest the home's inbox; the outcome of each file."""
    report = ingest_paths(home, [home.inbox], None, received_at)
    return {outcome.source_name: outcome.outcome for outcome in report.outcomes}


def rows(home: Home, table: str) -> list[dict[str, Any]]:
    """The rows of a table of the raw layer."""
    found: list[dict[str, Any]] = getattr(read_raw_layer(home.root), table).to_pylist()
    return found


def test_a_file_under_a_wrong_ending_is_read_once_it_has_the_right_one(home: Home) -> None:
    wrong = home.inbox / "青岚.txt"
    wrong.write_bytes(docx(QINGLAN))
    assert ingest(home) == {"青岚.txt": "quarantined"}
    wrong.rename(home.inbox / "青岚.docx")
    assert ingest(home, LATER) == {"青岚.docx": "accepted"}
    assert quarantined(home.root) == ()
    assert [row["source_name"] for row in rows(home, "documents")] == ["青岚.docx"]
    assert rows(home, "observations")


def test_a_hidden_twin_in_the_same_inbox_swallows_nothing(home: Home) -> None:
    for name in (".报告.txt", "副本.txt", "报告.txt"):
        (home.inbox / name).write_text(QINGLAN, encoding="utf-8")
    outcomes = {".报告.txt": "quarantined", "副本.txt": "accepted", "报告.txt": "duplicate"}
    assert ingest(home) == outcomes
    assert quarantined(home.root) == ()
    assert len(rows(home, "documents")) == 1
    before = rows(home, "receipts")
    assert ingest(home, LATER) == outcomes
    assert rows(home, "receipts") == before


@pytest.mark.parametrize("mended", ["file,year\n", "file,year\n青岚.txt,2031\n", None])
def test_a_mended_manifest_clears_a_doubt(home: Home, mended: str | None) -> None:
    (home.inbox / "青岚.txt").write_text(QINGLAN, encoding="utf-8")
    manifest = home.inbox / "manifest.csv"
    manifest.write_text("file,year\n青岚.txt,去年\n", encoding="utf-8")
    assert [ingest(home), ingest(home)] == [{"青岚.txt": "needs_review"}] * 2
    if mended is None:
        manifest.unlink()
    else:
        manifest.write_text(mended, encoding="utf-8")
    assert [ingest(home, LATER), ingest(home, LATER)] == [{"青岚.txt": "accepted"}] * 2
    assert [row["status"] for row in rows(home, "documents")] == ["needs_review", "accepted"]


def prepared(home: Home) -> list[dict[str, Any]]:
    """Batches of work over two files, one unreadable, that are read and not yet loaded."""
    (home.inbox / "青岚.txt").write_text(QINGLAN, encoding="utf-8")
    (home.inbox / "残缺.docx").write_bytes(b"PK\x03\x04 cut short")
    return [stages.read_batch(batch) for batch in stages.receive(None, LANDED)]


def test_a_load_repeated_without_its_staged_folders_reports_the_same_batch(home: Home) -> None:
    batches = prepared(home)
    first = stages.load_batch(batches)
    assert first["is_new"]
    assert list(home.staged.iterdir()) == []
    assert stages.load_batch(batches) == first
    assert len(rows(home, "receipts")) == 2


def test_a_load_repeated_after_the_commit_reports_the_batch_and_settles_quarantine(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches = prepared(home)

    def dies(*_: object) -> bool:
        raise SystemExit("killed")

    with monkeypatch.context() as dying:
        dying.setattr("pipeline.load.settle_quarantine", dies)
        with pytest.raises(SystemExit):
            stages.load_batch(batches)
    assert quarantined(home.root) == ()
    again = stages.load_batch(batches)
    assert (again["is_new"], again["batch_id"]) == (True, rows(home, "receipts")[0]["batch_id"])
    assert [record.source_name for record in quarantined(home.root)] == ["残缺.docx"]
    assert len(rows(home, "receipts")) == 2


def test_a_run_over_what_was_received_before_is_nothing_new(home: Home) -> None:
    stages.load_batch(prepared(home))
    report = stages.load_batch([stages.read_batch(batch) for batch in stages.receive(None, LATER)])
    assert (report["is_new"], report["batch_id"]) == (False, None)


def test_readings_that_are_gone_before_they_were_loaded_are_an_error(home: Home) -> None:
    batches = prepared(home)
    shutil.rmtree(batches[0]["folder"])
    with pytest.raises(StagedReadingsMissing, match=r"青岚\.txt|残缺\.docx"):
        stages.load_batch(batches)
    assert rows(home, "receipts") == []


def test_a_load_leaves_the_readings_of_others_and_sweeps_empty_folders(home: Home) -> None:
    others, empty = home.staged / ("a" * 32), home.staged / ("b" * 32)
    (others / "000000").mkdir(parents=True)
    empty.mkdir()
    stages.load_batch(prepared(home))
    assert list(home.staged.iterdir()) == [others]
