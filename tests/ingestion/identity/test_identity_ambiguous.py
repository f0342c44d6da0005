"""Names that several regions bear: other evidence decides, or the region stays open. All invented."""

from __future__ import annotations

import pytest
from identity_documents import report
from region_cases import OPENING, Case, assert_found, of_bureau

from catalog.regions import load_regions
from ingestion.identity import identify

CASES = {
    "ambiguous name, city before it": Case(
        "南京市鼓楼区人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING, "320106"
    ),
    "ambiguous name, nothing else": Case(
        "鼓楼区人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING,
        None,
        status="needs_review",
        reason="同名地区",
    ),
    "ambiguous name, both in one province": Case(
        "江苏省鼓楼区人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING,
        None,
        within="320000",
        status="needs_review",
        reason="同名地区",
    ),
    "ambiguous name, settled by the leadership": Case(
        "朝阳区人力资源和社会保障局2024年法治政府建设情况报告\n"
        "2024年,在长春市委、市政府的坚强领导下,我局扎实工作,现将情况报告如下。\n一、主要工作\n学法6次。",
        "220104",
    ),
    "ambiguous name, settled by the host": Case(
        "鼓楼区人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING,
        "350102",
        metadata={"url": "https://www.gl.fujian.gov.cn/xx/202501/t1.htm"},
    ),
    "ambiguous name, a place merely visited settles nothing": Case(
        "城关区人力资源和社会保障局2024年法治政府建设情况报告\n"
        "2024年,我局认真工作,现将情况报告如下。\n一、主要工作\n全年赴兰州市人社局考察学习2次,与拉萨市司法局签订协议1份。",
        None,
        status="needs_review",
    ),
    "ambiguous name, rivals on both sides": Case(
        "桥西区人力资源和社会保障局2024年法治政府建设情况报告\n"
        "2024年,我局认真工作,现将情况报告如下。\n一、主要工作\n张家口日报报道2次,石家庄日报报道3次。",
        None,
        within="130000",
        status="needs_review",
    ),
    "unknown county": Case(
        "云岭桥县人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING,
        None,
        level=None,
        status="needs_review",
        reason="不在区划表中",
    ),
    "unknown name that ends like a known one": Case(
        "新城关区人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING,
        None,
        level=None,
        status="needs_review",
    ),
    "names that contradict each other": Case(
        "成都市朝阳区人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING,
        None,
        level=None,
        status="needs_review",
        reason="互不隶属",
    ),
    "page title names the city of an ambiguous district": Case(
        "鼓楼区人社局2024年法治政府建设情况报告\n" + OPENING,
        "320302",
        metadata={"title": "鼓楼区人社局2024年法治政府建设情况报告_徐州市鼓楼区人民政府"},
    ),
    "folder names the city of an ambiguous district": Case(
        "鼓楼区人社局2024年法治政府建设情况报告\n" + OPENING, "350102", name="福州市/鼓楼区报告.docx"
    ),
    "model district in passing": Case(
        "区人力资源和社会保障局2024年法治政府建设情况报告\n现将情况报告如下。\n一、工作\n"
        "我区学习西湖区人社局经验。西湖区人社局做法先进。",
        None,
        status="needs_review",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_region_is_right_or_open(case: Case) -> None:
    assert_found(case)


@pytest.mark.parametrize(
    ("bureau", "code"),
    [
        ("西湖区人力资源和社会保障局", None),
        ("南昌市西湖区人力资源和社会保障局", "360103"),
        ("朝阳区人社局", None),
        ("北京市朝阳区人力资源和社会保障局", "110105"),
        ("朝阳市人力资源和社会保障局", "211300"),
        ("朝阳县人社局", "211321"),
        ("城关区人社局", None),
        ("甘肃省城关区人社局", "620102"),
        ("宝山区人力资源和社会保障局", None),
        ("上海市宝山区人力资源和社会保障局", "310113"),
        ("普陀区人力资源和社会保障局", None),
        ("浙江省普陀区人力社保局", "330903"),
        ("新华区人社局", None),
        ("河南省新华区人社局", "410402"),
        ("永定区人社局", None),
        ("通州区人社局", None),
        ("南通市通州区人社局", "320612"),
        ("市中区人社局", None),
        ("新城区人社局", None),
        ("吉林市人力资源和社会保障局", "220200"),
        ("吉林省人力资源和社会保障厅", "220000"),
        ("江北区人力社保局", None),
    ],
)
def test_ambiguous_name_is_settled_by_its_parent_alone(bureau: str, code: str | None) -> None:
    found = of_bureau(bureau)
    assert (found.region_code, found.status) == (code, "accepted" if code else "needs_review")
    assert code or "同名地区" in found.reasons[0]


SETTLED = {
    "by the leadership": (
        "西湖区",
        "330106",
        "在杭州市委、市政府的领导下,我局扎实工作。浙江日报报道2次。",
        {},
        "a.txt",
    ),
    "by media and platform": ("江北区", "500105", "重庆日报报道3次。接入重庆市用工监测平台。", {}, "a.txt"),
    "by the site": ("鼓楼区", "350102", "", {"site_name": "福州市鼓楼区人民政府"}, "a.txt"),
    "by the folder": ("市中区", "370402", "", {}, "枣庄市/市中区人社局2024年报告.docx"),
    "by the leadership alone": ("和平区", "210102", "在沈阳市委的坚强领导下,我局扎实工作。", {}, "a.txt"),
    "by the page title": ("城关区", "620102", "", {"title": "2024年法治报告_兰州市城关区人民政府"}, "a.txt"),
}


@pytest.mark.parametrize(
    ("district", "code", "sentence", "metadata", "name"), SETTLED.values(), ids=SETTLED.keys()
)
def test_ambiguous_name_is_settled(
    district: str, code: str, sentence: str, metadata: dict[str, str], name: str
) -> None:
    text = f"{district}人社局2024年法治政府建设情况报告\n2024年,{sentence}\n一、工作\n学法6次。"
    found = identify(report(text, metadata), name, None, load_regions(), None)
    assert (found.region_code, found.status) == (code, "accepted"), found.reasons
