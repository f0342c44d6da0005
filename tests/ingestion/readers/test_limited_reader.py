"""The reader in a child process: the same documents, and no file can take the run with it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from types import SimpleNamespace

import pytest
from invented_office_files import word_file, workbook_file
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingestion.documents import UnreadableSubmission
from ingestion.readers import (
    DEFAULT_LIMITS,
    LimitedReader,
    Limits,
    read_document,
    read_document_limited,
    worker,
)
from ingestion.readers.limits import MIB

FIXTURES = Path(__file__).with_name("fixtures")


def report() -> bytes:
    return word_file(lambda document: document.add_paragraph("受理67件。"))


def sheet_of(workbook: Workbook) -> Worksheet:
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    return sheet


def form() -> bytes:
    def fill(workbook: Workbook) -> None:
        sheet = sheet_of(workbook)
        sheet.append(["望杉区", 0.5, None, 3])
        sheet["B1"].number_format = "0%"
        sheet.merge_cells("A1:A2")

    return workbook_file(fill)


def child_of(reader: LimitedReader) -> int:
    assert reader._child is not None
    return reader._child.pid


@pytest.fixture(scope="module")
def reader() -> Iterator[LimitedReader]:
    with LimitedReader() as shared:
        yield shared


FILES = {
    "报告.docx": report(),
    "表.xlsx": form(),
    "报告.txt": "受理67件。\r\n".encode("gb18030"),
    "网页.html": "<html><p>受理67件。</p><table><tr><td>甲</td><td>1</td></tr></table></html>".encode(),
    "表.csv": "甲,1\n".encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_the_child_reads_what_the_parent_reads(reader: LimitedReader, name: str) -> None:
    assert reader.read(name, FILES[name]) == read_document(name, FILES[name])


def test_refusals_come_back_as_they_are(reader: LimitedReader) -> None:
    with pytest.raises(UnreadableSubmission) as refusal:
        reader.read("报告.docx", report()[:-40])
    assert refusal.value.code == "truncated_archive"


def test_one_child_serves_many_files(reader: LimitedReader) -> None:
    reader.read("报告.txt", FILES["报告.txt"])
    first = child_of(reader)
    for _ in range(20):
        reader.read("报告.docx", FILES["报告.docx"])
    assert child_of(reader) == first


def test_a_child_that_dies_refuses_its_file_and_the_next_is_read() -> None:
    with LimitedReader() as reader:
        reader.read("报告.txt", FILES["报告.txt"])
        pid = child_of(reader)
        os.kill(pid, signal.SIGSTOP)
        killer = threading.Timer(0.3, os.kill, (pid, signal.SIGKILL))
        killer.start()
        with pytest.raises(UnreadableSubmission, match=r"reader_crashed.*SIGKILL"):
            reader.read("报告.txt", FILES["报告.txt"])
        killer.join()
        assert reader.read("报告.txt", FILES["报告.txt"]).text == "受理67件。\r\n"
        assert child_of(reader) != pid


def test_a_child_that_hangs_is_killed_after_its_time() -> None:
    with LimitedReader() as reader:
        reader.read("报告.txt", FILES["报告.txt"])
        pid = child_of(reader)
        os.kill(pid, signal.SIGSTOP)
        reader.limits = Limits(seconds=0.1)
        with pytest.raises(UnreadableSubmission, match="time_limit"):
            reader.read("报告.txt", FILES["报告.txt"])
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_file_has_its_time_from_when_it_is_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    deadlines: list[float] = []
    with LimitedReader(Limits(seconds=7.0, scan_seconds=70.0)) as reader:
        reader.read("报告.txt", FILES["报告.txt"])
        ask = worker._Child.ask

        def recorded(child: worker._Child, name: str, data: bytes, deadline: float) -> tuple[bytes, bool]:
            deadlines.append(deadline)
            return ask(child, name, data, monotonic() + 600)

        monkeypatch.setattr(worker._Child, "ask", recorded)
        monkeypatch.setattr(worker, "time", SimpleNamespace(monotonic=lambda: 1_000.0))
        monkeypatch.setattr(worker, "can_recognise", lambda: True)
        reader.read("报告.txt", FILES["报告.txt"])
        with pytest.raises(UnreadableSubmission):
            reader.read("扫描.pdf", b"%PDF-1.7 cut off")
    assert deadlines == [1_007.0, 1_070.0]


def test_memory_is_bounded() -> None:
    """A workbook whose cells need more than the child may take is refused, and the next file is read."""
    limits = Limits(memory_bytes=400 * MIB, area=10**10)
    with LimitedReader(limits) as reader:
        with pytest.raises(UnreadableSubmission) as refusal:
            reader.read("表.xlsx", wide_workbook())
        assert refusal.value.code in {"memory_limit", "reader_crashed"}
        assert reader.read("报告.txt", FILES["报告.txt"]).text == "受理67件。\r\n"


def test_a_child_that_an_earlier_file_left_grown_is_replaced() -> None:
    """The limit is one of the process: what one file leaves behind must not be taken from the next."""
    with LimitedReader(Limits(memory_bytes=90 * MIB)) as reader:
        reader.read("报告.txt", FILES["报告.txt"])
        first = child_of(reader)
        reader.read("报告.txt", FILES["报告.txt"])
        assert child_of(reader) == first
        reader.read("报告.doc", (FIXTURES / "report_libreoffice.doc").read_bytes())
        reader.read("报告.txt", FILES["报告.txt"])
        assert child_of(reader) != first
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


def test_a_file_that_takes_too_long_is_stopped_and_the_next_is_read() -> None:
    form = workbook_file(lambda workbook: [sheet_of(workbook).append(list(range(50))) for _ in range(1_000)])
    with LimitedReader(Limits(seconds=0.01)) as reader:
        with pytest.raises(UnreadableSubmission) as refusal:
            reader.read("表.xlsx", form)
        assert refusal.value.code == "time_limit"
        assert "0.01 秒" in refusal.value.reason
        reader.limits = DEFAULT_LIMITS
        assert reader.read("报告.txt", FILES["报告.txt"]).text == "受理67件。\r\n"


def wide_workbook() -> bytes:
    """Two cells that span a rectangle of five billion: the fast parser would take gigabytes for it."""

    def fill(workbook: Workbook) -> None:
        sheet = sheet_of(workbook)
        sheet["A1"] = 1
        sheet["GRX1000000"] = 2

    return workbook_file(fill)


def test_an_unforeseen_error_refuses_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    from ingestion.readers import child

    def fail(*_: object) -> None:
        raise ZeroDivisionError("unforeseen")

    monkeypatch.setattr(child, "read_document", fail)
    message = child.answer("报告.txt", b"x", Limits())
    assert b'"reader_failed"' in message
    assert b"ZeroDivisionError: unforeseen" in message


def test_a_single_file_in_a_child_of_its_own() -> None:
    assert read_document_limited("报告.txt", "受理67件".encode()).text == "受理67件"


def test_no_child_is_left_behind() -> None:
    with LimitedReader() as reader:
        reader.read("报告.txt", FILES["报告.txt"])
        pid = child_of(reader)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
