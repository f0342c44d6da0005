"""Objects of an inspection that were drawn by lot count once something says that they were inspected."""

from __future__ import annotations

import pytest
from reading_aids import of

CASES = [
    ("only drawn", "开展“双随机、一公开”检查6次，抽取检查对象50户。", "undecided"),
    ("drawn, the number first", "开展双随机抽查，随机抽取50户检查对象。", "undecided"),
    ("a list was drawn", "双随机抽取检查对象名单50户。", "undecided"),
    ("by lot", "开展双随机抽查，摇号抽取监管对象50户。", "undecided"),
    ("fewer were inspected", "双随机检查3批次，抽取检查对象50户，实际检查48户。", "undecided"),
    ("then inspected", "开展双随机检查，抽取检查对象50户，并逐户开展检查。", "fact"),
    ("all inspected", "开展“双随机、一公开”检查，抽取检查对象50户，已全部检查完毕。", "fact"),
    ("drawn and inspected", "开展双随机检查，抽取并检查企业50户。", "fact"),
    ("spot-checked", "开展双随机检查，抽查了检查对象50户。", "fact"),
    ("objects of the inspection", "开展双随机检查，检查对象50户。", "fact"),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_drawn_is_not_inspected(text: str, expected: str) -> None:
    found = of(text, "50户")
    assert (found.disposition, found.indicator_id) == (expected, "dr_entities_inspected")


def test_those_inspected_are_the_figure_beside_those_drawn() -> None:
    found = of("双随机检查3批次，抽取检查对象50户，实际检查48户。", "48户")
    assert (found.disposition, found.indicator_id) == ("fact", "dr_entities_inspected")
