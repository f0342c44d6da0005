"""One workbook with the returns of several bureaus: whose figures each sheet holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from workbooks import book

from catalog import load_catalog
from ingestion.readers import read_document
from ingestion.reading import Reading, read_submission
from ingestion.submissions import ManifestEntry

HEAD = "申请数量 | 受理数量 | 许可数量 | 不予许可数量 | 撤销许可数量\n"
TITLE = "2023年度行政许可实施情况统计表（虚构）\n"
NOT_SAID = "未能确定报告单位所在地区，请指定"


def sheet(applications: int, filled_in_by: str = "", title: str = TITLE) -> str:
    """The licence form with a number of its own."""
    unit = f"填报单位：{filled_in_by}（公章）\n" if filled_in_by else ""
    return f"{title}{unit}{HEAD}{applications} | 338 | 330 | 6 | 1"


@dataclass(frozen=True)
class Case:
    """A workbook: the region of the whole, and of each sheet with the disposition of its figures."""

    sheets: Mapping[str, str]
    expected: Mapping[str, tuple[str, str | None]]
    name: str = "2023年汇总.xlsx"
    whole: str | None = None
    status: str = "accepted"
    entry: ManifestEntry | None = None


CASES = {
    "each sheet names who filled it in": Case(
        {"表1": sheet(1, "望杉区人社局"), "表2": sheet(2, "石萤县人力资源和社会保障局")},
        {"表1": ("fact", "990102"), "表2": ("fact", "990221")},
    ),
    "each sheet has a bureau in its title": Case(
        {"1": sheet(1, title="望杉区人社局" + TITLE), "2": sheet(2, title="青岚县人社局" + TITLE)},
        {"1": ("fact", "990102"), "2": ("fact", "990121")},
    ),
    "sheets named after neighbours in one city": Case(
        {"望杉区": sheet(1), "青岚县": sheet(2)},
        {"望杉区": ("fact", "990102"), "青岚县": ("fact", "990121")},
    ),
    "sheets named after counties of the reporting city": Case(
        {"全市": sheet(9), "望杉区": sheet(1), "2023青岚县": sheet(2)},
        {"全市": ("fact", None), "望杉区": ("fact", "990102"), "2023青岚县": ("fact", "990121")},
        name="澄湾市人力资源和社会保障局2023年度报表.xlsx",
        whole="990100",
        entry=ManifestEntry(file="澄湾市人力资源和社会保障局2023年度报表.xlsx", region="990100"),
    ),
    "a city fills in a sheet for each county": Case(
        {"全市": sheet(9, "澄湾市人社局"), "望杉区": sheet(1, "澄湾市人社局")},
        {"全市": ("fact", None), "望杉区": ("fact", "990102")},
        whole="990100",
    ),
    "a city's own sheet beside those of its counties": Case(
        {
            "全市": sheet(9, "澄湾市人社局"),
            "望杉区": sheet(1, "望杉区人社局"),
            "青岚县": sheet(2, "青岚县人社局"),
        },
        {"全市": ("fact", "990100"), "望杉区": ("fact", "990102"), "青岚县": ("fact", "990121")},
    ),
    "a county's form under the title of its city": Case(
        {"表1": sheet(1, "望杉区人社局"), "表2": sheet(2, title="澄湾市" + TITLE)},
        {"表1": ("fact", None), "表2": ("fact", None)},
        whole="990102",
        entry=ManifestEntry(file="2023年汇总.xlsx", region="望杉区"),
    ),
    "sheets named after counties of several cities are not guessed": Case(
        {"望杉区": sheet(1), "石萤县": sheet(2)},
        {"望杉区": ("reference", "990102"), "石萤县": ("reference", "990221")},
        status="needs_review",
    ),
    "a sheet that says nothing leaves the workbook open": Case(
        {"表1": sheet(1, "望杉区人社局"), "表2": sheet(2, "青岚县人社局"), "表3": sheet(3)},
        {"表1": ("fact", "990102"), "表2": ("fact", "990121"), "表3": ("fact", None)},
        status="needs_review",
    ),
    "a neighbour's sheet that only its name tells of is quoted": Case(
        {"青岚县": sheet(2), "白榆县": sheet(3)},
        {"青岚县": ("fact", None), "白榆县": ("reference", "990122")},
        name="青岚县人力资源和社会保障局2023年度报表.xlsx",
        whole="990121",
        entry=ManifestEntry(file="青岚县人力资源和社会保障局2023年度报表.xlsx", region="990121"),
    ),
}


def _read(case: Case) -> Reading:
    document = read_document(case.name, book(case.sheets))
    return read_submission(document, case.name, case.entry, load_catalog())


@pytest.mark.parametrize("name", CASES)
def test_each_sheet_is_the_return_of_its_bureau(name: str) -> None:
    case = CASES[name]
    reading = _read(case)
    whose = {(o.sheet, o.disposition, o.region_code) for o in reading.observations if o.indicator_id}
    assert whose == {(name, *expected) for name, expected in case.expected.items()}
    assert (reading.identity.region_code, reading.identity.status) == (case.whole, case.status)


def test_every_number_of_a_bureaus_sheet_carries_its_region() -> None:
    reading = _read(CASES["each sheet names who filled it in"])
    assert {(o.sheet, o.region_code) for o in reading.observations} == {("表1", "990102"), ("表2", "990221")}
    assert any(o.disposition == "date" for o in reading.observations)


def test_the_settled_workbook_names_no_bureau_and_the_region_around() -> None:
    identity = _read(CASES["each sheet names who filled it in"]).identity
    assert (identity.region_name, identity.region_within, identity.agency) == (None, "990000", None)
    assert identity.reasons == () and identity.report_year == 2023


def test_what_else_is_doubtful_keeps_a_settled_workbook_in_review() -> None:
    doubted = {"表1": sheet(1, "望杉区人社局").replace("330", "-330"), "表2": sheet(2, "青岚县人社局")}
    identity = _read(Case(doubted, {})).identity
    assert identity.status == "needs_review" and len(identity.reasons) == 1 and "负数" in identity.reasons[0]


def test_a_workbook_with_one_sheet_is_identified_as_a_whole() -> None:
    reading = _read(Case({"望杉区": sheet(1)}, {}))
    assert reading.identity.region_code is None and NOT_SAID in reading.identity.reasons
