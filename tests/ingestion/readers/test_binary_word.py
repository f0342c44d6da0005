"""Word 97–2003 files (doc, wps): read like the docx that says the same, and refused with one clear reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ingestion.documents import Document, UnreadableSubmission
from ingestion.readers import LimitedReader, read_document

FIXTURES = Path(__file__).with_name("fixtures")
SIGNATURE = bytes.fromhex("eca5")


def fixture(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()


def read(name: str) -> Document:
    return read_document(name, fixture(name))


@pytest.mark.parametrize("name", ["report_libreoffice.doc", "report.wps"])
def test_numbering_tables_and_soft_breaks_are_those_of_the_docx(name: str) -> None:
    binary, package = read(name), read("report_office.docx")
    assert binary.format == "doc"
    assert (binary.text, binary.blocks, binary.tables) == (package.text, package.blocks, package.tables)
    assert "（七）创新普法形式" in binary.text
    assert "收到仲裁申请1,468件" in binary.text


def test_hidden_letters_fields_revisions_and_nested_tables() -> None:
    assert read("habits_libreoffice.doc").text.split("\n") == [
        "望杉区2031年情况（虚构样例）",
        "受理67件。",
        "裁决12件。",
        "见附件，5件。",
        "结案率98-99%，\U00020bb7野家ABC。",
        "第一行，第二行。",
        "地区\t件数\t",
        "望杉区\t\t7",
        "\t\t9",
        "内表\t3",
        "表后一段，共5条。",
    ]


def test_header_and_page_number_are_left_out() -> None:
    assert "年度报告（虚构样例）" not in read("report.wps").text
    assert "—" not in read("report.wps").text


def with_flag(data: bytes, offset: int, value: int) -> bytes:
    """The file with one byte of its information block changed."""
    changed = bytearray(data)
    changed[data.index(SIGNATURE) + offset] = value
    return bytes(changed)


def renamed_stream(data: bytes, old: str, new: str) -> bytes:
    """The file with a stream of another name of the same length."""
    assert len(old) == len(new)
    return data.replace(old.encode("utf-16-le"), new.encode("utf-16-le"))


REPORT = fixture("report.wps")
FAULTS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "password": ("报告.doc", lambda: with_flag(REPORT, 0x0B, 0x13), "encrypted"),
    "before_word_97": ("报告.doc", lambda: with_flag(with_flag(REPORT, 2, 0x68), 3, 0), "unsupported_format"),
    "truncated": ("报告.wps", lambda: REPORT[: len(REPORT) // 2], "corrupt_document"),
    "only_a_signature": ("报告.doc", lambda: REPORT[:8], "corrupt_document"),
    "other_document": (
        "报告.doc",
        lambda: renamed_stream(REPORT, "WordDocument", "WpsSheetData"),
        "mislabelled",
    ),
    "package_named_doc": ("报告.doc", lambda: fixture("report_office.docx"), "mislabelled"),
    "rich_text_named_doc": ("报告.doc", lambda: b"{\\rtf1 67}", "mislabelled"),
    "web_page_named_doc": ("报告.doc", lambda: b"<html><p>67</p></html>", "mislabelled"),
    "doc_named_docx": ("报告.docx", lambda: REPORT, "mislabelled"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_each_fault_has_its_code(case: str) -> None:
    name, data, code = FAULTS[case]
    with pytest.raises(UnreadableSubmission) as refusal:
        read_document(name, data())
    assert refusal.value.code == code
    assert refusal.value.reason.endswith("。")


def test_damage_anywhere_is_read_or_refused() -> None:
    """A byte changed in every part of the file, one at a time."""
    for place in range(0, len(REPORT), len(REPORT) // 40):
        damaged = bytearray(REPORT)
        damaged[place] ^= 0xFF
        try:
            assert read_document("报告.doc", bytes(damaged)).format == "doc"
        except UnreadableSubmission as refusal:
            assert refusal.code in {"corrupt_document", "mislabelled", "encrypted", "unsupported_format"}


def test_a_child_reads_them_within_its_limits() -> None:
    with LimitedReader() as reader:
        assert reader.read("报告.wps", REPORT).text == read("report_office.docx").text
