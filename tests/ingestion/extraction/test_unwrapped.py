"""Lines that a program broke at a fixed width are read as if they were whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from reading_aids import facts, of

from catalog import load_catalog
from ingestion.extraction.text.unwrapped import unwrapped

CATALOG = load_catalog()
BROKEN = (
    "（一）维护劳动者权益。今年立案查处劳动保障违法案\n"
    "件23件，结案22件，为农民工426人追讨工资511.2\n"
    "万元，查处违法行为，切实维护劳动者的合法权益。\n"
    "（二）加强普法。发放宣传资料900份。"
)


def test_words_and_numbers_over_a_line_break_are_read() -> None:
    assert facts(BROKEN) == {
        ("ins_cases_filed", 23),
        ("wage_recovered_workers", 426),
        ("wage_recovered_amount", 5_112_000),
        ("pub_materials", 900),
    }


def test_the_printed_form_keeps_its_line_break() -> None:
    assert of(BROKEN, "511.2").raw_text == "511.2\n万元"


def test_a_paragraph_keeps_its_end() -> None:
    text = "受理劳动人事争议案件53件。\n办结率100%。\n" + "推进各项工作。" * 30
    assert unwrapped(text, CATALOG) == text


@given(st.lists(st.text(alphabet="受理案件一、（1）.。，\n 件2", max_size=40), max_size=8).map("\n".join))
def test_no_character_moves(text: str) -> None:
    assert len(unwrapped(text, CATALOG)) == len(text)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(text, unwrapped(text, CATALOG), strict=True))
