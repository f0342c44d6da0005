"""Rows that share a name are parts of it; rows add up to a total; a sheet of sums is the region's."""

from __future__ import annotations

import pytest
from drawn_grid import CITY, DICTIONARY
from workbooks import book, codes, read_book, values, with_disposition

from catalog import load_catalog
from ingestion.forms import read_forms
from ingestion.readers import read_document
from ingestion.reading import read_submission

DISPUTES = "2023年劳动人事争议处理情况统计表（虚构）"
HEAD = f"{DISPUTES}\n地区 | 类型 | 立案受理 | 审结\n"
BY_KIND = (
    "望杉区 | 企业 | 12 | 11",
    "{} | 机关事业单位 | 6 | 5",
    "青岚县 | 企业 | 8 | 7",
    "{} | 机关事业单位 | 2 | 2",
)


@pytest.mark.parametrize("below", ["^", "·", "望杉区"], ids=["merged", "blank", "repeated"])
def test_a_row_of_some_kind_is_no_figure_of_its_region(below: str) -> None:
    rows = [BY_KIND[0], BY_KIND[1].format(below)]
    reading = read_book(book({"表": f"{HEAD}" + "\n".join([*rows, "合计 | · | 18 | 16"])}), CITY)
    assert values(reading) == {"arb_cases_accepted": 18, "arb_cases_closed": 16}
    assert [o for o in with_disposition(reading, "fact") if o.region_code] == []
    assert sorted(o.value or 0 for o in with_disposition(reading, "reference")) == [5, 6, 11, 12]


def test_the_row_that_sums_the_kinds_of_a_region_is_its_figure() -> None:
    rows = [BY_KIND[0], BY_KIND[1].format("·"), "· | 小计 | 18 | 16", BY_KIND[2], "· | 小计 | 8 | 7"]
    total = ["合计 | 企业 | 20 | 18", "· | 机关事业单位 | 6 | 5", "· | 小计 | 26 | 23"]
    reading = read_book(book({"表": HEAD + "\n".join([*rows, *total])}), CITY)
    assert values(reading) == {"arb_cases_accepted": 26, "arb_cases_closed": 23}
    of_regions = {(o.region_name, o.value) for o in with_disposition(reading, "fact") if o.region_code}
    assert of_regions == {("望杉区", 18), ("望杉区", 16), ("青岚县", 8), ("青岚县", 7)}


def test_a_remark_beside_the_name_parts_nothing() -> None:
    drawing = f"{DISPUTES}\n地区 | 负责人 | 立案受理 | 审结\n望杉区 | 甲某 | 12 | 11\n青岚县 | 乙某 | 8 | 7"
    found = with_disposition(read_book(book({"表": drawing}), CITY), "fact")
    assert {(o.region_name, o.value) for o in found} >= {("望杉区", 12), ("青岚县", 8)}


PENALTIES = "2023年行政处罚情况统计表（虚构）\n执法单位 | {}\n监察大队 | 12\n{}\n合计 | {}"


@pytest.mark.parametrize(
    ("head", "row", "total", "asked"),
    [
        ("行政处罚决定（件）", "社保中心 | 5", 17, False),
        ("行政处罚决定（件）", "社保中心 | 5", 18, True),
        ("行政处罚决定（件）", "社保中心 | /", 12, False),
        ("行政处罚决定（件）", "社保中心 | 5余", 18, False),
        ("行政处罚决定（件）", "其中：一中队 | 5", 12, False),
        ("行政处罚决定（件）", "中队小计 | 12", 12, False),
        ("检查用人单位（户）", "社保中心 | 5", 16, False),
    ],
    ids=["adds up", "one too many", "nothing", "no exact number", "a part", "a subtotal", "counted once"],
)
def test_rows_that_do_not_add_up_to_their_total_are_asked_about(
    head: str, row: str, total: int, asked: bool
) -> None:
    reading = read_book(book({"表": PENALTIES.format(head, row, total)}))
    assert ("unequal_column" in codes(reading)) is asked
    assert any("各行相加为17" in problem for problem in reading.problems) is asked


@pytest.mark.parametrize(("row", "asked"), [("青岚县", True), ("无名县", False), ("社保中心", False)])
def test_a_row_that_may_be_none_of_the_total_is_not_asked_about(row: str, asked: bool) -> None:
    drawing = f"{DISPUTES}\n地区 | 立案受理 | 审结\n望杉区 | 12 | 11\n{row} | 8 | 7\n合计 | 12 | 11"
    assert ("unequal_column" in codes(read_book(book({"表": drawing}), CITY))) is asked


@pytest.mark.parametrize(
    ("name", "scope"), [("汇总", "region"), ("全市合计", "region"), ("市本级", "own"), ("本局", "own")]
)
def test_a_sheet_of_sums_beside_those_of_the_regions_is_of_the_whole_region(name: str, scope: str) -> None:
    def sheet(region: str, accepted: int) -> str:
        return (
            f"{region}{DISPUTES.removesuffix('（虚构）')}\n指标 | 件数\n受理案件数 | {accepted}\n结案数 | 1"
        )

    data = book({name: sheet("澄湾市", 30), "望杉区": sheet("望杉区", 20), "青岚县": sheet("青岚县", 10)})
    read = read_submission(
        read_document("澄湾市2023年.xlsx", data), "澄湾市2023年.xlsx", None, load_catalog()
    )
    (whole,) = [o for o in read.observations if o.value == 30 and o.disposition == "fact"]
    assert (whole.region_name or "澄湾市", whole.org_scope) == ("澄湾市", scope)


