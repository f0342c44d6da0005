"""Months beside the year, a header at the head of every page, short names of regions, parted headers."""

from __future__ import annotations

import pytest
from drawn_grid import CITY, DICTIONARY
from workbooks import book, read_book, values, with_disposition

from ingestion.forms import read_forms
from ingestion.readers import read_document

DISPUTES = "2023年劳动人事争议处理情况统计表（虚构）"
MONTHS = [f"{month}月" for month in range(1, 13)]
MONTHLY = [str(month) for month in range(1, 13)]


@pytest.mark.parametrize(
    ("headings", "parts", "whole"),
    [
        (MONTHS, MONTHLY, "合计"),
        (MONTHS, MONTHLY, "1-12月累计"),
        (["一季度", "二季度", "三季度", "四季度"], ["10", "20", "20", "28"], "全年"),
        (["上半年", "下半年"], ["30", "48"], "全年"),
    ],
)
def test_the_year_beside_its_parts_is_the_figure(headings: list[str], parts: list[str], whole: str) -> None:
    head = " | ".join(["项目", *headings, whole])
    rows = [" | ".join([name, *parts, "78"]) for name in ("当期案件受理数", "结案数")]
    reading = read_book(book({"表": "\n".join([DISPUTES, head, *rows])}))
    assert values(reading) == {"arb_cases_accepted": 78, "arb_cases_closed": 78}
    assert len(with_disposition(reading, "reference")) == 2 * len(parts)


def test_months_without_the_year_are_no_years_figure() -> None:
    head, row = " | ".join(["项目", *MONTHS]), " | ".join(["当期案件受理数", *MONTHLY])
    reading = read_book(book({"表": f"{DISPUTES}\n{head}\n{row}\n{row.replace('当期案件受理数', '结案数')}"}))
    assert not with_disposition(reading, "fact")
    assert len(with_disposition(reading, "reference")) == 24


PAGES = f"""{DISPUTES}
单位名称 | 立案受理 | 审结
虚构甲仲裁庭 | 10 | 9
本页小计 | 10 | 9
单位名称 | 立案受理 | 审结
虚构乙仲裁庭 | 30 | 29
合计 | 40 | 38"""


def test_a_header_repeated_at_the_head_of_a_page_begins_no_new_table() -> None:
    assert values(read_book(book({"表": PAGES}))) == {"arb_cases_accepted": 40, "arb_cases_closed": 38}


def test_a_header_below_a_title_of_its_own_begins_a_new_table() -> None:
    second = "2022年劳动人事争议处理情况统计表（虚构）\n立案受理 | 审结\n7 | 6"
    reading = read_book(book({"表": f"{DISPUTES}\n立案受理 | 审结\n9 | 8\n{second}"}))
    assert values(reading) == {"arb_cases_accepted": 9, "arb_cases_closed": 8}
    assert [o.value for o in with_disposition(reading, "reference")] == [7, 6]


@pytest.mark.parametrize(
    ("label", "code"),
    [("望杉", "990102"), ("望杉区局", "990102"), ("青岚县人社局", "990121"), ("临棠", None), ("望", None)],
)
def test_a_row_of_a_citys_table_is_named_after_a_region_of_its_own(label: str, code: str | None) -> None:
    drawing = f"{DISPUTES}\n单位 | 立案受理 | 审结\n{label} | 12 | 11\n白榆县 | 8 | 7\n合计 | 20 | 18"
    found = {
        o.region_code
        for o in with_disposition(read_book(book({"表": drawing}), CITY), "fact")
        if o.value in (12, 11)
    }
    assert found == ({code} if code else set())


def test_a_header_parted_in_two_is_that_of_one_word() -> None:
    drawing = (
        "2023年法治建设主要数据汇总表（虚构）\n行政处罚 | < | 追发工资 | <\n"
        "件数（件） | 金额（万元） | 人数 | 金额（万元）\n4 | 1.2 | 30 | 25"
    )
    assert values(read_book(book({"表": drawing}))) == {
        "penalty_decisions": 4,
        "penalty_amount": 12_000,
        "wage_recovered_workers": 30,
        "wage_recovered_amount": 250_000,
    }


def test_a_number_guarded_as_text_in_a_csv_is_a_number() -> None:
    rows = f'青岚县人社局{DISPUTES}\n单位,立案受理,审结\n青岚县人社局,="40",="38"\n'
    reading = read_forms(read_document("白榆县以外.csv", rows.encode()), CITY, DICTIONARY)
    assert sorted(o.value or 0 for o in reading.observations if o.indicator_id) == [38, 40]
