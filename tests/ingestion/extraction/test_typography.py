"""Digits that are raised, lowered or struck through: their numbers wait for whoever can ask."""

from __future__ import annotations

import pytest
from reading_aids import of

from catalog import load_catalog
from ingestion.extraction.doubts.reasons import doubts

CASES = [
    ("a raised digit behind the number", "受理劳动人事争议案件12¹件。", "12", "undecided"),
    ("a raised digit before it", "受理劳动人事争议案件¹12件。", "12", "undecided"),
    ("a lowered digit", "受理劳动人事争议案件12₁件。", "12", "undecided"),
    ("a power of ten", "受理劳动人事争议案件10²件。", "10", "undecided"),
    ("a mark behind the measure word", "受理劳动人事争议案件12件¹。", "12", "fact"),
    ("a circled mark on the number", "受理劳动人事争议案件12①件。", "12", "fact"),
    ("a stroke through some digits", "受理劳动人事争议案件35\u03366件。", "35", "undecided"),
    ("a stroke through all digits", "受理劳动人事争议案件3\u03385\u0338件。", "3", "undecided"),
    ("nothing of all that", "受理劳动人事争议案件12件。", "12", "fact"),
]


@pytest.mark.parametrize(("text", "raw", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_unsure_digits_wait(text: str, raw: str, expected: str) -> None:
    found = of(text, raw)
    assert (found.disposition, found.indicator_id) == (expected, "arb_cases_accepted")
    assert text[found.start : found.end] == found.raw_text
    waits = found.rule.startswith(("digits_off_the_line:", "struck_digits:"))
    assert waits == (expected == "undecided"), found.rule


@pytest.mark.parametrize("name", doubts(load_catalog()).names)
def test_every_reason_to_wait_has_words_for_a_clerk(name: str) -> None:
    assert name in load_catalog().vocabulary.vocabularies["reading_basis"]
