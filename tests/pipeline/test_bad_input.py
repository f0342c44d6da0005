"""Bad input, received and read like any other: each fault ends in one clear sentence, the rest goes on."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl
import pytest

from ingestion.landing import LandingStore, quarantined, read_raw_table, store
from ingestion.readers import Limits, worker
from pipeline.ingest import ingest_paths
from pipeline.load import IngestReport
from pipeline.settings import Home

LANDED = datetime(2032, 2, 1, 8, tzinfo=UTC)
READERS = Path(__file__).resolve().parents[1] / "ingestion" / "readers" / "fixtures"
GOOD = """青岚县人力资源和社会保障局2031年法治政府建设情况报告（虚构样例）

2031年，共受理劳动人事争议案件47件，审结45件。

青岚县人力资源和社会保障局
2032年1月20日
"""
MIB = 1024 * 1024


def office(name: str) -> bytes:
    return (READERS / name).read_bytes()


def repacked(data: bytes, changes: dict[str, bytes]) -> bytes:
    """The archive with these members put in or replaced."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        members = {name: source.read(name) for name in source.namelist()} | changes
        for name, content in members.items():
            target.writestr(name, content)
    return buffer.getvalue()


def with_doctype(declaration: bytes) -> bytes:
    data = office("report_office.docx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml")
    return repacked(
        data, {"word/document.xml": xml.replace(b"<w:document ", declaration + b"<w:document ", 1)}
    )


def workbook(fill: Callable[[Any], object]) -> bytes:
    book = openpyxl.Workbook()
    fill(book.active)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def far_corner(sheet: Any) -> None:
    sheet["A1"], sheet["XFD1048576"] = 1, 2


def million_cells() -> bytes:
    """Over a million filled cells, written as the smallest XML that a sheet can be."""
    cells = b"<c><v>7</v></c>" * 1000
    rows = b"".join(b"<row>" + cells + b"</row>" for _ in range(1001))
    namespace = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = b'<worksheet xmlns="' + namespace + b'"><sheetData>' + rows + b"</sheetData></worksheet>"
    data = repacked(workbook(lambda sheet: sheet.append([1])), {"xl/worksheets/sheet1.xml": xml})
    # Beside it something that does not compress, so that this is no bomb but a large workbook.
    return repacked(data, {"xl/media/image1.png": os.urandom(MIB)})


