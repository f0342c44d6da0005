"""Delimited files: one table, every cell as the text that it is."""

from __future__ import annotations

import pytest

from ingestion.documents import UnreadableSubmission
from ingestion.readers import read_document
from ingestion.readers.delimited import sniff_delimiter


@pytest.mark.parametrize(
    ("rule", "text", "delimiter"),
    [
        ("commas", "地区,受理\n望杉区,12\n", ","),
        ("tabs", "地区\t受理\n望杉区\t12\n", "\t"),
        ("semicolons", "地区;受理\n望杉区;12\n", ";"),
        ("thousands inside tabs", "地区\t金额\n望杉区\t1,234\n青岚县\t5,678\n", "\t"),
        ("quoted commas", '地区;备注\n"望杉区";"甲,乙"\n', ";"),
        ("one column", "地区\n望杉区\n", ","),
        ("a title line above", "情况表\n地区,受理,结案\n望杉区,12,11\n青岚县,3,3\n", ","),
    ],
)
def test_the_delimiter_is_found(rule: str, text: str, delimiter: str) -> None:
    assert sniff_delimiter(text) == delimiter, rule


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_cells_and_places(encoding: str) -> None:
    text = '地区,受理,备注\r\n望杉区,"1,234",\r\n"青岚\n县",0,—\r\n'
    document = read_document("目录/2031年情况.csv", text.encode(encoding))
    (table,) = document.tables
    assert document.text == ""
    assert table.sheet == "2031年情况"
    assert (table.row_count, table.column_count) == (3, 3)
    assert [(c.row, c.column, c.text, c.number) for c in table.cells] == [
        (0, 0, "地区", None),
        (0, 1, "受理", None),
        (0, 2, "备注", None),
        (1, 0, "望杉区", None),
        (1, 1, "1,234", None),
        (2, 0, "青岚\n县", None),
        (2, 1, "0", None),
        (2, 2, "—", None),
    ]


def test_a_declared_delimiter_is_no_row() -> None:
    document = read_document("表.csv", "sep=;\r\n甲;1,5\r\n".encode())
    assert [(c.row, c.column, c.text) for c in document.tables[0].cells] == [(0, 0, "甲"), (0, 1, "1,5")]


def test_nothing_but_delimiters_is_empty() -> None:
    with pytest.raises(UnreadableSubmission, match="empty_file"):
        read_document("表.csv", b",,,\n,,,\n")
