"""Words are found once, wherever the stretches begin in which numbers are counted."""

from __future__ import annotations

import pytest
from reading_aids import facts

from catalog import load_catalog
from ingestion.extraction.text.marked import LEAD, MarkedText

NAME = "劳动人事争议调解仲裁案件"


@pytest.mark.parametrize("behind", range(LEAD - len(NAME) - 2, LEAD + 2))
def test_a_word_that_lies_on_the_edge_of_a_stretch_is_found_once(behind: int) -> None:
    text = "近来如此。" * 20 + NAME + "又" * behind + "。受理案件12件。"
    found = [(hit.start, hit.end, hit.info.word) for hit in MarkedText(text, load_catalog()).hits]
    assert len(found) == len(set(found)) > 0
    assert found == sorted(found, key=lambda hit: (hit[0], -hit[1]))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("县局持行政执法证的37名。", {("enforcement_cert_holders", 37)}),
        ("县局坚持统一管理行政执法证，年审的37名。", set()),
        ("对22户用人单位开展劳动用工执法检查。", {("ins_employers_inspected", 22)}),
        ("县局核对22户用人单位开展劳动用工执法检查的台账。", set()),
    ],
)
def test_a_character_is_no_word_inside_another_word(text: str, found: set[tuple[str, float]]) -> None:
    assert facts(text) == found
