"""Written forms of numbers, each with the value, bounds and measure word it means."""

from __future__ import annotations

import pytest

from catalog import load_catalog
from ingestion.quantities import Mention, find_mentions

EXACT = "exact"
LEVELS = [
    ("受理案件67件", "67件", 67, "件"),
    ("受理案件６７件", "６７件", 67, "件"),
    ("共受理12.5万件", "12.5万件", 125_000, "件"),
    ("涉案1.08亿元", "1.08亿元", 108_000_000, "元"),
    ("受理3千件", "3千件", 3_000, "件"),
    ("金额1亿2千万元", "1亿2千万元", 120_000_000, "元"),
    ("金额三万五千元", "三万五千元", 35_000, "元"),
    ("办理十二件", "十二件", 12, "件"),
    ("召开两次", "两次", 2, "次"),
    ("发放一千二百份", "一千二百份", 1_200, "份"),
    ("查处案件二十一起", "二十一起", 21, "起"),
    ("涉及1,868人", "1,868人", 1_868, "人"),
    ("涉及1，868人", "1，868人", 1_868, "人"),
    ("工资2 863.5万元", "2 863.5万元", 28_635_000, "元"),
    ("受理 15 件", "15 件", 15, "件"),
    ("受理15\n件", "15\n件", 15, "件"),
    ("率为98.6%", "98.6%", 98.6, "%"),
    ("率为９８.６％", "９８.６％", 98.6, "%"),
    ("率达百分之九十五", "百分之九十五", 95, "%"),
    ("占千分之三", "千分之三", 0.3, "%"),
    ("提高0.8个百分点", "0.8个百分点", 0.8, "个百分点"),
    ("接待咨询380人次", "380人次", 380, "人次"),
    ("检查213户（次）", "213户（次）", 213, "户次"),
    ("追回工资壹仟贰佰万元", "壹仟贰佰万元", 12_000_000, "元"),
    ("罚款叁拾伍万元整", "叁拾伍万元", 350_000, "元"),
    ("罚款陆万元", "陆万元", 60_000, "元"),
    ("罚款壹佰伍拾圆整", "壹佰伍拾圆", 150, "元"),
    ("刊发2449篇次", "2449篇次", 2449, "篇次"),
]


def only(text: str) -> Mention:
    """The one quantity of a text."""
    (mention,) = [m for m in find_mentions(text, load_catalog()) if m.kind == "quantity"]
    return mention


@pytest.mark.parametrize(("text", "raw", "value", "unit"), LEVELS)
def test_exact_numbers(text: str, raw: str, value: float, unit: str) -> None:
    mention = only(text)
    assert (text[mention.start : mention.end], mention.value, mention.unit) == (raw, value, unit)
    assert (mention.qualifier, mention.low, mention.high) == (EXACT, value, value)


MEASURES = (
    "件",
    "起",
    "宗",
    "例",
    "户",
    "家",
    "个",
    "处",
    "人",
    "名",
    "位",
    "人次",
    "户次",
    "次",
    "场",
    "期",
    "批",
    "批次",
    "轮",
    "节",
    "项",
    "条",
    "份",
    "册",
    "本",
    "张",
    "篇",
    "幅",
    "套",
)
COUNTED = ("共{}", "持有执法证的{}", "新立案{}", "其余{}", "审结{}")


@pytest.mark.parametrize("said", COUNTED)
@pytest.mark.parametrize("unit", MEASURES)
@pytest.mark.parametrize(("numeral", "value"), [("十一", 11), ("二十一", 21), ("一百一十一", 111)])
def test_a_measure_word_makes_a_numeral_a_count(numeral: str, value: int, unit: str, said: str) -> None:
    """十一 is the name of a holiday too, but nobody counts with holidays."""
    for end in "", "，", "。", "、", "；", "）":
        mention = only(said.format(numeral + unit) + end)
        assert (mention.value, mention.unit) == (value, unit)


@pytest.mark.parametrize(("numeral", "low", "high"), [("三五", 3, 5), ("两三", 2, 3)])
def test_some_are_a_range(numeral: str, low: int, high: int) -> None:
    mention = only(f"抽查企业{numeral}户。")
    assert (mention.qualifier, mention.low, mention.high) == ("range", low, high)


@pytest.mark.parametrize("before", ["准予许可数为", "败诉案件均为", "案件仍为", "未结案件降到"])
def test_nought_is_a_count_where_it_is_said_to_be_one(before: str) -> None:
    for end in "", "，", "。", "；", "）":
        mention = only(before + "零" + end)
        assert (mention.value, mention.unit, mention.qualifier) == (0, "", EXACT)


@pytest.mark.parametrize(
    ("text", "value"), [("排查工地四处。", 4), ("新设学校一所，", 1), ("编印手册一册；", 1)]
)
def test_a_word_that_ends_its_clause_with_a_measure_word_counts(text: str, value: int) -> None:
    assert only(text).value == value


BOUNDS = [
    ("发放3500余份", 3500, 3500, None, "at_least"),
    ("涉案金额2900余万元", 29_000_000, 29_000_000, None, "at_least"),
    ("征求意见稿百余件", 100, 100, None, "at_least"),
    ("检查20多家", 20, 20, None, "at_least"),
    ("培训3千余人次", 3000, 3000, None, "at_least"),
    ("满意率达99%以上", 99, 99, None, "at_least"),
    ("发放超过500份", 500, 500, None, "at_least"),
    ("突破12万件", 120_000, 120_000, None, "at_least"),
    ("培训不少于40人次", 40, 40, None, "at_least"),
    ("发放上百份", 100, 100, None, "at_least"),
    ("追回近万元", 10_000, None, 10_000, "at_most"),
    ("（超万元的案件）", 10_000, 10_000, None, "at_least"),
    ("追回近300万元", 3_000_000, None, 3_000_000, "at_most"),
    ("占比不足5%", 5, None, 5, "at_most"),
    ("不超过20件", 20, None, 20, "at_most"),
    ("发放约3500份", 3500, None, None, "approx"),
    ("受理100件左右", 100, None, None, "approx"),
    ("达到60%～70%", None, 60, 70, "range"),
    ("配备3至5名", None, 3, 5, "range"),
    ("每年10-15件", None, 10, 15, "range"),
    ("组织两三次", None, 2, 3, "range"),
    ("受理十五六件", None, 15, 16, "range"),
    ("检查二三十户", None, 20, 30, "range"),
    ("检查三四百户", None, 300, 400, "range"),
    ("检查一百二三十户", None, 120, 130, "range"),
    ("发放两三万份", None, 20_000, 30_000, "range"),
]


@pytest.mark.parametrize(("text", "value", "low", "high", "qualifier"), BOUNDS)
def test_hedges_set_bounds(
    text: str, value: float | None, low: float | None, high: float | None, qualifier: str
) -> None:
    mention = only(text)
    assert (mention.value, mention.low, mention.high, mention.qualifier) == (value, low, high, qualifier)


@pytest.mark.parametrize("text", ["节约12万元", "附近3家", "签约12家"])
def test_a_hedge_inside_another_word_is_none(text: str) -> None:
    assert only(text).qualifier == EXACT


def test_two_quantities_without_a_separator() -> None:
    text = "涉及1868人2552.11万元"
    found = [(m.value, m.unit) for m in find_mentions(text, load_catalog())]
    assert found == [(1868, "人"), (25_521_100, "元")]


def test_an_uncounted_plural_has_no_value() -> None:
    mention = only("查处数十起")
    assert (mention.value, mention.low, mention.high) == (None, None, None)
