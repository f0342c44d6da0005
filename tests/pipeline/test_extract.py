"""What `nianjian extract` says about files and manifests that a run would not simply accept."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from catalog import load_catalog
from pipeline import preview
from pipeline.cli import cli

REPORT = """青岚县人力资源和社会保障局2031年法治政府建设情况报告（虚构样例）

2031年，共受理劳动人事争议案件47件，审结45件。

青岚县人力资源和社会保障局
2032年1月20日
"""


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with one readable report."""
    (tmp_path / "青岚.txt").write_text(REPORT, encoding="utf-8")
    return tmp_path


def extract(folder: Path) -> tuple[int, dict[str, dict[str, Any]], str]:
    """The exit code, the documents by the last part of their source, and what went to stderr."""
    result = CliRunner().invoke(cli, ["extract", "--format", "jsonl", str(folder)])
    records = [json.loads(line) for line in result.stdout.splitlines()]
    documents = {Path(r["source"]).name: r for r in records if r["type"] == "document"}
    return result.exit_code, documents, result.stderr


def test_a_doubt_about_a_manifest_row_sends_the_file_to_review(inbox: Path) -> None:
    assert extract(inbox)[1]["青岚.txt"]["status"] == "accepted"
    (inbox / "manifest.csv").write_text("file,year\n青岚.txt,去年\n", encoding="utf-8")
    code, documents, stderr = extract(inbox)
    assert (code, documents["青岚.txt"]["status"], stderr) == (0, "needs_review", "")
    assert any("去年" in reason for reason in documents["青岚.txt"]["reasons"])


def test_a_manifest_problem_of_no_file_goes_to_stderr(inbox: Path) -> None:
    (inbox / "manifest.csv").write_text("file,year\n白榆.txt,2031\n", encoding="utf-8")
    _, documents, stderr = extract(inbox)
    assert documents["青岚.txt"]["status"] == "accepted"
    assert "白榆.txt" in stderr


def test_what_cannot_be_received_is_a_refused_document(inbox: Path) -> None:
    (inbox / "链接.txt").symlink_to(inbox / "青岚.txt")
    os.mkfifo(inbox / "管道.txt")
    code, documents, _ = extract(inbox)
    assert code == 3
    assert {name: record["status"] for name, record in documents.items()} == {
        "青岚.txt": "accepted",
        "链接.txt": "refused",
        "管道.txt": "refused",
    }
    link = documents["链接.txt"]
    assert (link["sha256"], link["region_code"], link["report_year"]) == (None, None, None)
    assert "链接" in link["reasons"][0]
    assert set(link) == set(documents["青岚.txt"])


def test_a_file_that_does_not_open_stops_no_other(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (inbox / "不可读.txt").write_text(REPORT, encoding="utf-8")
    read_bytes = Path.read_bytes

    def guarded(path: Path) -> bytes:
        if path.name == "不可读.txt":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", guarded)
    code, documents, _ = extract(inbox)
    assert code == 3
    assert (documents["不可读.txt"]["status"], documents["青岚.txt"]["status"]) == ("refused", "accepted")
    assert "无法打开" in documents["不可读.txt"]["reasons"][0]


def test_the_page_shows_what_has_no_bytes_without_a_hash(inbox: Path) -> None:
    (inbox / "链接.txt").symlink_to(inbox / "青岚.txt")
    page = inbox.parent / "page.html"
    assert CliRunner().invoke(cli, ["extract", "--html", str(page), str(inbox)]).exit_code == 3
    text = page.read_text(encoding="utf-8")
    assert "链接.txt" in text
    assert ">None<" not in text


def test_a_defect_of_ours_is_the_outcome_of_its_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("2024年，全年受理案件12件。", encoding="utf-8")
    honest = preview.read_submission

    def failing(document: Any, name: str, *rest: Any) -> Any:
        if name == "a.txt":
            raise RuntimeError("a defect")
        return honest(document, name, *rest)

    monkeypatch.setattr(preview, "read_submission", failing)
    found = {
        Path(p.document["source"]).name: p.document
        for p in preview.preview_paths([tmp_path], None, load_catalog())
    }
    assert found["a.txt"]["status"] == "refused"
    assert "RuntimeError" in found["a.txt"]["reasons"][0]
    assert found["b.txt"]["status"] != "refused"
