"""Decoding: mark, UTF-8, GB18030 where plausible; the text is the decoded file itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.documents import UnreadableSubmission
from ingestion.readers import read_document
from ingestion.readers.encodings import decode

TEXT = "澄湾市人社局2031年度法治建设情况报告。\r\n全年受理案件67件，结案率98.8％。\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode("utf-8"), "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("gb18030"), "gb18030"),
        ("全年办案3件".encode("gbk"), "gb18030"),
        ("file;region\r\n青岚.xlsx;990121\r\n".encode("gb18030"), "gb18030"),
        ("濮阳、亳州、衢州、漯河".encode("gb18030"), "gb18030"),
        ("某镇㐀𠮷村：争议2件，调解成功率百分之百".encode("gb18030"), "gb18030"),
    ],
)
def test_each_encoding_gives_the_text_back(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert decoded.encoding == encoding
    assert decoded.text.encode(encoding) == data.removeprefix(b"\xef\xbb\xbf").removeprefix(
        b"\xff\xfe"
    ).removeprefix(b"\xfe\xff")


@pytest.mark.parametrize(
    ("fault", "data", "code"),
    [
        ("big5_report", "勞動爭議處理情況報告，調解成功率達到百分之九十".encode("big5"), "unknown_encoding"),
        (
            "latin1_report",
            "Jahresbericht über die Tätigkeit der Behörde".encode("latin-1"),
            "unknown_encoding",
        ),
        ("big5_names", "臺灣、澎湖、嘉義".encode("big5"), "unknown_encoding"),
        ("utf8_cut_in_a_character", "全年受理".encode()[:-1] + "。".encode(), "unknown_encoding"),
        ("binary_junk", bytes(range(256)) * 20, "binary_content"),
        ("utf16_without_mark", TEXT.encode("utf-16-le"), "binary_content"),
        ("odd_utf16", b"\xff\xfe" + TEXT.encode("utf-16-le")[:-1], "unknown_encoding"),
        ("nul_in_utf8", "全年\x00受理".encode(), "binary_content"),
    ],
)
def test_what_is_no_text_is_refused(fault: str, data: bytes, code: str) -> None:
    with pytest.raises(UnreadableSubmission) as refusal:
        read_document(f"{fault}.txt", data)
    assert refusal.value.code == code


def test_offsets_count_in_the_decoded_file_with_its_newlines() -> None:
    document = read_document("报告.txt", TEXT.encode("gb18030"))
    assert document.text == TEXT
    assert [document.text[block.start : block.end] for block in document.blocks] == TEXT.split()


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1))
def test_any_utf8_text_comes_back_whole(text: str) -> None:
    assert decode(text.encode()).text == text.removeprefix("\ufeff")
