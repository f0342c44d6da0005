"""Words that stand alone are told from the same characters inside a longer word; times from other text."""

from __future__ import annotations

import pytest

from catalog import load_catalog
from ingestion.extraction.meaning.times.patterns import OPENING, time_expression
from ingestion.extraction.words.wordlist import Endings, ending, standing_alone
from ingestion.quantities import normalise

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


ENDED = {"ahead", "plans", "supposed", "aim", "foreseen", "past_year"}
TURNING_BACK = load_catalog().lexicon["stances"]["turning_back"]


def test_a_word_that_turns_back_ends_what_is_said_of_it_and_nothing_unknown() -> None:
    assert {ended for kinds in TURNING_BACK.values() for ended in kinds} == ENDED
    assert {"今年", "实际"} <= set(ending(TURNING_BACK, "aim"))
    assert "实际" not in ending(TURNING_BACK, "supposed")


PERIODS = load_catalog().lexicon["periods"]
WORDINGS = time_expression(load_catalog())
TIMES = [
    *(
        "2031年度",
        "二〇三一年",
        "2030-2031年度",
        "近三年",
        "过去两年",
        "近几年",
        "五年来",
        "全年",
        "年度",
        "年内",
    ),
    *("截至11月底", "截止目前", "截至2031年12月31日", "年初至11月底", "1—11月", "3月初至5月中旬", "前11个月"),
    *(
        "12月4日",
        "12 月 4 日当天",
        "“12·4”宣传日当天",
        "“宪法宣传周期间",
        "元旦、春节期间",
        "自成立以来",
        "建成运行以来",
    ),
    *("上半年", "第三季度", "前3季度", "2个季度", "十二月", "1\n月", "3至9月份", "本年度", "今年"),
]


@pytest.mark.parametrize("time", [*TIMES, *(word for kind in OPENING for word in PERIODS[kind])])
def test_looking_at_beginnings_first_passes_over_no_time(time: str) -> None:
    text = f"县局受理投诉67件。{normalise(time)}检查用人单位212户，2案"
    whole = [m.span() for m in WORDINGS.wording.finditer(text)]
    assert [m.span() for m in WORDINGS.found_in(text)] == whole
    assert whole or time in PERIODS["festivals"]


@pytest.mark.parametrize(
    ("text", "start", "ends"),
    [("下达后未", 0, True), ("未立案", 0, False), ("并没有", 0, True), ("没有", 1, False), ("", 0, False)],
)
def test_a_word_ends_at_a_place_with_all_its_characters(text: str, start: int, ends: bool) -> None:
    assert Endings(["没有", "未", "未能"]).at(text, len(text), start) is ends