def archive(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return buffer.getvalue()


ENTITIES = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>'
EXTERNAL = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'

FAULTS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("空.docx", lambda: b"", "empty_file"),
    "truncated_docx": ("截断.docx", lambda: office("report_office.docx")[:20_000], "truncated_archive"),
    "truncated_pdf": ("截断.pdf", lambda: office("report_reportlab.pdf")[:3000], "truncated_pdf"),
    "truncated_xls": (
        "截断.xls",
        lambda: office("workbooks/form_libreoffice.xls")[:2048],
        "corrupt_document",
    ),
    "mislabelled": ("名实不符.txt", lambda: office("report_libreoffice.docx"), "mislabelled"),
    "web_page_named_xls": (
        "网页.xls",
        lambda: b"<html><table><tr><td>67</td></tr></table></html>",
        "mislabelled",
    ),
    "password_xls": ("密码.xls", lambda: office("workbooks/password.xls"), "encrypted"),
    "password_xlsx": ("密码.xlsx", lambda: office("workbooks/password.xlsx"), "encrypted"),
    "password_ods": ("密码.ods", lambda: office("workbooks/password.ods"), "encrypted"),
    "zip_bomb": (
        "炸弹.docx",
        lambda: repacked(office("report_office.docx"), {"word/bomb.xml": bytes(40 * MIB)}),
        "zip_bomb",
    ),
    "far_corner_sheet": ("远角.xlsx", lambda: workbook(far_corner), "far_corner_sheet"),
    "entity_bomb": ("实体.docx", lambda: with_doctype(ENTITIES), "entity_declaration"),
    "external_entity": ("外部实体.docx", lambda: with_doctype(EXTERNAL), "entity_declaration"),
    "path_traversal": (
        "越界.docx",
        lambda: repacked(office("report_office.docx"), {"../../etc/passwd": b"x"}),
        "unsafe_path",
    ),
    "macros_docm": ("宏.docm", lambda: office("report_office.docx"), "macros"),
    "macros_inside": (
        "藏宏.xlsx",
        lambda: repacked(workbook(lambda sheet: sheet.append([1])), {"xl/vbaProject.bin": b"x"}),
        "macros",
    ),
    "million_cell_sheet": ("百万格.xlsx", million_cells, "too_many_cells"),
    "binary_text": ("二进制.txt", lambda: bytes(range(1, 256)) * 9, "binary_content"),
    "rar": ("材料.rar", lambda: b"Rar!\x1a\x07\x00", "unsupported_archive"),
    "dotfile": (".隐藏.txt", "受理67件。".encode, "dotfile"),
    "long_name": ("长" * 80 + ".dat", lambda: b"x", "unknown_type"),
    "truncated_archive": ("断包.zip", lambda: archive({"a.txt": b"1"})[:-9], "truncated_archive"),
    "nested_archive": ("套.zip", lambda: archive({"里.zip": archive({"a.txt": b"1"})}), "nested_archive"),
    "absolute_name_in_archive": ("绝对.zip", lambda: archive({"/etc/a.txt": b"abs"}), "unsafe_path"),
    "traversal_in_archive": ("出逃.zip", lambda: archive({"../../b.txt": b"up"}), "unsafe_path"),
    "name_of_300_characters": ("长名.zip", lambda: archive({"长" * 300 + ".bin": b"name"}), "unknown_type"),
    "bomb_in_archive": ("包弹.zip", lambda: archive({"a.txt": bytes(40 * MIB)}), "zip_bomb"),
}


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, IngestReport]:
    """One inbox with every fault and one good report among them, received in one run."""
    root = tmp_path_factory.mktemp("bad")
    home, inbox = Home(root / "home"), root / "inbox"
    inbox.mkdir()
    for name, make, _ in FAULTS.values():
        (inbox / name).write_bytes(make())
    (inbox / "好.txt").write_text(GOOD, encoding="utf-8")
    (inbox / "县甲").mkdir()
    (inbox / "县甲" / "报告.txt").write_text(GOOD.replace("47", "48"), encoding="utf-8")
    (inbox / "县乙").mkdir()
    (inbox / "县乙" / "报告.txt").write_text(GOOD.replace("47", "49"), encoding="utf-8")
    (inbox / "链接.docx").symlink_to("/etc/hostname")
    os.mkfifo(inbox / "管道.docx")
    (inbox / "文件夹.docx").mkdir()
    return home, ingest_paths(home, [inbox], None, LANDED)


@pytest.mark.parametrize("case", FAULTS)
def test_each_fault_ends_in_quarantine_with_one_clear_sentence(
    case: str, received: tuple[Home, IngestReport]
) -> None:
    home, _ = received
    name, _, code = FAULTS[case]
    (record,) = [q for q in quarantined(home.root) if q.source_name.split("!")[0] == name]
    assert record.code == code
    assert re.fullmatch(r"[^。]*[\u4e00-\u9fff][^。]*。", record.reason)
    assert "请" in record.reason or "不予" in record.reason


def test_the_good_files_beside_them_are_read(received: tuple[Home, IngestReport]) -> None:
    """Two of them bear one name, in different folders."""
    _, report = received
    read = {o.source_name for o in report.outcomes if o.outcome in {"accepted", "needs_review"}}
    assert read == {"好.txt", "县甲/报告.txt", "县乙/报告.txt"}
    assert report.quarantined == len(FAULTS)
    assert len(report.outcomes) == len(FAULTS) + 3


def test_every_file_has_a_receipt_and_its_bytes_are_kept(received: tuple[Home, IngestReport]) -> None:
    home, _ = received
    receipts = read_raw_table(home.root, "receipts").to_pylist()
    assert len(receipts) == len(FAULTS) + 3
    for receipt in receipts:
        assert len(LandingStore(home.root).read(receipt["submission_id"])) == receipt["size_bytes"]
        assert receipt["reasons"] or receipt["outcome"] == "accepted"


