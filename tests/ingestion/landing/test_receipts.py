"""Receipts: what an incoming file is, given all that came before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ingestion.landing import RECEIPT_SCHEMA, Arrival, Receipt, ReceiptBook, receipt_table, receipts_from
from ingestion.submissions import ManifestEntry

LANDED = datetime(2032, 2, 1, 8, tzinfo=UTC)
STATED = datetime(2032, 1, 15, 1, 30, tzinfo=UTC)
A, B = "a" * 64, "b" * 64


def entry(region: str | None = None, received_at: datetime | None = None) -> ManifestEntry:
    return ManifestEntry(file="x", region=region, received_at=received_at)


def admit(book: ReceiptBook, submission: str, name: str, stated: ManifestEntry | None = None) -> Arrival:
    return book.admit(
        submission_id=submission, source_name=name, size_bytes=5, received_at=LANDED, entry=stated
    )


WANGSHAN, QINGLAN = entry("990102"), entry("990121")


@pytest.mark.parametrize(
    ("rule", "arrivals", "kinds"),
    [
        ("the first time is new", [(A, "1", None)], ["new"]),
        ("other bytes are new", [(A, "1", None), (B, "1", None)], ["new", "new"]),
        ("again is known", [(A, "1", None), (A, "1", None)], ["new", "known"]),
        ("again with its statement is known", [(A, "1", WANGSHAN), (A, "1", WANGSHAN)], ["new", "known"]),
        ("another name is a duplicate", [(A, "1", None), (A, "2", None)], ["new", "duplicate"]),
        (
            "a duplicate comes once",
            [(A, "1", None), (A, "2", None), (A, "2", None)],
            ["new", "duplicate", "known"],
        ),
        ("a statement is read anew", [(A, "1", None), (A, "1", WANGSHAN)], ["new", "new_statement"]),
        ("another statement too", [(A, "1", WANGSHAN), (A, "1", QINGLAN)], ["new", "new_statement"]),
        ("also under another name", [(A, "1", WANGSHAN), (A, "2", QINGLAN)], ["new", "new_statement"]),
        (
            "the same one under another name is a duplicate",
            [(A, "1", WANGSHAN), (A, "2", WANGSHAN)],
            ["new", "duplicate"],
        ),
        ("stating nothing withdraws nothing", [(A, "1", WANGSHAN), (A, "1", None)], ["new", "known"]),
        ("nor under another name", [(A, "1", WANGSHAN), (A, "2", None)], ["new", "duplicate"]),
        ("an empty row states nothing", [(A, "1", WANGSHAN), (A, "1", entry())], ["new", "known"]),
        (
            "a statement may return",
            [(A, "1", WANGSHAN), (A, "1", QINGLAN), (A, "1", WANGSHAN), (A, "1", WANGSHAN)],
            ["new", "new_statement", "new_statement", "known"],
        ),
    ],
)
def test_what_an_arrival_is(
    rule: str, arrivals: list[tuple[str, str, ManifestEntry | None]], kinds: list[str]
) -> None:
    book = ReceiptBook()
    assert [admit(book, *arrival).kind for arrival in arrivals] == kinds, rule
    # The same across runs, the book read back from its receipts each time.
    receipts: list[Receipt] = []
    for arrival, kind in zip(arrivals, kinds, strict=True):
        admitted = admit(ReceiptBook(receipts), *arrival)
        assert admitted.kind == kind, rule
        if kind != "known":
            receipts.append(admitted.receipt)


def test_sequences_go_on_and_ids_are_unique_and_repeatable() -> None:
    def run() -> list[Receipt]:
        book = ReceiptBook()
        stated = [None, WANGSHAN, QINGLAN, WANGSHAN]
        return [admit(book, A, "1", statement).receipt for statement in stated] + [
            admit(book, B, "1").receipt
        ]

    receipts = run()
    assert [receipt.sequence for receipt in receipts] == [1, 2, 3, 4, 5]
    assert len({receipt.receipt_id for receipt in receipts}) == 5
    assert receipts == run()


def test_a_stated_time_wins_over_the_landing_time() -> None:
    book = ReceiptBook()
    assert admit(book, A, "1", entry(received_at=STATED)).receipt.received_at == STATED
    assert admit(book, B, "1").receipt.received_at == LANDED


def test_duplicates_are_not_read_and_say_so() -> None:
    book = ReceiptBook()
    first, second = admit(book, A, "1.docx"), admit(book, A, "2.docx")
    assert (first.is_to_be_read, second.is_to_be_read) == (True, False)
    assert second.receipt.outcome == "duplicate"


def test_a_known_file_brings_its_earlier_receipt() -> None:
    book = ReceiptBook()
    first = admit(book, A, "1")
    assert admit(book, A, "1").receipt == first.receipt


def test_receipts_come_back_from_their_table() -> None:
    book = ReceiptBook()
    receipts = (
        replace(
            admit(book, A, "报告.docx", WANGSHAN).receipt,
            outcome="needs_review",
            reasons=("地区不明", "年份不明"),
        ),
        replace(admit(book, B, "x.bin").receipt, outcome="quarantined", reasons=("无法识别",)),
    )
    table = receipt_table(reversed(receipts), "batch")
    assert table.schema == RECEIPT_SCHEMA
    assert receipts_from(table) == receipts
    assert table["media_type"].to_pylist()[1] == "application/octet-stream"


def refused(book: ReceiptBook, arrival: Arrival) -> None:
    book.settle(
        replace(arrival.receipt, outcome="quarantined", reasons=("扩展名不符", *arrival.receipt.reasons))
    )


DOUBT, OTHER_DOUBT = "清单 manifest.csv 第 2 行：年份不对。", "清单 manifest.csv 第 2 行：地区不对。"


def doubted(book: ReceiptBook, name: str, *doubts: str, stated: ManifestEntry | None = None) -> Arrival:
    return book.admit(
        submission_id=A, source_name=name, size_bytes=5, received_at=LANDED, entry=stated, doubts=doubts
    )


def test_bytes_refused_under_one_name_are_read_under_another() -> None:
    book = ReceiptBook()
    refused(book, admit(book, A, ".报告.txt"))
    assert admit(book, A, ".报告.txt").kind == "known"
    renamed = admit(book, A, "报告.txt")
    assert (renamed.kind, renamed.is_to_be_read) == ("new_name", True)
    book.settle(renamed.receipt)
    assert admit(book, A, "副本.txt").kind == "duplicate"
    assert admit(book, A, ".报告.txt").kind == "known"


def test_a_refusal_stands_only_where_nothing_could_be_read() -> None:
    book = ReceiptBook()
    early = entry(received_at=STATED)
    refused(book, admit(book, A, "报告.bin"))
    assert book.standing(A).outcome == "quarantined"
    readable = admit(book, A, "报告.txt", early)
    book.settle(readable.receipt)
    assert book.standing(A) == readable.receipt
    refused(book, admit(book, A, "报告.bin", WANGSHAN))
    assert book.standing(A) == readable.receipt
    assert admit(book, A, "另名.txt", WANGSHAN).kind == "new_statement"


def test_a_duplicate_of_a_file_that_is_yet_to_be_read_is_undecided() -> None:
    book = ReceiptBook()
    first = admit(book, A, "1.txt")
    assert admit(book, A, "2.txt").is_undecided
    book.settle(first.receipt)
    assert not admit(book, A, "3.txt").is_undecided


def test_a_duplicate_of_a_file_that_waits_is_undecided_until_one_is_accepted() -> None:
    book = ReceiptBook()
    first = admit(book, A, "1.txt")
    book.settle(replace(first.receipt, outcome="needs_review"))
    again = admit(book, A, "2.txt")
    assert (again.kind, again.is_undecided) == ("duplicate", True)
    book.settle(replace(again.receipt, outcome="accepted"))
    assert book.standing(A).source_name == "2.txt"
    assert not admit(book, A, "3.txt").is_undecided


def test_a_duplicate_of_a_refused_file_is_read_when_it_comes_again() -> None:
    book = ReceiptBook()
    first = admit(book, A, "1.bin")
    assert admit(book, A, "2.txt").kind == "duplicate"
    refused(book, first)
    assert admit(book, A, "2.txt").kind == "new_name"


def test_only_an_admitted_receipt_is_settled() -> None:
    book, other = ReceiptBook(), ReceiptBook()
    admit(book, A, "1.txt")
    with pytest.raises(KeyError):
        book.settle(admit(other, A, "2.txt").receipt)


@pytest.mark.parametrize(
    ("rule", "arrivals", "kinds"),
    [
        ("the same doubt is known", [("1", [DOUBT]), ("1", [DOUBT])], ["new", "known"]),
        ("a mended row clears it", [("1", [DOUBT]), ("1", []), ("1", [])], ["new", "new_statement", "known"]),
        ("another doubt is read", [("1", [DOUBT]), ("1", [OTHER_DOUBT])], ["new", "new_statement"]),
        ("a new doubt is read", [("1", []), ("1", [DOUBT])], ["new", "new_statement"]),
        ("a copy without a row clears nothing", [("1", [DOUBT]), ("2", [])], ["new", "duplicate"]),
        (
            "a copy with the same doubt comes once",
            [("1", [DOUBT]), ("2", [DOUBT]), ("2", [DOUBT])],
            ["new", "duplicate", "known"],
        ),
    ],
)
def test_doubts_are_part_of_the_statement(
    rule: str, arrivals: list[tuple[str, list[str]]], kinds: list[str]
) -> None:
    book = ReceiptBook()
    assert [doubted(book, name, *doubts).kind for name, doubts in arrivals] == kinds, rule


def test_doubts_alone_bring_back_nothing_withdrawn() -> None:
    book = ReceiptBook()
    doubted(book, "1", DOUBT)
    book.withdraw(book.standing(A), LANDED, "数据有误")
    assert [doubted(book, "1", *doubts).kind for doubts in ([DOUBT], [], [OTHER_DOUBT])] == ["known"] * 3
    assert doubted(book, "1", stated=WANGSHAN).kind == "new_statement"


def test_a_correction_never_counts_before_what_it_corrects() -> None:
    book = ReceiptBook()
    doubted(book, "1", DOUBT)
    mended = doubted(book, "1", stated=entry("990102", STATED)).receipt
    assert (mended.received_at, mended.stated_received_at) == (LANDED, STATED)
    assert book.standing(A) == mended
