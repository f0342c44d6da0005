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
TEXTS = st.one_of(
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
