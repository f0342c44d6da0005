"""Who, where and when of spreadsheets: titles, labels, sheet and file names. All data are invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest
from identity_documents import workbook

from catalog.regions import load_regions
from ingestion.identity import identify

HEADER = ["警告", "罚款", "合计"]
ROW = ["1", "2", "3"]


@dataclass(frozen=True)
class Case:
    """Sheets and a file name, and what must be read from them."""

    sheets: Sequence[tuple[str, list[list[str]]]]
    code: str | None
    year: int | None
    status: str = "accepted"
    name: str = "上报.xlsx"
    within: str | None = None
    published_on: date | None = None


CASES = {
    "title names bureau and year": Case(
        [("Sheet1", [["表一"], ["青岚县人力资源和社会保障局2024年度行政处罚实施情况统计表"], HEADER, ROW])],
        "990121",
        2024,
    ),
    "title broken inside the cell": Case(
        [("Sheet1", [["青岚县人力资源和社会保障局\n2024年度行政处罚\n实施情况统计表"], HEADER, ROW])],
        "990121",
        2024,
    ),
    "unit in its label, year in the title": Case(
        [
            (
                "Sheet1",
                [
                    ["2024年劳动人事争议处理情况统计表"],
                    ["填报单位：望杉区人社局（公章）", "", "单位：件"],
                    HEADER,
                    ROW,
                ],
            )
        ],
        "990102",
        2024,
    ),
    "unit beside its label": Case(
        [("Sheet1", [["2024年劳动人事争议处理情况统计表"], ["填报单位：", "白榆县"], HEADER, ROW])],
        "990122",
        2024,
    ),
    "period and filing day in labels": Case(
        [
            (
                "Sheet1",
                [
                    ["劳动保障监察情况表"],
                    ["填报单位：石萤县人力资源和社会保障局", "统计期间：2024年1—12月"],
                    HEADER,
                    ROW,
                    ["填表人：某某", "填报日期：2025年1月8日"],
                ],
            )
        ],
        "990221",
        2024,
        published_on=date(2025, 1, 8),
    ),
    "file name alone": Case(
        [("Sheet1", [["行政处罚实施情况统计表"], HEADER, ROW])],
        "990121",
        2024,
        status="needs_review",
        name="青岚县2024年行政执法统计.xlsx",
    ),
    "file name and sheet name agree": Case(
        [("青岚县2024年", [["行政处罚实施情况统计表"], HEADER, ROW])],
        "990121",
        2024,
        name="青岚县2024年行政执法统计.xlsx",
    ),
    "title beats file name, which goes to review": Case(
        [("Sheet1", [["青岚县人社局2023年度行政处罚实施情况统计表"], HEADER, ROW])],
        "990121",
        2023,
        status="needs_review",
        name="青岚县2024年行政执法统计.xlsx",
    ),
    "a county per sheet is the city's at most": Case(
        [
            ("青岚县", [["2024年行政处罚实施情况统计表"], HEADER, ROW]),
            ("白榆县", [["2024年行政处罚实施情况统计表"], HEADER, ROW]),
        ],
        None,
        2024,
        status="needs_review",
    ),
    "two bureaus in two titles": Case(
        [
            ("1", [["青岚县人社局2024年行政处罚实施情况统计表"], HEADER, ROW]),
            ("2", [["白榆县人社局2024年行政处罚实施情况统计表"], HEADER, ROW]),
        ],
        None,
        2024,
        status="needs_review",
        within="990100",
    ),
    "county that fills in its city's form": Case(
        [
            (
                "Sheet1",
                [["澄湾市2024年劳动人事争议处理情况统计表"], ["填报单位：青岚县人社局", ""], HEADER, ROW],
            )
        ],
        "990121",
        2024,
    ),
    "county that fills in another city's form": Case(
        [
            (
                "Sheet1",
                [["墨川市2024年劳动人事争议处理情况统计表"], ["填报单位：青岚县人社局", ""], HEADER, ROW],
            )
        ],
        None,
        2024,
        status="needs_review",
        within="990000",
    ),
    "masked unit": Case(
        [("Sheet1", [["2024年劳动人事争议处理情况统计表"], ["填报单位：××市人社局（公章）"], HEADER, ROW])],
        None,
        2024,
        status="needs_review",
    ),
    "years across": Case(
        [("Sheet1", [["青岚县人社局劳动争议处理情况表（2021—2024年）"], ["项目", "2021", "2022"], ROW])],
        "990121",
        None,
        status="needs_review",
    ),
    "a heading without a word for a table": Case(
        [("Sheet1", [["青岚县人社局2024年度行政执法数据"], ["警告", "罚款", "合计"], ROW])],
        "990121",
        2024,
    ),
    "the bureau on a line of its own": Case(
        [
            (
                "Sheet1",
                [
                    ["青岚县人力资源和社会保障局"],
                    ["2024年度法治建设数据统计"],
                    ["项目", "2023年", "2024年"],
                    ROW,
                ],
            )
        ],
        "990121",
        2024,
    ),
    "a line above the header that is only the month of sending": Case(
        [("Sheet1", [["青岚县人社局2023年度行政处罚情况表"], ["2024年1月上报"], HEADER, ROW])],
        "990121",
        2023,
    ),
    "a bureau on a line of its own below the header is a heading of rows": Case(
        [("Sheet1", [["2024年行政处罚实施情况统计表"], HEADER, ["青岚县人社局"], ROW, ["白榆县人社局"]])],
        None,
        2024,
        status="needs_review",
    ),
    "regions in the rows are data": Case(
        [
            (
                "Sheet1",
                [["2024年行政处罚实施情况统计表"], ["单位名称", "罚款"], ["青岚县", "3"], ["白榆县", "4"]],
            )
        ],
        None,
        2024,
        status="needs_review",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_workbook_is_identified_or_left_open(case: Case) -> None:
    found = identify(workbook(*case.sheets), case.name, None, load_regions(), "enforcement_annual")
    assert (found.region_code, found.report_year, found.status) == (case.code, case.year, case.status), (
        found.reasons
    )
    assert (found.region_within, found.published_on) == (case.within, case.published_on)
    assert found.kind == "enforcement_annual"


def test_hidden_sheet_with_last_years_template_is_not_heard() -> None:
    shown = [["青岚县人社局2024年度行政处罚实施情况统计表"], HEADER, ROW]
    template = [["白榆县人社局2021年度行政处罚实施情况统计表"], HEADER, ROW]
    document = workbook(("表", shown), ("模板", template), hidden=("模板",))
    found = identify(document, "a.xlsx", None, load_regions(), None)
    assert (found.region_code, found.report_year, found.status) == ("990121", 2024, "accepted")
