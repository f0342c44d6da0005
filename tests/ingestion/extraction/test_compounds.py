"""Compound words of the lexicon: one entry stands for every word that its choices make."""

from __future__ import annotations

import pytest
from reading_aids import facts

from catalog.compounds import compounds


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("争议", ("争议",)),
        ("{劳动/人事}争议", ("劳动争议", "人事争议")),
        ("争议{案件/}", ("争议案件", "争议")),
        ("{劳动/}争议{案/}", ("劳动争议案", "劳动争议", "争议案", "争议")),
        ("{甲/甲}乙", ("甲乙",)),
        ("{/}", ()),
    ],
)
def test_a_compound_is_each_of_its_words_once(written: str, words: tuple[str, ...]) -> None:
    assert compounds(written) == words


@pytest.mark.parametrize("written", ["{劳动争议", "劳动}争议", "{劳动{人事/}/}争议"])
def test_braces_that_do_not_pair_are_refused(written: str) -> None:
    with pytest.raises(ValueError, match="braces"):
        compounds(written)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("受理劳资争议案53件。", ("arb_cases_accepted", 53)),
        ("送普法进园区活动17场次。", ("pub_events", 17)),
        ("发放民法典宣传小册子2600份。", ("pub_materials", 2600)),
    ],
)
def test_a_word_that_only_a_compound_spells_is_read(text: str, fact: tuple[str, float]) -> None:
    assert facts(text) == {fact}
