"""Renamed, upgraded, merged and new regions: what a name means depends on the year. All invented."""

from __future__ import annotations

import pytest
from region_cases import Case, assert_found, of_bureau

CASES = {
    "old name in a later year": Case(
        "郫县人力资源和社会保障局2023年法治政府建设情况报告\n2023年,我局认真工作,现将情况报告如下。\n一、主要工作",
        "510117",
        status="needs_review",
        reason="已不使用",
    ),
    "old name in the year of the change": Case(
        "郫县人力资源和社会保障局2016年法治政府建设情况报告\n2016年,我局认真工作,现将情况报告如下。\n一、主要工作",
        "510117",
    ),
    "new name for the year before the change": Case(
        "郫都区人力资源和社会保障局2015年法治政府建设情况报告\n2015年,我局认真工作,现将情况报告如下。\n一、主要工作",
        "510124",
    ),
    "merged district no longer stands": Case(
        "杭州市江干区人力资源和社会保障局2023年法治政府建设情况报告\n2023年,我局认真工作,现将情况报告如下。\n一、工作",
        None,
        within="330100",
        level=None,
        status="needs_review",
    ),
    "same name, city by year": Case(
        "巢湖市人力资源和社会保障局2019年法治政府建设情况报告\n2019年,我局认真工作,现将情况报告如下。\n一、主要工作",
        "340181",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_region_is_right_or_open(case: Case) -> None:
    assert_found(case)


@pytest.mark.parametrize(
    ("bureau", "year", "code"),
    [
        ("杭州市余杭区人力资源和社会保障局", 2020, "330110"),
        ("杭州市余杭区人力资源和社会保障局", 2021, "330110"),
        ("杭州市临平区人力资源和社会保障局", 2021, "330113"),
        ("杭州市临平区人力资源和社会保障局", 2020, None),
        ("杭州市钱塘区人社局", 2022, "330114"),
        ("杭州市下城区人力社保局", 2020, "330103"),
        ("杭州市下城区人力社保局", 2021, None),
        ("杭州市江干区人力社保局", 2019, "330104"),
        ("富阳市人力资源和社会保障局", 2013, "330183"),
        ("杭州市富阳区人力资源和社会保障局", 2016, "330111"),
        ("即墨市人社局", 2016, "370282"),
        ("青岛市即墨区人社局", 2018, "370215"),
        ("莱芜市人力资源和社会保障局", 2017, "371200"),
        ("济南市莱芜区人力资源和社会保障局", 2019, "370116"),
        ("襄樊市人力资源和社会保障局", 2009, "420600"),
        ("襄阳市人力资源和社会保障局", 2012, "420600"),
        ("邵东县人社局", 2018, "430521"),
        ("邵东市人社局", 2020, "430582"),
        ("日喀则地区人力资源和社会保障局", 2013, "542300"),
        ("日喀则市人力资源和社会保障局", 2016, "540200"),
        ("日喀则市桑珠孜区人力资源和社会保障局", 2016, "540202"),
        ("巢湖市人力资源和社会保障局", 2009, "341400"),
        ("合肥市巢湖市人力资源和社会保障局", 2014, "340181"),
    ],
)
def test_name_means_what_bore_it_in_the_year(bureau: str, year: int, code: str | None) -> None:
    found = of_bureau(bureau, year)
    assert (found.region_code, found.report_year) == (code, year), found.reasons
    assert found.status == ("accepted" if code else "needs_review")
