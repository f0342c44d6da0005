"""The quality report says what was counted, in the figures of statisticians, on one page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from selectolax.lexbor import LexborHTMLParser

from publishing.quality_report import (
    AlertCount,
    CheckCount,
    DutyCount,
    Held,
    PastBuild,
    Phrase,
    QualityFacts,
    SwitchedOff,
    quality_lines,
    quality_page,
)
from publishing.quality_report.numbers import percent
from publishing.quality_report.sections import MOST_DUTIES, MOST_HELD
from publishing.quality_report.trend import MOST_BUILDS, trend_of

AS_OF = datetime(2032, 3, 7, 3, tzinfo=UTC)
MEASURES = {
    **{"files_accepted": 14, "files_in_review": 1, "files_quarantined": 1, "files_withdrawn": 0},
    **{"figures_loaded": 700, "figures_in_force": 650, "figures_held_back": 13},
    **{"rules_tested": 811, "rules_violated": 4, "rules_flagged": 15},
    **{"review_open": 9, "review_sent_back": 0, "duties_due": 15, "duties_filed": 13, "duties_missing": 2},
    "numerals_unmapped": 19,
}


def past(number: int, outcome: str = "promoted", **measures: int) -> PastBuild:
    return PastBuild(number=number, as_of=AS_OF, outcome=outcome, measures=MEASURES | measures)


def facts(**changes: object) -> QualityFacts:
    full = QualityFacts(
        build_id="20320307T030000Z-abc",
        build_number=2,
        as_of=AS_OF,
        measures=MEASURES,
        checks=(CheckCount(gate="raw", passed=64, warned=1, failed=0, messages=("facts.value（3处）",)),),
        held=(Held(reason="勾稽关系不符", rules=("C02", "C05"), figures=13, regions=1),),
        broken_rules=(("C02", "案件平衡", 4),),
        duties=(
            DutyCount(year=2031, kind="年度报告", due=5, filed=3, late=1, in_review=0, missing=2),
            DutyCount(year=2030, kind="年度报告", due=5, filed=5, late=0, in_review=0, missing=0),
        ),
        phrases=(Phrase(text="检查桥梁N座", unit="座", reports=2, mentions=3),),
        phrases_of=19,
        trend=(past(1, review_open=12), past(2)),
        alerts=(AlertCount(addressee="报送单位", alerts=3), AlertCount(addressee="审核人员", alerts=5)),
    )
    return replace(full, **changes)


def words(page: str) -> str:
    return " ".join((LexborHTMLParser(page).body.text(separator=" ")).split())  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [
        (13, 650, "2.0%"),
        (1, 3, "33.3%"),
        (1, 8, "12.5%"),
        (49, 400, "12.3%"),
        (0, 5, "0.0%"),
        (0, 0, "—"),
        (1, 9999, "不足0.1%"),
    ],
)
def test_a_share_has_one_decimal_rounded_half_up(part: int, whole: int, printed: str) -> None:
    assert percent(part, whole) == printed


def test_the_page_says_what_was_counted() -> None:
    page = words(quality_page(facts()))
    for said in (
        "数据截至2032年3月7日 第2次构建 编号 20320307T030000Z-abc",
        "结论：质量检查没有未通过的项目，1项提醒，数据仓库已启用；13个数值暂不公布。",
        "收到材料16份（已采用14份、待审核1份、隔离1份）。入库数值700个，形成现行数值650个，"
        "其中暂不公布13个，占2.0%。历年已到期应报材料15份，已报送13份，报送率86.7%。待审核事项9项。",
        "原始数据检查 65 64 1 0",
        "数据勾稽与合理性规则 811 792 15 4",
        "不符的规则：C02 案件平衡（4次）。",
        "原始数据检查未满足的项目：facts.value（3处）。",
        "勾稽关系不符 C02、C05 13 2.0% 1",
        "2031 年度报告 5 3 1 0 2 60.0%",
        "检查桥梁N座 座 2 3",
        "没有停用的检查。",
        "待审核事项（项） 12 9",
        "待办提醒：报送单位3项，审核人员5项",
    ):
        assert said in page


def test_the_page_needs_nothing_from_elsewhere() -> None:
    tree = LexborHTMLParser(quality_page(facts()))
    assert tree.css("script, link, img, iframe") == []
    assert "url(" not in tree.html and "@import" not in tree.html  # type: ignore[operator]


def test_the_same_facts_give_the_same_page() -> None:
    assert quality_page(facts()) == quality_page(facts())


def test_a_stopped_build_says_why_and_that_nothing_changed() -> None:
    stopped = facts(
        stopped="原始数据检查未通过",
        stopped_details=("a", "b", "c", "d", "e"),
        measures={"checks_failed": 5},
        held=(),
        duties=(),
        phrases=(),
    )
    page = words(quality_page(stopped))
    assert "原始数据检查未通过，本次构建已停止；现行数据仓库和已发布的版本未变。" in page
    assert "· c · 另有2处，见运行记录。" in page
    assert "收到材料" not in page
    assert dict(quality_lines(stopped))["质量结论"].startswith("原始数据检查未通过")


def test_an_edition_that_was_refused_is_no_success() -> None:
    refused = facts(checks=(*facts().checks, CheckCount(gate="edition", passed=20, warned=0, failed=2)))
    said = dict(quality_lines(refused))["质量结论"]
    assert said.startswith("发布前检查有2项未通过，相应年度的新版本未予发布，数据仓库已启用")
    assert "没有未通过" not in words(quality_page(refused)) and "全部通过" not in words(quality_page(refused))


def test_a_home_that_has_received_nothing_has_a_page() -> None:
    empty = facts(measures=dict.fromkeys(MEASURES, 0), checks=(), held=(), duties=(), phrases=(), trend=())
    page = words(quality_page(empty))
    assert "尚未收到材料。" in page
    assert "没有已到期的应报材料。" in page


def test_a_switched_off_check_is_named_with_owner_and_day() -> None:
    off = SwitchedOff(expectation="facts.value", why="改版", owner="王某", expires_on=date(2032, 5, 1))
    page = words(quality_page(facts(switched_off=(off,))))
    assert "facts.value 改版 王某 2032年5月1日" in page
    assert ("停用检查", "facts.value：改版（王某，至2032-05-01）") in list(
        quality_lines(facts(switched_off=(off,)))
    )


def test_what_the_page_has_no_room_for_is_counted() -> None:
    held = tuple(Held(reason=f"原因{n}", rules=(), figures=2, regions=1) for n in range(MOST_HELD + 3))
    duties = tuple(
        DutyCount(year=2031 - n, kind="年报", due=1, filed=1, late=0, in_review=0, missing=0)
        for n in range(MOST_DUTIES + 2)
    )
    page = words(quality_page(facts(held=held, duties=duties, phrases_of=10)))
    assert "另有6个属其他原因。" in page
    assert "较早年度的2类从略。" in page
    assert "目录未收录的数量共19个，用语按最近收到的10个统计。" in page


def test_the_trend_shows_the_last_builds_and_gaps_where_one_counted_nothing() -> None:
    stopped = PastBuild(number=8, as_of=AS_OF, outcome="stopped", measures={"checks_failed": 2})
    trend = trend_of(facts(trend=(*(past(n, review_open=n) for n in range(1, 8)), stopped)))
    assert len(trend.head) == MOST_BUILDS
    assert trend.head[-1] == "第8次（停止） 2032-03-07"
    courses = {course.name: course for course in trend.courses}
    assert courses["待审核事项（项）"].cells == ("3", "4", "5", "6", "7", "—")
    assert len(courses["待审核事项（项）"].points) == MOST_BUILDS - 1
    assert courses["报送率（%）"].cells[0] == "86.7"
    heights = [y for _, y in courses["待审核事项（项）"].points]
    assert heights == sorted(heights, reverse=True) and heights[0] != heights[-1]


def test_a_first_build_has_no_trend() -> None:
    assert trend_of(facts(trend=(past(1),))).courses == ()
    assert "尚无以往记录" in quality_page(facts(trend=(past(1),)))


def test_the_lines_name_reasons_rates_phrases_and_addressees() -> None:
    assert list(quality_lines(facts())) == [
        ("质量结论", "质量检查没有未通过的项目，1项提醒，数据仓库已启用；13个数值暂不公布。"),
        ("暂不公布", "勾稽关系不符（C02、C05） 13个"),
        ("报送率", "2031年年度报告 3/5（60.0%）"),
        ("未收录用语", "检查桥梁N座（3次）"),
        ("提醒", "报送单位3项，审核人员5项"),
    ]


def test_what_stands_in_a_file_name_is_no_markup() -> None:
    page = quality_page(facts(phrases=(Phrase(text="<b>&", unit="", reports=1, mentions=1),)))
    assert "&lt;b&gt;&amp;" in page