def test_what_is_no_file_is_told_and_left(received: tuple[Home, IngestReport]) -> None:
    _, report = received
    told = dict(problem.split("：", 1) for problem in report.problems)
    assert told.keys() == {"链接.docx", "管道.docx", "文件夹.docx"}
    assert "链接" in told["链接.docx"]
    assert "不是普通文件" in told["管道.docx"]
    assert "文件夹" in told["文件夹.docx"]


def test_nothing_was_written_outside_the_home(received: tuple[Home, IngestReport]) -> None:
    home, _ = received
    assert {path.name for path in home.root.parent.iterdir()} == {"home", "inbox"}
    assert {path.name for path in home.root.iterdir()} <= {"landing", "quarantine", "raw", "staged", ".lock"}


def one(tmp_path: Path, name: str, data: bytes) -> tuple[Home, Path]:
    home, inbox = Home(tmp_path / "home"), tmp_path / "inbox"
    inbox.mkdir()
    (inbox / name).write_bytes(data)
    (inbox / "好.txt").write_text(GOOD, encoding="utf-8")
    return home, inbox


def outcomes(report: IngestReport) -> dict[str, str]:
    return {outcome.source_name: outcome.outcome for outcome in report.outcomes}


def test_a_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, inbox = one(tmp_path, "在写.txt", "甲".encode())
    copy = store._copy

    def while_someone_writes(source: BinaryIO, target: BinaryIO) -> tuple[str, int]:
        copied = copy(source, target)
        if Path(source.name).name == "在写.txt":
            with Path(source.name).open("ab") as other:
                other.write("乙".encode())
        return copied

    monkeypatch.setattr(store, "_copy", while_someone_writes)
    report = ingest_paths(home, [inbox], None, LANDED)
    assert outcomes(report) == {"在写.txt": "quarantined", "好.txt": "accepted"}
    assert [record.code for record in quarantined(home.root)] == ["changed_while_read"]
    monkeypatch.undo()
    assert outcomes(ingest_paths(home, [inbox], None, LANDED))["在写.txt"] != "quarantined"


@pytest.mark.parametrize(
    ("error", "words"),
    [(PermissionError(13, "Permission denied"), "权限"), (FileNotFoundError(2, "No such file"), "无法打开")],
)
def test_a_file_that_does_not_open_is_told_and_the_rest_goes_on(
    error: OSError, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, inbox = one(tmp_path, "打不开.txt", b"1")
    put_file = LandingStore.put_file

    def refuse(self: LandingStore, path: Path) -> store.Stored:
        if path.name == "打不开.txt":
            raise error
        return put_file(self, path)

    monkeypatch.setattr(LandingStore, "put_file", refuse)
    report = ingest_paths(home, [inbox], None, LANDED)
    assert outcomes(report) == {"好.txt": "accepted"}
    (problem,) = report.problems
    assert problem.startswith("打不开.txt：")
    assert words in problem


def test_a_file_without_an_end_is_stopped_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = workbook(lambda sheet: [sheet.append(list(range(60))) for _ in range(1_000)])
    home, inbox = one(tmp_path, "吃时间.xlsx", rows)
    ask = worker.LimitedReader._ask

    def in_a_moment(reader: worker.LimitedReader, name: str, data: bytes, seconds: float) -> bytes:
        return ask(reader, name, data, 0.01 if name == "吃时间.xlsx" else seconds)

    monkeypatch.setattr(worker.LimitedReader, "_ask", in_a_moment)
    assert outcomes(ingest_paths(home, [inbox], None, LANDED)) == {
        "吃时间.xlsx": "quarantined",
        "好.txt": "accepted",
    }
    (record,) = quarantined(home.root)
    assert record.code == "time_limit"


def test_a_hog_is_stopped_and_the_next_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, inbox = one(tmp_path, "吃内存.xlsx", workbook(far_corner))
    limits = Limits(memory_bytes=400 * MIB, area=10**12)
    monkeypatch.setattr(worker.LimitedReader.__init__, "__defaults__", (limits,))
    assert outcomes(ingest_paths(home, [inbox], None, LANDED)) == {
        "吃内存.xlsx": "quarantined",
        "好.txt": "accepted",
    }
    (record,) = quarantined(home.root)
    assert record.code in {"memory_limit", "reader_crashed"}
