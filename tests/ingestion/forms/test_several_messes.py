"""Three kinds of mess in one workbook at once: the right figures or a named problem, never another value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from drawn_grid import CITY
from hypothesis import given, settings
from hypothesis import strategies as st
from workbooks import book, read_book

HEAD = ["单位名称", "申请数量", "受理数量", "许可数量"]
ROWS = [
    ["合计", "61", "58", "55"],
    ["市本级", "11", "10", "9"],
    ["望杉区", "20", "19", "18"],
    ["青岚县", "30", "29", "28"],
]
EXPECTED = {
    (indicator, whose): float(row[place])
    for row, whose in zip(ROWS, ("region", "own", "990102", "990121"), strict=True)
    for place, indicator in enumerate(("lic_applications", "lic_accepted", "lic_granted"), 1)
}


@dataclass(frozen=True)
class Book:
    """A workbook in the making: lines above, header, rows, lines below, and the sheets beside it."""

    above: tuple[str, ...] = ("2023年度行政许可实施情况统计表（虚构）",)
    head: tuple[tuple[str, ...], ...] = (tuple(HEAD),)
    rows: tuple[tuple[str, ...], ...] = tuple(map(tuple, ROWS))
    below: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()

    def sheets(self) -> dict[str, str]:
        """The sheets as drawings."""
        lines = [*self.above, *(" | ".join(row) for row in (*self.head, *self.rows)), *self.below]
        return {"附件2": "\n".join(lines)} | dict(self.others)


Mess = Callable[[Book], Book]


def _each(change: Callable[[str], str]) -> Mess:
    def mess(book: Book) -> Book:
        rows = (
            (row[0], *(change(text) if text.isdecimal() and row[0] != "甲" else text for text in row[1:]))
            for row in book.rows
        )
        return replace(book, rows=tuple(rows))

    return mess


def _with_column(header: str, *values: str) -> Mess:
    def mess(book: Book) -> Book:
        head = tuple((*row, header if n == 0 else "^") for n, row in enumerate(book.head))
        return replace(
            book, head=head, rows=tuple((*r, values[n % len(values)]) for n, r in enumerate(book.rows))
        )

    return mess


def _with_row(*row: str, at: int | None = None) -> Mess:
    def mess(book: Book) -> Book:
        full = (*row, *("·" for _ in range(len(book.head[0]) - len(row))))
        place = len(book.rows) if at is None else at
        return replace(book, rows=(*book.rows[:place], full, *book.rows[place:]))

    return mess


def _group_headers(book: Book) -> Book:
    first = [text if n == 0 else "^" for n, text in enumerate(book.head[0])]
    top = [book.head[0][0], "行政许可实施数量（件）", "<", "<", *book.head[0][4:]]
    second = ["^", *book.head[0][1:4], *("^" for _ in book.head[0][4:])]
    assert len(first) == len(top) == len(second)
    return replace(book, head=(tuple(top), tuple(second))) if len(book.head) == 1 else book


def _numbered(book: Book) -> Book:
    return _with_row("甲", *(str(n) for n in range(1, len(book.head[0]))), at=0)(book)


def _other(name: str, title: str) -> Mess:
    def mess(book: Book) -> Book:
        drawing = "\n".join([title, " | ".join(HEAD), "合计 | 961 | 958 | 955"])
        return replace(book, others=(*(o for o in book.others if o[0] != name), (name, drawing)))

    return mess


MESSES: dict[str, Mess] = {
    "footnotes": _each(lambda text: text + "①"),
    "full width": _each(
        lambda text: text.translate({ord("0") + n: "０１２３４５６７８９"[n] for n in range(10)})
    ),
    "units in cells": _each(lambda text: text + "件"),
    "numbers as text": _each(lambda text: f'"{text}"'),
    "last year beside": _with_column("上年许可数量", "51", "8", "17", "26"),
    "change beside": _with_column("许可数量同比增长", "7.8%", "-3.2%", "—"),
    "remarks with numbers": _with_column("备注", "·", "含补录3件", "见附表2"),
    "telephones": _with_column("联系电话", "87654321", "13800000000"),
    "words nobody knows": _with_column("类别", "行政机关"),
    "empty template rows": _with_row("·"),
    "a subtotal": _with_row("县区小计", "50", "48", "46"),
    "a region nobody knows": _with_row("无名县", "9", "9", "9"),
    "an office among regions": _with_row("社保中心", "5", "5", "5"),
    "groups above": _group_headers,
    "column numbers": _numbered,
    "annex and unit lines": lambda book: replace(
        book, above=("附件2", *book.above, "填报单位：澄湾市人社局 单位：件")
    ),
    "signatures": lambda book: replace(book, below=(*book.below, "填表人：某甲 联系电话：0990-1234567")),
    "notes": lambda book: replace(
        book, below=("注：1.变更、延续计入许可数量。2.截至12月31日。", *book.below)
    ),
    "last years sheet": _other("2022年", "2022年度行政许可实施情况统计表（虚构）"),
    "a plan beside": _other("计划", "2024年行政许可工作计划表（虚构）"),
    "a neighbour's sheet": _other("石萤县", "2023年度行政许可实施情况统计表（虚构）"),
}
"""What may befall a workbook; none of it changes a figure of the year."""


@settings(max_examples=120)
@given(st.lists(st.sampled_from(sorted(MESSES)), min_size=3, max_size=3, unique=True))
def test_three_messes_at_once_change_no_figure(names: list[str]) -> None:
    made = Book()
    # The row of column numbers counts all columns, those of the other messes too.
    for name in sorted(names, key=lambda name: name == "column numbers"):
        made = MESSES[name](made)
    reading = read_book(book(made.sheets()), CITY)
    facts = [o for o in reading.observations if o.disposition == "fact"]
    found = {(o.indicator_id or "", o.region_code or o.org_scope or ""): o.value for o in facts}
    assert len(found) == len(facts), "a figure was read twice"
    assert {key: value for key, value in found.items() if EXPECTED.get(key) != value} == {}
    assert (found, reading.problems) == (EXPECTED, ())
