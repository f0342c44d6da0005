"""Zones, new areas, towns and the corps: local units with a code, else open. All texts are invented."""

from __future__ import annotations

import pytest
from region_cases import OPENING, Case, assert_found, of_bureau

CASES = {
    "city run by a division of the corps": Case(
        "第八师石河子市人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING, "659001"
    ),
    "the corps itself is a local unit": Case(
        "新疆生产建设兵团人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING, "660000", level="local"
    ),
    "development zone without a code": Case(
        "墨川市高新技术产业开发区人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING,
        None,
        within="990200",
        level="local",
        status="needs_review",
    ),
    "social affairs bureau of a zone": Case(
        "青岚县经济开发区社会事务局2024年法治政府建设情况报告\n" + OPENING,
        None,
        within="990121",
        level="local",
        status="needs_review",
    ),
    "development zone with a statistical code": Case(
        "合肥高新技术产业开发区人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING,
        "340171",
        level="local",
    ),
    "town below the county": Case(
        "青岚县柳坪镇人民政府2024年法治政府建设情况报告\n" + OPENING,
        None,
        within="990121",
        level="local",
        status="needs_review",
    ),
    "district that did not exist yet": Case(
        "重庆两江新区人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING,
        None,
        within="500000",
        level=None,
        status="needs_review",
    ),
    "new area that is a county of the code book": Case(
        "上海市浦东新区人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING, "310115"
    ),
    "new area that is none, below a province": Case(
        "四川天府新区人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING,
        None,
        within="510000",
        level="local",
        status="needs_review",
    ),
    "branch of a town": Case(
        "中山市小榄镇人社分局2024年法治政府建设情况报告\n" + OPENING,
        None,
        within="442000",
        level="local",
        status="needs_review",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_region_is_right_or_open(case: Case) -> None:
    assert_found(case)


@pytest.mark.parametrize(
    ("bureau", "code"),
    [
        ("合肥高新区人社局", "340171"),
        ("合肥市高新区人力资源和社会保障局", "340171"),
        ("合肥新站高新区人社局", "340173"),
        ("焦作城乡一体化示范区人社局", "410871"),
        ("焦作市城乡一体化示范区人力资源和社会保障局", "410871"),
        ("郑州航空港经济综合实验区人力资源和社会保障局", "410173"),
        ("兰州新区人力资源和社会保障局", "620171"),
        ("苏州工业园区劳动和社会保障局", "320571"),
        ("大同市经开区人社局", "140271"),
        ("阳泉经开区人社局", None),
        ("兵团人力资源和社会保障局", "660000"),
        ("兵团第一师阿拉尔市人力资源和社会保障局", "659002"),
        ("新疆生产建设兵团第六师五家渠市人力资源和社会保障局", "659004"),
        ("第十四师昆玉市人社局", "659009"),
    ],
)
def test_local_unit_with_a_code_is_found_by_its_usual_names(bureau: str, code: str | None) -> None:
    found = of_bureau(bureau)
    assert (found.region_code, found.status) == (code, "accepted" if code else "needs_review")


@pytest.mark.parametrize(
    ("bureau", "within"),
    [
        ("成都高新区人力资源和社会保障局", "510100"),
        ("昆明经济技术开发区人力资源和社会保障局", "530100"),
        ("陕西省西咸新区人力资源和社会保障局", "610000"),
        ("雄安新区人力资源和社会保障局", "130000"),
        ("四川天府新区人力资源和社会保障局", "510000"),
        ("贵安新区人力资源和社会保障局", "520000"),
        ("青岛西海岸新区人力资源和社会保障局", "370200"),
        ("南京江北新区人社局", "320100"),
        ("哈尔滨新区人社局", "230100"),
        ("重庆两江新区人力社保局", "500000"),
        ("重庆高新区人力社保局", "500000"),
        ("新疆生产建设兵团第八师人力资源和社会保障局", "660000"),
        ("东湖高新区人社局", None),
        ("朝阳高新区人社局", None),
        ("海南经济开发区人社局", None),
        ("高新区人力资源和社会保障局", None),
        ("开发区人社局", None),
        ("示范区人社局", None),
        ("洋浦经济开发区人力资源和社会保障局", None),
    ],
)
def test_unit_without_a_code_stays_open_inside_what_certainly_contains_it(
    bureau: str, within: str | None
) -> None:
    found = of_bureau(bureau)
    assert (found.region_code, found.region_within, found.status) == (None, within, "needs_review")
