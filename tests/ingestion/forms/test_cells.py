"""What one cell says: numbers, marks in place of numbers, hedges, and what is no value at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.forms import load_forms
from ingestion.documents import Cell
from ingestion.forms.cells.values import CellReader

CELLS = CellReader(load_forms().conventions)

PRINTED = {
    "plain": ("1284", "1284", "exact", None),
    "full_width_digits": ("１２３", "123", "exact", None),
    "thousands": ("1,234,567", "1234567", "exact", None),
    "full_width_thousands": ("1，234", "1234", "exact", None),
    "inner_space": ("1 234", "1234", "exact", None),
    "leading_apostrophe": ("'0123", "123", "exact", None),
    "asterisk_glued": ("1284*", "1284", "exact", None),
    "circled_footnote_glued": ("63①", "63", "exact", None),
    "raised_footnote": ("63²", "63", "exact", None),
    "bracketed_footnote": ("63[1]", "63", "exact", None),
    "unit_in_cell": ("75件", "75", "exact", "件"),
    "percent_in_cell": ("98.8％", "98.8", "exact", "%"),
    "scientific": ("1.8681E3", "1868.1", "exact", None),
    "hedge_before_scale": ("2900余万元", "2900", "at_least", "万元"),
    "hedge_without_noun": ("2900余万", "2900", "at_least", "万"),
    "hedge_after": ("99%以上", "99", "at_least", "%"),
    "hedge_in_front": ("近300件", "300", "at_most", "件"),
    "approximate": ("约19.2%", "19.2", "approx", "%"),
    "negative": ("-3", "-3", "exact", None),
    "zero_in_words": ("零", "0", "exact", None),
    "percentage_in_words": ("百分之七十五", "75", "exact", "%"),
    "percentage_with_a_spoken_point": ("百分之九十八点五", "98.5", "exact", "%"),
    "percentage_half_in_words": ("百分之 98.5", "98.5", "exact", "%"),
}

MARKS = {
    "0": "zero",
    "0.00": "zero",
    "": "blank",
    "　　": "blank",
    "未统计": "blank",
    "/": "not_applicable",
    "—": "not_applicable",
    "－": "not_applicable",
    "-": "not_applicable",
    "不涉及": "not_applicable",
    "无": "nil_return",
    "…": "below_unit",
    "***": "masked",
    "××": "masked",
    "√": None,
    "2024-03-05": None,
    "约27家左右的企业": None,
    "望杉区": None,
}


@pytest.mark.parametrize("case", PRINTED)
def test_numbers_as_printed(case: str) -> None:
    text, number, qualifier, unit = PRINTED[case]
    value = CELLS.read_text(text)
    assert value.number == Decimal(number)
    assert (value.qualifier, value.unit) == (qualifier, unit)


@pytest.mark.parametrize("mark", MARKS)
def test_marks_are_kept_apart(mark: str) -> None:
    assert CELLS.read_text(mark).status == MARKS[mark]


def test_a_range_keeps_both_ends() -> None:
    value = CELLS.read_text("60%～70%")
    assert (value.number, value.high, value.qualifier) == (Decimal(60), Decimal(70), "range")


def test_a_percent_format_is_read_as_percent() -> None:
    value = CELLS.read(Cell(row=0, column=0, text="98.8%", number=0.988, percent=True))
    assert (value.number, value.unit) == (Decimal("98.8"), "%")


def test_a_stored_number_wins_over_its_display() -> None:
    assert CELLS.read(Cell(row=0, column=0, text="4.1", number=4.1)).number == Decimal("4.1")


@given(st.integers(min_value=0, max_value=10**9))
def test_any_count_reads_back_in_every_width_and_grouping(count: int) -> None:
    wide = str(count).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert {CELLS.read_text(t).number for t in (str(count), f"{count:,}", wide, f"{count}①")} == {
        Decimal(count)
    }


@given(st.text(max_size=12))
def test_no_text_breaks_the_reader(text: str) -> None:
    value = CELLS.read_text(text)
    assert (value.number is None) or value.status in ("value", "zero")
