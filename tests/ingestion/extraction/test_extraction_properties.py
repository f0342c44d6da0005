"""What holds for every text that is read as a report."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from reading_aids import read

WORDS = [
    "\n",
    *[
        "受理",
        "劳动人事争议案件",
        "件",
        "审结",
        "仲裁",
        "其中",
        "（",
        "）",
        "(",
        ")",
        "、",
        "，",
        "。",
        "；",
        "：",
        "一是",
        "二是",
        "一、",
        "（一）",
        "分别为",
        "和",
        "均达",
        "%",
        "万元",
        "余",
        "同比增长",
        "上年",
        "去年同期",
        "全县",
        "市本级",
        "全国",
        "截至目前",
        "2031年",
        "1—11月",
        "专项行动",
        "宣传月",
        "无",
        "败诉案件",
        "行政诉讼",
        "行政复议",
        "确保",
        "力争",
        "存在的问题",
        "下一步打算",
        "双随机、一公开",
        "检查",
        "用人单位",
        "户",
        "为",
        "名",
        "农民工",
        "追回工资",
        "涉及",
        "人",
        "10人以上",
        "由",
        "提高到",
        "“",
        "”",
        "《",
        "》",
        "次",
        "普法活动",
        "发放",
        "宣传资料",
        "份",
    ],
]
HEADS = [
    "2030年",
    "2031年",
    "上年",
    "全县",
    "市本级",
    "一审",
    "二审",
    "复议",
    "诉讼",
    "受理",
    "审结",
    "括号内为上年数",
]
EACH = ["分别", "依次", "分别为", "依次为", "共", "实际", "计划", ""]
DEEDS = ["受理仲裁案件", "审结", "办结", "检查用人单位", "追回工资", "立案", "结案率", ""]
NUMBERS = st.tuples(
    st.integers(0, 9999).map(str), st.sampled_from(["件", "户", "%", "万元", "", "件（3件）"])
).map("".join)
ROWS = st.builds(
    lambda heads, each, deed, numbers, mark: "、".join(heads) + each + deed + "、".join(numbers) + mark,
    st.lists(st.sampled_from(HEADS), max_size=3),
    st.sampled_from(EACH),
    st.sampled_from(DEEDS),
    st.lists(NUMBERS, min_size=1, max_size=3),
    st.sampled_from(["，", "，", "；", "。", "\n", "（", "）"]),
)
"""Rows of numbers behind rows of nouns, years and scopes, which need not be as many."""
CELLS = st.lists(
    st.lists(
        st.one_of(st.sampled_from([*HEADS, *DEEDS, "合计", "—"]), NUMBERS), min_size=1, max_size=5
    ).flatmap(
        lambda cells: st.sampled_from(["｜", "|", "\u3000\u3000", "／", "/"]).map(
            lambda parting: parting.join(cells)
        )
    ),
    max_size=6,
).map("\n".join)
"""Lines of cells as a small table has them, and some that it has not."""
TEXTS = st.one_of(
    st.lists(ROWS, max_size=6).map("".join),
    CELLS,
    st.text(max_size=60),
    st.text(st.characters(categories=("Cs", "Cc", "Cf", "Nd", "No", "Zs", "Zl", "Ps", "Pe")), max_size=40),
    st.text(
        "０９，．％（）①⑳⑴１件户万亿受理案件〇第年月至～\u3000\x00\x85\u200b\ud800\udfff\r\n", max_size=60
    ),
    st.lists(st.one_of(st.sampled_from(WORDS), st.integers(0, 99999).map(str)), max_size=60).map("".join),
)


@settings(max_examples=150)
@given(TEXTS, st.sampled_from(["county", "city", "province", "local", None]), st.sampled_from([2031, None]))
def test_no_text_crashes_and_every_place_reads_back(text: str, level: str | None, year: int | None) -> None:
    for observation in read(text, level=level, year=year):  # type: ignore[arg-type]
        assert observation.start is not None and observation.end is not None
        assert text[observation.start : observation.end] == observation.raw_text
        if observation.disposition == "fact":
            assert observation.indicator_id and observation.org_scope and observation.period_type


@settings(max_examples=150)
@given(TEXTS)
def test_observations_overlap_only_where_one_number_serves_several_indicators(text: str) -> None:
    observations = [o for o in read(text) if o.start is not None and o.end is not None]
    for first, second in pairwise(observations):
        same = (first.start, first.end) == (second.start, second.end)
        assert same or (first.end or 0) <= (second.start or 0)
        assert not same or first.indicator_id != second.indicator_id


@settings(max_examples=150)
@given(TEXTS)
def test_every_digit_lies_in_an_observation(text: str) -> None:
    spans = [(o.start or 0, o.end or 0) for o in read(text)]
    for place, character in enumerate(text):
        if character.isdecimal():
            assert any(start <= place < end for start, end in spans), (text, place)


def test_a_word_does_not_begin_inside_a_numeral() -> None:
    assert [(o.disposition, o.raw_text) for o in read("110败诉")] == [("name", "110")]


@settings(max_examples=50)
@given(TEXTS)
def test_reading_is_deterministic(text: str) -> None:
    assert read(text) == read(text)
