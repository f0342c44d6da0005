"""Faulty and hostile files: each is refused with its code and a Chinese sentence, none does harm."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_office_files import (
    changed,
    members_of,
    paragraph,
    word_body,
    word_file,
    workbook_file,
    zip_file,
)
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingestion.documents import UnreadableSubmission
from ingestion.readers import Limits, read_document
from ingestion.readers.faults import SENTENCES, fault

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet1.xml"
SMALL = Limits(unzipped_bytes=4 * 1024 * 1024, cells=1000, area=100_000, file_bytes=1024 * 1024)


def report() -> bytes:
    return word_file(lambda document: document.add_paragraph("受理67件。"))


def form() -> bytes:
    return workbook_file(lambda workbook: sheet_of(workbook).append(["望杉区", 67]))


def sheet_of(workbook: Workbook) -> Worksheet:
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    return sheet


def far_corner_sheet() -> bytes:
    def fill(workbook: Workbook) -> None:
        sheet_of(workbook)["A1"] = 1
        sheet_of(workbook)["XFD1048576"] = 2

    return workbook_file(fill)


def thousand_cell_sheet() -> bytes:
    return workbook_file(lambda workbook: [sheet_of(workbook).append(list(range(50))) for _ in range(20)])


def in_document(old: bytes, new: bytes) -> bytes:
    xml = members_of(report())["word/document.xml"]
    assert old in xml
    return changed(report(), {"word/document.xml": xml.replace(old, new, 1)})


def entity_bomb() -> bytes:
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><w:document '
    return in_document(b"<w:document ", bomb)


def external_entity() -> bytes:
    return in_document(
        b"<w:document ", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document '
    )


def utf16_entity() -> bytes:
    text = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    return changed(report(), {"word/styles.xml": text.encode("utf-16")})


def entity_in_shared_strings() -> bytes:
    return changed(form(), {"xl/sharedStrings.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><sst>&b;</sst>'})


def zip_bomb() -> bytes:
    return changed(report(), {"word/media/a.xml": b" " * 5 * 1024 * 1024})


def encrypted_member() -> bytes:
    data = bytearray(report())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = data.find(signature)
        data[position + offset] |= 1
    return bytes(data)


def wrong_checksum() -> bytes:
    data = bytearray(zip_file(members_of(report())))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo("word/document.xml")
    position = info.header_offset + 30 + len(info.filename) + 20
    data[position] ^= 0xFF
    return bytes(data)


def lying_size() -> bytes:
    """Declares a tenth of what the member holds, as bombs do that trust nobody to look."""
    data = bytearray(zip_file(members_of(report())))
    position = data.find(b"PK\x01\x02")
    size = int.from_bytes(data[position + 24 : position + 28], "little")
    data[position + 24 : position + 28] = (size // 10).to_bytes(4, "little")
    return bytes(data)


CASES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("报告.docx", lambda: b"", "empty_file"),
    "empty_text": ("报告.txt", lambda: b"", "empty_file"),
    "blank_text": ("报告.txt", " \r\n\u3000".encode, "empty_file"),
    "blank_document": ("报告.docx", lambda: word_body(paragraph(" ")), "no_text"),
    "blank_workbook": ("表.xlsx", lambda: workbook_file(lambda workbook: None), "no_text"),
    "truncated_docx": ("报告.docx", lambda: report()[: len(report()) // 2], "truncated_archive"),
    "truncated_xlsx": ("表.xlsx", lambda: form()[:-30], "truncated_archive"),
    "wrong_checksum": ("报告.docx", wrong_checksum, "corrupt_archive"),
    "lying_size": ("报告.docx", lying_size, "corrupt_archive"),
    "broken_xml": ("报告.docx", lambda: in_document(b"</w:body>", b"</w:bod>"), "corrupt_document"),
    "no_worksheet": ("表.xlsx", lambda: changed(form(), {SHEET: None}), "corrupt_document"),
    "xlsx_named_docx": ("报告.docx", form, "mislabelled"),
    "docx_named_xlsx": ("表.xlsx", report, "mislabelled"),
    "zip_named_docx": ("报告.docx", lambda: zip_file({"报告.txt": "受理67件"}), "mislabelled"),
    "text_named_docx": ("报告.docx", "受理67件".encode, "mislabelled"),
    "docx_named_txt": ("报告.txt", report, "mislabelled"),
    "html_named_txt": ("报告.txt", lambda: b"<!DOCTYPE html><html><p>67</p></html>", "mislabelled"),
    "html_named_xlsx": (
        "表.xlsx",
        lambda: b"<html><table><tr><td>67</td></tr></table></html>",
        "mislabelled",
    ),
    "pdf_named_txt": ("报告.txt", lambda: b"%PDF-1.7\n%abc", "mislabelled"),
    "picture_named_html": ("网页.html", lambda: b"\x89PNG\r\n\x1a\n\x00\x00", "mislabelled"),
    "old_word_named_docx": ("报告.docx", lambda: OLE + b"\x00" * 600, "mislabelled"),
    "encrypted_docx": ("报告.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "encrypted_xlsx": ("表.xlsx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "encrypted_member": ("报告.docx", encrypted_member, "encrypted"),
    "old_word": ("报告.doc", lambda: OLE, "corrupt_document"),
    "old_excel": ("表.xls", lambda: OLE, "corrupt_document"),
    "wps_text": ("报告.wps", lambda: OLE, "corrupt_document"),
    "wps_sheet": ("表.et", lambda: OLE, "corrupt_document"),
    "truncated_pdf": ("报告.PDF", lambda: b"%PDF-1.7", "truncated_pdf"),
    "archive": ("报告.zip", lambda: zip_file({"a.txt": "甲"}), "archive"),
    "archive_in_archive": ("省.zip!市.zip", lambda: zip_file({"a.txt": "甲"}), "nested_archive"),
    "archive_of_nothing": ("报告.zip", lambda: zip_file({}), "empty_archive"),
    "ofd": ("报告.ofd", lambda: zip_file({"OFD.xml": "<a/>"}), "unsupported_format"),
    "rar": ("报告.rar", lambda: b"Rar!\x1a\x07", "unsupported_archive"),
    "macros_by_name": ("表.xlsm", form, "macros"),
    "macros_inside": ("报告.docx", lambda: changed(report(), {"word/vbaProject.bin": b"x"}), "macros"),
    "zip_bomb": ("报告.docx", zip_bomb, "zip_bomb"),
    "entity_bomb": ("报告.docx", entity_bomb, "entity_declaration"),
    "external_entity": ("报告.docx", external_entity, "entity_declaration"),
    "utf16_entity": ("报告.docx", utf16_entity, "entity_declaration"),
    "entity_in_shared_strings": ("表.xlsx", entity_in_shared_strings, "entity_declaration"),
    "path_traversal": ("报告.docx", lambda: changed(report(), {"../../etc/passwd": b"x"}), "unsafe_path"),
    "absolute_path": ("报告.docx", lambda: changed(report(), {"/etc/passwd": b"x"}), "unsafe_path"),
    "drive_path": ("报告.docx", lambda: changed(report(), {"C:\\a.xml": b"x"}), "unsafe_path"),
    "far_corner_sheet": ("表.xlsx", far_corner_sheet, "far_corner_sheet"),
    "too_many_cells": ("表.xlsx", thousand_cell_sheet, "too_many_cells"),
    "too_large": ("报告.txt", lambda: "受".encode() * 400_000, "too_large"),
    "binary_in_txt": ("报告.txt", lambda: bytes(range(1, 256)) * 9, "binary_content"),
    "hidden_file": (".DS_Store", lambda: b"\x00\x00\x00\x01Bud1", "dotfile"),
    "hidden_text": ("目录/.报告.txt", "受理67件".encode, "dotfile"),
    "lock_file": ("~$报告.docx", lambda: b"\x05user", "dotfile"),
    "unknown_type": ("报告.dat", "受理67件".encode, "unknown_type"),
    "no_extension": ("报告", "受理67件".encode, "unknown_type"),
    "script": ("报告.py", lambda: b"print(67)", "unknown_type"),
    "name_of_300_characters": ("报" * 300 + ".bin", lambda: b"x", "unknown_type"),
}


@pytest.mark.parametrize("case", CASES)
def test_each_fault_has_its_code_and_sentence(case: str) -> None:
    name, data, code = CASES[case]
    with pytest.raises(UnreadableSubmission) as refusal:
        read_document(name, data(), SMALL)
    assert refusal.value.code == code
    assert re.search(r"[\u4e00-\u9fff]", refusal.value.reason)
    assert refusal.value.reason.endswith("。")
    assert "{" not in refusal.value.reason


def test_the_good_files_behind_these_faults_are_read() -> None:
    """The control: without its fault, each of these files passes under the same limits."""
    assert read_document("报告.docx", report(), SMALL).text == "受理67件。"
    assert len(read_document("表.xlsx", form(), SMALL).tables[0].cells) == 2
    assert read_document("长" * 300 + ".txt", "受理67件".encode(), SMALL).text == "受理67件"


def test_every_sentence_is_reached_by_a_fault() -> None:
    raised = {code for _, _, code in CASES.values()}
    elsewhere = {"unknown_encoding", "time_limit", "memory_limit", "reader_crashed", "reader_failed"}
    elsewhere |= {"locked_members", "too_many_members", "encrypted_archive", "link"}  # archives as received
    elsewhere |= {"too_many_pages", "scanned", "garbled_text", "picture_too_large"}
    assert set(SENTENCES) == raised | elsewhere


def test_a_fault_without_its_particulars_is_an_error() -> None:
    with pytest.raises(KeyError):
        fault("too_large")


GOOD_FILES = {"报告.docx": report(), "表.xlsx": form()}


@settings(max_examples=60)
@given(st.sampled_from(["报告.docx", "表.xlsx"]), st.data())
def test_a_damaged_archive_never_fails_otherwise(name: str, data: st.DataObject) -> None:
    good = GOOD_FILES[name]
    damaged = bytearray(good)
    for position in data.draw(st.lists(st.integers(0, len(good) - 1), min_size=1, max_size=8)):
        damaged[position] = data.draw(st.integers(0, 255))
    try:
        document = read_document(name, bytes(damaged))
    except UnreadableSubmission as refusal:
        assert refusal.code in SENTENCES
    else:
        assert document.format in name


@given(st.sampled_from(["a.txt", "a.csv", "a.html"]), st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(name: str, data: bytes) -> None:
    try:
        assert read_document(name, data).format in {"txt", "csv", "html"}
    except UnreadableSubmission as refusal:
        assert refusal.code in SENTENCES
