"""Words are found once, wherever the stretches begin in which numbers are counted."""

from __future__ import annotations

import pytest

from catalog import load_catalog
from ingestion.extraction.marked import LEAD, MarkedText

NAME = "劳动人事争议调解仲裁案件"


@pytest.mark.parametrize("behind", range(LEAD - len(NAME) - 2, LEAD + 2))
def test_a_word_that_lies_on_the_edge_of_a_stretch_is_found_once(behind: int) -> None:
    text = "近来如此。" * 20 + NAME + "又" * behind + "。受理案件12件。"
    found = [(hit.start, hit.end, hit.info.word) for hit in MarkedText(text, load_catalog()).hits]
    assert len(found) == len(set(found)) > 0
    assert found == sorted(found, key=lambda hit: (hit[0], -hit[1]))
