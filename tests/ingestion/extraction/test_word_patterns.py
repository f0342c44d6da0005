"""Words that stand alone are told from the same characters inside a longer word."""

from __future__ import annotations

import pytest

from ingestion.extraction.wordlist import standing_alone

JOINING = standing_alone(["以及", "和", "及"], ["总和", "和解", "涉及", "及时"])
WITHIN = standing_alone(["中"], ["中小", "集中于"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("复议和诉讼", ["和"]),
        ("三者的总和", []),
        ("调解、和解及撤诉", ["及"]),
        ("涉及工资以及社保", ["以及"]),
        ("及时涉及", []),
    ],
)
def test_a_conjunction_is_none_inside_a_longer_word(text: str, found: list[str]) -> None:
    assert JOINING.findall(text) == found


@pytest.mark.parametrize(("text", "stands"), [("案件中", True), ("中小企业", False), ("集中于", False)])
def test_a_compound_may_begin_before_the_word_and_end_behind_it(text: str, stands: bool) -> None:
    assert (WITHIN.search(text) is not None) is stands