@pytest.mark.parametrize(
    ("name", "title", "scope"),
    [
        ("表1", "澄湾市2023年劳动人事争议处理情况汇总表", "region"),
        ("表1", "澄湾市2023年劳动人事争议处理情况汇总表（含市本级）", "region"),
        ("表1", "澄湾市2023年市本级及各县区劳动人事争议处理情况汇总表", "region"),
        ("表1", "澄湾市2023年劳动人事争议处理情况汇总表（市本级）", "own"),
        ("表1", "澄湾市2023年市本级劳动人事争议处理情况汇总表", "own"),
        ("澄湾市本级汇总", "澄湾市2023年劳动人事争议处理情况统计表", "own"),
    ],
)
def test_what_a_bureau_collected_of_its_own_is_no_sum_of_its_regions(
    name: str, title: str, scope: str
) -> None:
    rows = "指标 | 件数\n受理案件数 | 30\n结案数 | 1"
    below = {place: f"{place}{DISPUTES}\n{rows}".replace("30", "9") for place in ("望杉区", "青岚县")}
    data = book({name: f"{title}\n{rows}"} | below)
    read = read_submission(
        read_document("澄湾市2023年.xlsx", data), "澄湾市2023年.xlsx", None, load_catalog()
    )
    assert [o.org_scope for o in read.observations if o.value == 30] == [scope]


CASES = {"arb_cases_accepted": 66, "arb_cases_closed": 64}


@pytest.mark.parametrize(
    "drawing",
    [
        "受理案件数① | 结案数②（件）\n66① | 64\n注：①含上年结转。",
        "2023年受理案件数 | 2023年结案数 | 2022年受理案件数 | 2022年结案数\n66 | 64 | 60 | 59",
        "受理案件数 | 结案数 | 2022年受理案件数\n66 | 64 | 60",
        "受理案件数 | 66 | 结案数 | 64\n期末未结案数 | · | 上期未结案数 | ·".replace("·", "/"),
        "· | 指标 | 件数\n受\\n理 | 案件受理数 | 66\n结\\n案 | 结案数 | 64",
        "项目 | 件数\n案件受理数 | 66\n其中：其他 | 9\n结案数 | 64",
        "受理案件数（1） | 结案数（2） | 期末未结案数（3）=（1）-（2）\n66 | 64 | /",
        "项目 | 2023年 | <\n^ | 件数 | 备注\n受理案件数 | 66 | ·\n结案数 | 64 | 含撤诉3件",
        "项目 | 2023年 | 增减\n案件受理数 | 66 | (8)\n结案数 | 64 | （增3）",
    ],
    ids=[
        "notes",
        "years",
        "one year",
        "pairs",
        "upright group",
        "the rest",
        "column numbers",
        "a remark under a year",
        "changes in brackets",
    ],
)
def test_habits_of_clerks_change_no_figure(drawing: str) -> None:
    reading = read_book(book({"表": f"{DISPUTES}\n{drawing}"}))
    found = {name: value for name, value in values(reading).items() if value is not None}
    assert (found, reading.problems) == (CASES, ())


@pytest.mark.parametrize(
    ("title", "disposition"),
    [("计划表（虚构）", "target"), ("计划表（完成情况）", "fact"), ("计划（执行情况）", "fact")],
)
def test_a_plan_is_one_unless_its_brackets_say_what_became_of_it(title: str, disposition: str) -> None:
    drawing = f"2023年普法宣传{title}\n普法活动（场次） | 发放宣传资料（份）\n20 | 5000"
    reading = read_forms(read_document("表.xlsx", book({"表": drawing})), CITY, DICTIONARY)
    assert {o.disposition for o in reading.observations if o.value in (20, 5000)} == {disposition}


SIDES = (
    "2023年工作数据表（虚构）\n{} | < | · | {} | <\n受理案件数 | 66 | · | {} | 7\n结案数 | 64 | · | {} | 5"
)
BESIDE = {"ins_employers_inspected": 7, "ins_cases_filed": 5}


@pytest.mark.parametrize(
    ("left", "right", "rows", "found"),
    [
        ("争议案件处理情况", "劳动保障监察情况", ("主动检查用人单位（户）", "立案（件）"), CASES | BESIDE),
        ("争议案件处理情况", "食堂情况", ("早餐", "午餐"), {}),
        ("望杉区", "青岚县", ("受理案件数", "结案数"), {}),
        ("望杉区", "青岚县", ("主动检查用人单位（户）", "立案（件）"), {}),
        ("争议案件处理情况", "争议案件处理情况", ("受理案件数", "结案数"), {}),
    ],
    ids=["two forms", "one unknown", "two regions", "two forms of two regions", "one form twice"],
)
def test_tables_side_by_side_are_read_where_they_tell_of_different_things(
    left: str, right: str, rows: tuple[str, str], found: dict[str, int]
) -> None:
    reading = read_book(book({"表": SIDES.format(left, right, *rows)}), CITY)
    assert values(reading) == found
    assert (66 in {o.value for o in with_disposition(reading, "unmapped")}) is not bool(found)
