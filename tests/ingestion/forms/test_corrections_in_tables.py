"""A correction in the form of a table: only what it puts right is new, and nothing in it is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drawn_grid import COUNTY
from word_tables import word_document
from workbooks import book, codes, read_book, values, with_disposition

from catalog import load_catalog
from ingestion.readers import read_document
from ingestion.reading import read_submission

CORRECTION = replace(COUNTY, kind="correction")
TITLE = "青岚县人力资源和社会保障局2023年劳动人事争议处理情况统计表更正（虚构）"
BY_ROWS = "类别 | 立案受理 | 审结\n更正前 | 70 | 60\n更正后 | 72 | 60"
BY_COLUMNS = "项目 | 更正前 | 更正后\n当期案件受理数 | 70件 | 72件\n结案数 | 60件 | 60件"
SIDE_BY_SIDE = (
    "单位名称 | 更正前立案受理 | 更正后立案受理 | 更正前审结 | 更正后审结\n青岚县 | 70 | 72 | 60 | 60"
)


@pytest.mark.parametrize("drawing", [BY_ROWS, BY_COLUMNS, SIDE_BY_SIDE])
def test_only_the_figure_put_right_is_new(drawing: str) -> None:
    reading = read_book(book({"更正": f"{TITLE}\n{drawing}"}), CORRECTION)
    assert values(reading) == {"arb_cases_accepted": 72}
    quoted = [(o.indicator_id, o.value) for o in with_disposition(reading, "reference")]
    assert sorted(quoted) == [("arb_cases_accepted", 70), ("arb_cases_closed", 60), ("arb_cases_closed", 60)]


def test_a_correction_whose_header_nobody_knows_is_not_passed_over() -> None:
    drawing = "更正说明（虚构）\n栏目甲 | 更正前 | 更正后\n虚构事项 | 3 | 4\n另一事项 | 5 | 6"
    reading = read_book(book({"更正": drawing}), CORRECTION)
    assert codes(reading) == ["unknown_header"]
    assert reading.problems


WORDED = [
    ["序号", "位置", "原内容", "更正后内容"],
    ["1", "第二部分", "受理劳动人事争议案件12件", "受理劳动人事争议案件21件"],
]


@pytest.mark.parametrize(
    ("old", "new"), [("原内容", "更正后内容"), ("原文", "更正为"), ("更正前表述", "更正后表述")]
)
def test_the_words_that_were_put_right_are_no_facts(old: str, new: str) -> None:
    table = [
        [old if text == "原内容" else new if text == "更正后内容" else text for text in row] for row in WORDED
    ]
    title = "青岚县人力资源和社会保障局关于2023年法治政府建设年度报告的更正公告（虚构）"
    document = read_document("更正.docx", word_document(title, "现更正如下：", table))
    reading = read_submission(document, "更正.docx", None, load_catalog())
    named = [(o.disposition, o.value) for o in reading.observations if o.indicator_id]
    assert named == [("reference", 12), ("fact", 21)]


@pytest.mark.parametrize("head", ["原报数 | 更正数", "更正前 | 更正后", "原公布数据 | 修正数据"])
def test_a_difference_beside_both_is_no_figure(head: str) -> None:
    drawing = (
        f"更正表（虚构）\n指标 | {head} | 差异\n仲裁立案受理案件数 | 70 | 72 | 2\n普法活动场次 | 5 | 5 | 0"
    )
    assert values(read_book(book({"更正": drawing}), CORRECTION)) == {"arb_cases_accepted": 72}
