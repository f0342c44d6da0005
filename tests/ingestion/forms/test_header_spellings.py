"""A header is known by what it says: its groups run together, its counting word left out or another."""

from __future__ import annotations

import pytest
from drawn_grid import DICTIONARY
from workbooks import book, codes, read_book, values, with_disposition

from ingestion.forms.headers.lexicon import compile_forms
from ingestion.forms.headers.spellings import other_spellings

INSPECTION = "2023年度劳动保障监察情况统计表（虚构）"
DISPUTES = "2023年劳动人事争议处理情况统计表（虚构）"
SUMMARY = "2023年法治建设主要数据汇总表（虚构）"


@pytest.mark.parametrize(
    ("title", "header", "indicator"),
    [
        (INSPECTION, "投诉举报受理", "ins_complaints_accepted"),
        (INSPECTION, "投诉举报受理案件数", "ins_complaints_accepted"),
        (INSPECTION, "书面审查用人单位户数", "ins_document_review"),
        (INSPECTION, "追发工资涉及", None),
        (DISPUTES, "不予受理案件", "arb_cases_not_accepted"),
        (DISPUTES, "集体争议案件总数", "arb_cases_collective"),
        (SUMMARY, "仲裁立案受理", "arb_cases_accepted"),
        (SUMMARY, "劳动监察立案案件数", "ins_cases_filed"),
        (SUMMARY, "公平竞争审查数量", "fair_competition_reviews"),
    ],
)
def test_a_spelling_of_a_known_header_means_the_same(title: str, header: str, indicator: str | None) -> None:
    known = {
        INSPECTION: "主动检查用人单位（户） | 立案",
        DISPUTES: "立案受理 | 审结",
        SUMMARY: "行政应诉案件数 | 普法讲座场次",
    }[title]
    reading = read_book(book({"表": f"{title}\n{known} | {header}\n11 | 12 | 13"}))
    if indicator is None:
        assert codes(reading) == ["unknown_header"], "人数 and 金额 are different things, so neither is meant"
        assert not with_disposition(reading, "fact")
    else:
        assert values(reading)[indicator] == 13


def test_no_spelling_means_two_items_of_a_form() -> None:
    lexicon = compile_forms(DICTIONARY.forms)
    words = lexicon.conventions.counting_words
    checked = 0
    for patterns in lexicon.forms:
        known = {path for path, _ in patterns.paths}
        spelled = other_spellings(patterns.form, patterns.paths, words)
        assert len({path for path, _ in spelled}) == len(spelled)
        assert not known & {path for path, _ in spelled}
        checked += len(spelled)
    assert checked > 1000


def test_a_word_too_common_to_mean_anything_stays_unknown() -> None:
    reading = read_book(book({"表": f"{SUMMARY}\n行政应诉案件数 | 普法讲座场次 | 受理\n1 | 2 | 3"}))
    assert codes(reading) == ["unknown_header"]
