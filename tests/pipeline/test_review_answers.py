"""What a clerk may answer: each answer as the decision it makes, or as the sentence that refuses it."""

from __future__ import annotations

from typing import Any

import pytest
from review_home import DECIDED, item, whole_submission

from catalog import load_catalog
from pipeline.review.answers import Answer
from pipeline.review.form import FILLED_BY, SHEETS, codes_by_label
from pipeline.review.judging import Fault, Judge, number_of
from pipeline.review.queue import ReviewItem
from pipeline.review.records import Decision

WHO = {"理由": "已核对台账", "审核人": "赵甲"}
FIGURE = item()
RATE = item(unit="%", value=95.0)
UNMAPPED = item(indicator_id=None, issue="unmapped", org_scope=None, period_type=None)
MASKED = whole_submission(issue="unresolved_region")
DOUBTED = whole_submission(issue="submission_in_review")


def judged(row: dict[str, Any], **cells: Any) -> tuple[Decision, ...]:
    """The decisions that an answer makes."""
    judge = Judge(load_catalog(), DECIDED)
    return judge.decisions(Answer(row["item_id"], cells, "第3行"), ReviewItem(row))


MADE = [
    ("confirm", FIGURE, {"处理意见": "按原文确认"}, [("confirm", {})]),
    (
        "replace",
        FIGURE,
        {"处理意见": "更正数值", "更正后数值": 47, "复核人": "钱乙"},
        [("replace_value", {"value": 47.0, "qualifier": "exact", "confirmed_by": "钱乙"})],
    ),
    (
        "replace by a number written with separators and wide digits",
        FIGURE,
        {"处理意见": "更正数值", "更正后数值": "１,047", "复核人": "钱乙"},
        [("replace_value", {"value": 1047.0})],
    ),
    (
        "a rate has decimals",
        RATE,
        {"处理意见": "更正数值", "更正后数值": 95.5, "复核人": "钱乙"},
        [("replace_value", {"value": 95.5})],
    ),
    (
        "other indicator",
        FIGURE,
        {"处理意见": "改为其他指标", "改为指标": "仲裁审结（结案）案件数"},
        [("reassign", {"indicator_id": "arb_cases_closed", "org_scope": None})],
    ),
    (
        "other scope",
        FIGURE,
        {"处理意见": "改口径", "改为口径": "本级"},
        [("reassign", {"org_scope": "own", "indicator_id": None})],
    ),
    (
        "other year",
        FIGURE,
        {"处理意见": "改时期", "改为年度": "2030年"},
        [("reassign", {"period_year": 2030, "period_type": None})],
    ),
    ("no figure", FIGURE, {"处理意见": "不是数据"}, [("no_figure", {})]),
    ("send back a figure", FIGURE, {"处理意见": "退回修改"}, [("send_back", {})]),
    (
        "a quantity without an indicator is told all that it lacks",
        UNMAPPED,
        {
            "处理意见": "改为其他指标",
            "改为指标": "仲裁审结（结案）案件数",
            "改为口径": "全域",
            "改为时期": "全年",
        },
        [("reassign", {"indicator_id": "arb_cases_closed", "org_scope": "region"})],
    ),
    (
        "region by code",
        MASKED,
        {"处理意见": "指定地区", "指定地区": "990122"},
        [("assign_region", {"region_code": "990122"})],
    ),
    (
        "region by name",
        MASKED,
        {"处理意见": "指定地区", "指定地区": "云汀省澄湾市白榆县"},
        [("assign_region", {"region_code": "990122"})],
    ),
    (
        "region and year at once",
        MASKED,
        {"处理意见": "指定地区", "指定地区": "990122", "指定年度": 2031},
        [("assign_region", {"region_code": "990122"}), ("assign_year", {"period_year": 2031})],
    ),
    ("year", MASKED, {"处理意见": "指定年度", "指定年度": 2030.0}, [("assign_year", {"period_year": 2030})]),
    ("a doubted submission as it is", DOUBTED, {"处理意见": "按原文确认"}, [("confirm", {})]),
    ("send back a submission", MASKED, {"处理意见": "退回修改"}, [("send_back", {})]),
]


@pytest.mark.parametrize(("row", "cells", "expected"), [c[1:] for c in MADE], ids=[c[0] for c in MADE])
def test_an_answer_makes_its_decision(
    row: dict[str, Any], cells: dict[str, Any], expected: list[tuple[str, dict[str, Any]]]
) -> None:
    made = judged(row, **WHO, **cells)
    assert [decision.decision for decision in made] == [kind for kind, _ in expected]
    for decision, (_, values) in zip(made, expected, strict=True):
        assert {name: getattr(decision, name) for name in values} == values
        assert (decision.decided_by, decision.reason, decision.decided_at) == ("赵甲", "已核对台账", DECIDED)
        assert (decision.submission_id, decision.raw_text) == (row["submission_id"], row["raw_text"])
        assert decision.decision_id == decision.named().decision_id != ""


