"""What a title or a sheet's name settles: the topic of bare headers, and tables without any header."""

# ruff: noqa: E501 - a drawn table keeps one line a row
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from drawn_grid import COUNTY
from workbooks import book, codes, read_book, values, with_disposition

BARE = "单位 | 受理 | 审结 | 结案率(%)\n青岚县人社局 | 34 | 33 | 97"
DISPUTES = {"arb_cases_accepted": 34, "arb_cases_closed": 33, "arb_closure_rate": 97}
REVIEWS = {"recon_as_respondent": 34, "recon_closed": 33, "recon_upheld": 30, "recon_corrected": 3}
CASES = "单位 | 案件数 | 审结 | 维持 | 纠错\n青岚县人社局 | 34 | 33 | 30 | 3"
PAIRS = "申请数量 | 341\n受理数量 | 338\n许可数量 | 330"
LICENCES = {"lic_applications": 341, "lic_accepted": 338, "lic_granted": 330}


@dataclass(frozen=True)
class Table:
    """A table under a title, and what must be read from it."""

    title: str
    body: str
    facts: Mapping[str, float]
    sheet: str = "表1"
    finding: str | None = None


TABLES = {
    "the title names the topic": Table("2023年劳动人事争议仲裁数据汇总表（虚构）", BARE, DISPUTES),
    "the sheet names the topic": Table("2023年数据汇总表（虚构）", BARE, DISPUTES, sheet="劳动人事争议"),
    "nothing names a topic": Table("2023年数据汇总表（虚构）", BARE, {}, finding="unknown_header"),
    "two topics are no topic": Table(
        "2023年劳动人事争议仲裁和行政复议情况汇总表（虚构）", BARE, {}, finding="unknown_header"
    ),
    "a topic beside one nobody knows is not the whole": Table(
        "2023年信访、行政复议情况汇总表（虚构）", CASES, {}, finding="unknown_header"
    ),
    "a topic in passing is not the whole": Table(
        "2023年劳动人事争议仲裁院党建数据汇总表（虚构）", BARE, {}, finding="unknown_header"
    ),
    "another topic gives the same words another meaning": Table(
        "2023年行政复议情况汇总表（虚构）", CASES, REVIEWS
    ),
    "labels and figures under a form's title": Table("2023年度行政许可实施情况（虚构）", PAIRS, LICENCES),
    "labels and figures with a note below": Table(
        "2023年度行政许可实施情况（虚构）", f"{PAIRS}\n填表人：某甲 | ·", LICENCES
    ),
    "labels and figures under no title of a form": Table(
        "2023年有关情况（虚构）", PAIRS, {}, finding="unknown_table"
    ),
    "a label nobody knows stops labels and figures too": Table(
        "2023年度行政许可实施情况（虚构）", f"{PAIRS}\n延续数量 | 7", {}, finding="unknown_header"
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_what_the_title_settles_is_read_and_nothing_else(name: str) -> None:
    table = TABLES[name]
    reading = read_book(book({table.sheet: f"{table.title}\n{table.body}"}), COUNTY)
    assert values(reading) == table.facts
    assert codes(reading) == ([] if table.finding is None else [table.finding])


CORRECTIONS = {
    "columns side by side": "项目 | 更正前 | 更正后\n申请数量 | 341 | 351\n受理数量 | 338 | 348",
    "with units and a reason": "指标名称 | 计量单位 | 原报数 | 更正为 | 更正原因\n申请数量 | 件 | 341 | 351 | 漏报10件\n受理数量 | 件 | 338 | 348 | 笔误",
    "under each item": "单位名称 | 申请数量 | < | 受理数量 | <\n^ | 原数 | 现数 | 原数 | 现数\n青岚县人社局 | 341 | 351 | 338 | 348",
    "in the header": "单位名称 | 更正前申请数量 | 更正后申请数量 | 更正前受理数量 | 更正后受理数量\n青岚县人社局 | 341 | 351 | 338 | 348",
    "one below the other": "单位名称 | 申请数量 | 受理数量\n更正前 | 341 | 338\n更正后 | 351 | 348",
}


@pytest.mark.parametrize("name", CORRECTIONS)
def test_the_old_column_of_a_correction_is_quoted_and_the_new_one_counts(name: str) -> None:
    drawing = f"2023年度行政许可实施情况更正表（虚构）\n{CORRECTIONS[name]}"
    reading = read_book(book({"附件2": drawing}), COUNTY)
    assert reading.problems == ()
    assert values(reading) == {"lic_applications": 351, "lic_accepted": 348}
    quoted = {(o.indicator_id, o.value) for o in with_disposition(reading, "reference")}
    assert quoted == {("lic_applications", 341), ("lic_accepted", 338)}
