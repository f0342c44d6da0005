"""How a passage is shown to a clerk: the number that was read is marked, nothing of the passage is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_home import item

from catalog import load_catalog
from pipeline.review.queue import ReviewItem
from pipeline.review.showing import LONGEST_EVIDENCE, locked_digest, marked_evidence, shown_cells
from pipeline.review.tasks import body

MARKED = [
    ("the number with its unit", "受理案件15件", "15件", ["15件"]),
    ("no part of a longer number", "共151件，其中15件调解", "15件", ["15件"]),
    ("no part of a decimal", "2.15万元，15万元", "15万元", ["15万元"]),
    ("no part of a number that goes on", "15.5与15", "15", ["15"]),
    ("every printing", "15件中15件", "15件", ["15件", "15件"]),
    ("a number in words", "两名仲裁员", "两名", ["两名"]),
    ("a cell with its headers", "行政处罚｜罚款：3", "3", ["3"]),
    ("a number that the passage lacks", "详见附表", "15件", []),
]


def runs(evidence: str, raw_text: str) -> tuple[tuple[str, bool], ...]:
    """The runs of a passage."""
    return marked_evidence(item(evidence=evidence, raw_text=raw_text))


@pytest.mark.parametrize(
    ("evidence", "number", "marked"), [c[1:] for c in MARKED], ids=[c[0] for c in MARKED]
)
def test_the_number_that_was_read_is_marked(evidence: str, number: str, marked: list[str]) -> None:
    assert [text for text, is_number in runs(evidence, number) if is_number] == marked


@given(
    st.text(st.sampled_from("受理案件，15.2３"), max_size=2 * LONGEST_EVIDENCE),
    st.sampled_from(["15", "2", "案件"]),
)
def test_a_passage_is_shown_whole_or_around_its_number(evidence: str, number: str) -> None:
    shown = "".join(text for text, _ in runs(evidence, number))
    assert shown.strip("…") in evidence
    assert len(shown) <= LONGEST_EVIDENCE + 2
    if len(evidence) <= LONGEST_EVIDENCE:
        assert shown == evidence


def test_a_long_passage_is_cut_around_the_number() -> None:
    shown = runs("甲" * 2000 + "15件" + "乙" * 2000, "15件")
    assert [text for text, is_number in shown if is_number] == ["15件"]
    assert shown[0][0] == shown[-1][0] == "…"


def test_lines_and_padding_are_no_change_and_anything_else_is() -> None:
    assert locked_digest(("甲\n乙", " 15 ")) == locked_digest(("甲 乙", "15"))
    assert locked_digest(("甲", "15")) != locked_digest(("甲", "16"))
    assert locked_digest(("甲", "乙")) != locked_digest(("甲乙", ""))


def test_nothing_in_a_submission_acts_as_markup_in_the_scheduler() -> None:
    hostile = item(evidence="<script>[点击](x)</script>15件", raw_text="15件")
    text = body(ReviewItem(hostile), load_catalog())
    assert "\\<script\\>\\[点击\\](x)" in text
    assert "**15件**" in text


def test_every_reason_to_wait_is_told_the_foremost_first() -> None:
    cells = shown_cells(
        ReviewItem(item(issue="contradicted", issues="conflict;contradicted")), load_catalog()
    )
    assert cells[1] == "勾稽关系不符、数值不一致"
