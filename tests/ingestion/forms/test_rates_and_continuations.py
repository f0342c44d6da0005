"""Rates typed as shares, tables that go on below 续表, csv files named after a bureau, unread tables."""

from __future__ import annotations

import pytest
from drawn_grid import COUNTY, DICTIONARY
from word_tables import word_document
from workbooks import book, read_book, values, with_disposition

from catalog import load_catalog
from ingestion.forms import read_forms
from ingestion.observations import Observation
from ingestion.readers import read_document
from ingestion.reading import nothing_taken, read_submission

TITLE = "2023年劳动人事争议处理情况统计表（虚构）"


@pytest.mark.parametrize(("typed", "is_fact"), [("0.95", False), ("1", False), ("95", True), ("95%", True)])
def test_a_closing_rate_near_nought_under_percent_is_left_to_a_person(typed: str, is_fact: bool) -> None:
    reading = read_book(book({"表": f"{TITLE}\n立案受理 | 审结 | 结案率（%）\n40 | 38 | {typed}"}))
    assert ("arb_closure_rate" in values(reading)) is is_fact
    assert bool(reading.problems) is not is_fact


def test_a_rate_of_losses_may_be_near_nought() -> None:
    drawing = (
        "2023年法治建设主要数据汇总表（虚构）\n项目 | 数量\n行政诉讼败诉率（%） | 0.5\n行政应诉案件数 | 200"
    )
    reading = read_book(book({"表": drawing}))
    assert not any(o.disposition == "undecided" for o in reading.observations)


@pytest.mark.parametrize("between", [(), ("续表",), ("（续上表）",), ("续表2",)])
def test_a_table_that_goes_on_has_the_title_of_its_beginning(between: tuple[str, ...]) -> None:
    first = [["项目", "2023年"], ["当期案件受理数", "40"], ["不予受理案件数", "2"]]
    second = [["项目", "2023年"], ["结案数", "38"]]
    data = word_document(f"青岚县人力资源和社会保障局{TITLE}", first, *between, second)
    reading = read_forms(read_document("报表.docx", data), COUNTY, DICTIONARY)
    assert values(reading) == {
        "arb_cases_accepted": 40,
        "arb_cases_not_accepted": 2,
        "arb_cases_closed": 38,
    }


@pytest.mark.parametrize("name", ["附件2青岚县2023年.csv", "3.青岚县.csv", "终稿_青岚县人社局.csv"])
def test_a_csv_named_after_the_reporter_is_the_reporters(name: str) -> None:
    rows = f'青岚县人社局{TITLE}\n单位名称,立案受理,审结\n青岚县人社局,"1,234","1，200"\n'
    reading = read_forms(read_document(name, rows.encode()), COUNTY, DICTIONARY)
    assert values(reading) == {"arb_cases_accepted": 1234, "arb_cases_closed": 1200}


def test_a_csv_named_after_another_county_is_that_countys() -> None:
    rows = f"{TITLE}\n立案受理,审结\n40,38\n"
    reading = read_forms(read_document("白榆县2023年.csv", rows.encode()), COUNTY, DICTIONARY)
    assert not with_disposition(reading, "fact")


def _mention(disposition: str) -> Observation:
    return Observation(disposition=disposition, raw_text="7", rule="r", evidence="7", confidence=0.9)  # type: ignore[arg-type]


def test_a_submission_of_numbers_that_mean_nothing_goes_to_review() -> None:
    table = [["虚构栏目", "虚构数甲", "虚构数乙"], ["虚构事项一", "5", "6"], ["虚构事项二", "7", "8"]]
    data = word_document("青岚县人力资源和社会保障局2023年度虚构情况表", table)
    read = read_submission(read_document("青岚县2023.docx", data), "青岚县2023.docx", None, load_catalog())
    assert read.identity.status == "needs_review"
    assert any("没有一个能归入指标" in reason for reason in read.identity.reasons)


def test_one_figure_taken_is_enough_not_to_ask() -> None:
    unread = [_mention("unmapped") for _ in range(5)]
    assert nothing_taken(unread)
    assert not nothing_taken([*unread, _mention("fact")])
    assert not nothing_taken(unread[:2])