REPLACE = {"处理意见": "更正数值", "更正后数值": 47, "复核人": "钱乙"}
REFUSED = [
    ("no choice", FIGURE, WHO, "没有选“处理意见”"),
    ("unknown choice", FIGURE, {**WHO, "处理意见": "看着办"}, "不在可选之列"),
    ("choice of the other sheet", FIGURE, {**WHO, "处理意见": "指定地区"}, "不在可选之列"),
    ("a figure's choice for a submission", MASKED, {**WHO, "处理意见": "不是数据"}, "不在可选之列"),
    ("no reason", FIGURE, {"处理意见": "不是数据", "审核人": "赵甲"}, "没有填写“理由”"),
    ("no reviewer", FIGURE, {"处理意见": "不是数据", "理由": "重复"}, "没有填写“审核人”"),
    ("blank reviewer", FIGURE, {"处理意见": "不是数据", "理由": "重复", "审核人": "　"}, "没有填写“审核人”"),
    ("no second person", FIGURE, {**WHO, **REPLACE, "复核人": None}, "没有填写“复核人”"),
    ("the same person twice", FIGURE, {**WHO, **REPLACE, "复核人": "赵 甲"}, "不得为同一人"),
    ("no number", FIGURE, {**WHO, **REPLACE, "更正后数值": "约五十"}, "须为不小于零的数"),
    ("an empty number", FIGURE, {**WHO, **REPLACE, "更正后数值": None}, "须为不小于零的数"),
    ("a negative number", FIGURE, {**WHO, **REPLACE, "更正后数值": -3}, "须为不小于零的数"),
    ("infinity", FIGURE, {**WHO, **REPLACE, "更正后数值": "inf"}, "须为不小于零的数"),
    ("half a case", FIGURE, {**WHO, **REPLACE, "更正后数值": 47.5}, "应为整数"),
    ("the number that stands", FIGURE, {**WHO, **REPLACE, "更正后数值": 470}, "与现数相同"),
    ("no indicator chosen", FIGURE, {**WHO, "处理意见": "改为其他指标"}, "须填写“改为指标”"),
    ("unknown indicator", FIGURE, {**WHO, "处理意见": "改为其他指标", "改为指标": "满意度"}, "不在可选之列"),
    ("unknown scope", FIGURE, {**WHO, "处理意见": "改口径", "改为口径": "全国"}, "不在可选之列"),
    ("unknown period", FIGURE, {**WHO, "处理意见": "改时期", "改为时期": "近来"}, "不在可选之列"),
    ("no year", FIGURE, {**WHO, "处理意见": "改时期", "改为年度": "去年"}, "须为四位年份"),
    ("a year of five digits", FIGURE, {**WHO, "处理意见": "改时期", "改为年度": 20311}, "须为四位年份"),
    ("a move to where it is", FIGURE, {**WHO, "处理意见": "改口径", "改为口径": "全域"}, "与原归属相同"),
    (
        "fields of another choice",
        FIGURE,
        {**WHO, "处理意见": "不是数据", "更正后数值": 4},
        "“更正后数值”与处理",
    ),
    ("nothing to confirm", UNMAPPED, {**WHO, "处理意见": "按原文确认"}, "目录中没有对应指标"),
    ("nothing to correct", UNMAPPED, {**WHO, **REPLACE}, "目录中没有对应指标"),
    (
        "an indicator without scope and period",
        UNMAPPED,
        {**WHO, "处理意见": "改为其他指标", "改为指标": "仲裁审结（结案）案件数"},
        "还须填写“改为口径”“改为时期”",
    ),
    ("no scope to confirm", item(org_scope=None), {**WHO, "处理意见": "按原文确认"}, "口径或时期不明"),
    ("confirm without a region", MASKED, {**WHO, "处理意见": "按原文确认"}, "请指定地区或指定年度"),
    ("no region", MASKED, {**WHO, "处理意见": "指定地区"}, "须填写“指定地区”"),
    ("unknown region", MASKED, {**WHO, "处理意见": "指定地区", "指定地区": "乌有县"}, "没有这样的地区"),
    ("ambiguous region", MASKED, {**WHO, "处理意见": "指定地区", "指定地区": "鼓楼区"}, "不止一个地区"),
    ("no year to assign", MASKED, {**WHO, "处理意见": "指定年度", "指定地区": "990122"}, "须填写“指定年度”"),
]


@pytest.mark.parametrize(("row", "cells", "words"), [c[1:] for c in REFUSED], ids=[c[0] for c in REFUSED])
def test_an_answer_that_cannot_be_applied_says_why(
    row: dict[str, Any], cells: dict[str, Any], words: str
) -> None:
    with pytest.raises(Fault, match=words):
        judged(row, **cells)


def test_an_empty_row_decides_nothing() -> None:
    assert judged(FIGURE, 处理意见=None, 理由="", 审核人=" ") == ()


def test_every_choice_belongs_to_a_sheet_and_has_its_fields() -> None:
    codes = set(codes_by_label(load_catalog(), "choice").values())
    assert codes == {code for sheet in SHEETS for code in sheet.choices} == set(FILLED_BY)
    headings = {column.heading for sheet in SHEETS for column in sheet.answers}
    assert all(fields <= headings for fields in FILLED_BY.values())


@pytest.mark.parametrize(
    ("words", "number"),
    [("47", 47.0), ("４７", 47.0), ("1,234.5", 1234.5), ("0", 0.0), ("-1", None), ("nan", None), ("", None)],
)
def test_a_number_is_read_as_clerks_write_it(words: str, number: float | None) -> None:
    assert number_of(words) == number
