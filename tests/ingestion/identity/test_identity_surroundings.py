"""What stands around the name of the bureau, and what never counts: visits, guests, partners. Invented."""

from __future__ import annotations

import pytest
from identity_documents import report
from region_cases import OPENING, Case, assert_found

from catalog.regions import load_regions
from ingestion.identity import identify

CASES = {
    "opening: the one who orders is not the one who reports": Case(
        "根据垫江县司法局要求,现将我局2024年度法治政府建设情况报告如下:\n一、主要工作\n我县开展宣传6次。",
        None,
        status="needs_review",
    ),
    "opening: superiors lead, they do not report": Case(
        "2024年,我局在澄湾市人力资源和社会保障局的指导下扎实工作,现将情况报告如下。\n一、主要工作\n我县宣传6次。",
        None,
        status="needs_review",
    ),
    "places of an event are not the place of the report": Case(
        "2024年,省人社厅认真履职,现将情况报告如下。\n一、主要工作\n我厅联合省高院在黄石市举办研讨1次,在成都市开展培训。",
        None,
        level="province",
        status="needs_review",
    ),
    "department known by two kinds of own organs": Case(
        "2024年,我厅认真履职,现将情况报告如下。\n一、主要工作\n云汀日报刊发稿件12篇。请云汀省档案馆讲解1次。",
        "990000",
        level="province",
    ),
    "department known by one kind of organ only": Case(
        "2024年,我厅认真履职,现将情况报告如下。\n一、主要工作\n云汀日报刊发稿件12篇,云汀卫视播出2条。",
        None,
        level="province",
        status="needs_review",
    ),
    "platform of a province gives the province alone": Case(
        "2024年,区人社局认真履职,现将我局情况报告如下。\n一、主要工作\n项目均纳入云汀省用工监测平台管理。",
        None,
        within="990000",
        status="needs_review",
    ),
    "platform shared with partners gives nothing": Case(
        "2024年,县人社局认真履职,现将我局情况报告如下。\n一、主要工作\n通过四川省调解平台开展跨省协作3次。",
        None,
        status="needs_review",
    ),
    "platforms of two provinces give nothing": Case(
        "2024年,县人社局认真履职,现将情况报告如下。\n一、工作\n接入四川省调解平台。接入云南省用工平台。",
        None,
        status="needs_review",
    ),
    "own government and own document are two pieces": Case(
        "2024年,在青岚县委、县政府的坚强领导下,我局认真工作,现将情况报告如下。\n一、主要工作\n"
        "制定印发《青岚县根治欠薪工作方案》,我县宣传6次。",
        "990121",
    ),
    "own government alone is one piece": Case(
        "2024年,在青岚县委、县政府的坚强领导下,我局认真工作,现将情况报告如下。\n一、主要工作\n我县宣传6次。",
        None,
        within="990100",
        status="needs_review",
    ),
    "laws of a province are no evidence": Case(
        "2024年,县人社局认真履职,现将情况报告如下。\n一、工作\n贯彻《浙江省劳动人事争议调解仲裁条例》《广东省工资支付条例》。",
        None,
        status="needs_review",
    ),
    "model units praised elsewhere are no evidence": Case(
        "2024年,我局认真履职,现将情况报告如下。\n一、工作\n我县与墨川市人社局、临棠区人社局荣获先进单位表扬。",
        None,
        status="needs_review",
    ),
    "other region's law in the title": Case(
        "石萤县人力资源和社会保障局2024年贯彻《浙江省杭州市上城区法治建设条例》情况报告\n" + OPENING, "990221"
    ),
    "file name disagrees with the title": Case(
        "青岚县人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING,
        "990121",
        status="needs_review",
        name="白榆县2024年法治报告.docx",
        reason="文件名",
    ),
    "folder of the city agrees with the title": Case(
        "青岚县人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING,
        "990121",
        name="澄湾市/青岚县2024年法治报告.docx",
    ),
    "file name alone needs a look": Case(
        OPENING,
        "990121",
        status="needs_review",
        name="青岚县人社局2024年法治政府建设报告.docx",
        reason="文件名",
    ),
    "file name and own document are two pieces": Case(
        OPENING + "制定《青岚县欠薪治理工作方案》。", "990121", name="青岚县人社局2024年法治报告.txt"
    ),
    "publisher's line agrees": Case(
        "青岚县人力资源和社会保障局2024年法治政府建设情况报告\n发布时间:2025-01-13 来源:青岚县人社局\n"
        + OPENING,
        "990121",
    ),
    "city praised in the first sentence of a county's report": Case(
        "2024年,澄湾市人社局高度重视法治建设,我县认真贯彻,现将法治政府建设情况报告如下。\n一、工作\n学法6次。",
        None,
        within="990100",
        status="needs_review",
        reason="我县",
    ),
    "city that leads its counties": Case(
        "2024年,在省人社厅和澄湾市委的领导下,澄湾市人社局扎实工作,现将情况报告如下。\n一、工作\n指导青岚县人社局。",
        "990100",
        level="city",
    ),
    "addressee is not the sender": Case(
        "2024年法治政府建设情况报告\n澄湾市人力资源和社会保障局:\n" + OPENING,
        None,
        level=None,
        status="needs_review",
    ),
    "title of somebody else's report": Case(
        "关于转发《青岚县人社局2024年法治政府建设情况报告》的通知\n" + OPENING,
        None,
        level=None,
        status="needs_review",
    ),
    "publisher alone needs a look": Case(
        "发布机构:青岚县人力资源和社会保障局 发布日期:2025-01-10\n2024年度法治政府建设情况报告\n" + OPENING,
        "990121",
        status="needs_review",
        reason="发布信息",
    ),
    "site of the city above a bureau's report": Case(
        "澄湾市人民政府\n2024年度法治政府建设情况报告\n" + OPENING,
        None,
        within="990100",
        level=None,
        status="needs_review",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_region_is_right_or_open(case: Case) -> None:
    assert_found(case)


BARE = "2024年法治政府建设情况报告\n2024年,我局认真工作,现将有关情况报告如下。\n一、主要工作\n学法6次。\n"


@pytest.mark.parametrize(
    "passing",
    [
        "组织赴杭州市上城区学习考察2次。杭州市上城区人社局来我局交流。",
        "组织干部前往浙江省杭州市学习先进经验。在杭州市举办培训班1期。",
        "帮助来自湖北省的农民工300人追讨工资。来自四川省成都市锦江区的务工人员3名。",
        "与垫江县人民法院建立裁审衔接机制。垫江县人民法院派员授课。",
        "联合垫江县总工会、垫江县司法局、垫江县人民检察院开展宣传3次。",
        "与对口协作的杭州市上城区人社局、西湖区人社局加强合作。",
        "抄送:墨川市人力资源和社会保障局。\n墨川市人力资源和社会保障局办公室 2025年1月20日印发",
        "学习贯彻《青岚县法治建设规划》。《墨川日报》转载《石萤县人社局普法经验》。",
        "在青岚县、白榆县、石萤县设立宣传点3个。",
        "办理垫江县籍劳动者争议3件,协助垫江县人社局调查取证2次。",
        "承办全省培训班,云汀省人社厅领导出席。",
    ],
)
def test_places_in_passing_never_make_the_region(passing: str) -> None:
    found = identify(report(BARE + passing), "report.txt", None, load_regions(), None)
    assert (found.region_code, found.status) == (None, "needs_review")


ALONE = {
    "file name of a city-level name": ("市人社局", {}, "义乌市人社局2024年法治政府建设报告.docx", "330782"),
    "site of a county": ("市人社局", {"site_name": "义乌市人民政府"}, "report.txt", "330782"),
    "site of a district": ("区人社局", {"site_name": "杭州市上城区人民政府"}, "report.txt", "330102"),
    "page title": (
        "县人社局",
        {"title": "垫江县人社局2024年法治报告-垫江县人民政府网"},
        "report.txt",
        "500231",
    ),
}


@pytest.mark.parametrize(("bureau", "metadata", "name", "code"), ALONE.values(), ids=ALONE.keys())
def test_what_stands_outside_the_text_alone_is_for_review(
    bureau: str, metadata: dict[str, str], name: str, code: str
) -> None:
    found = identify(report(f"{bureau}{BARE}", metadata), name, None, load_regions(), None)
    assert (found.region_code, found.status) == (code, "needs_review")
    assert "只见于" in found.reasons[0]


def test_two_independent_parts_outside_the_text_are_enough() -> None:
    metadata = {"site_name": "义乌市人民政府"}
    document = report(f"市人社局{BARE}", metadata)
    found = identify(document, "义乌市人社局2024年报告.html", None, load_regions(), None)
    assert (found.region_code, found.status) == ("330782", "accepted")


@pytest.mark.parametrize(
    ("metadata", "name", "within"),
    [
        ({"site_name": "杭州市人民政府"}, "report.txt", "330100"),
        ({"url": "https://www.x.fujian.gov.cn/a.htm"}, "report.txt", "350000"),
        ({"site_name": "白榆县人民政府"}, "青岚县人社局.docx", "990100"),
    ],
)
def test_what_contains_the_bureau_or_contradicts_itself_leaves_it_open(
    metadata: dict[str, str], name: str, within: str
) -> None:
    found = identify(report(f"县人社局{BARE}", metadata), name, None, load_regions(), None)
    assert (found.region_code, found.region_within, found.status) == (None, within, "needs_review")


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("来源:青岚县人民政府办公室 发布日期:2025-01-13", "accepted"),
        ("来源:澄湾市人民政府 发布日期:2025-01-13", "accepted"),
        ("来源:白榆县人民政府 发布日期:2025-01-13", "needs_review"),
    ],
)
def test_publication_line_agrees_or_sends_to_review(line: str, status: str) -> None:
    text = f"青岚县人力资源和社会保障局2024年法治政府建设情况报告\n{line}\n{OPENING}"
    found = identify(report(text), "report.txt", None, load_regions(), None)
    assert (found.region_code, found.status) == ("990121", status)


def test_places_inside_a_province_do_not_contain_it() -> None:
    text = f"省人社厅{BARE}墨川市接入墨川市用工监测平台。我省各地扎实工作。"
    found = identify(report(text), "report.txt", None, load_regions(), None)
    assert (found.region_level, found.region_code, found.region_within) == ("province", None, "990000")


def test_region_that_makes_use_of_a_platform_is_not_its_owner() -> None:
    text = f"县人社局{BARE}墨川市依托“就业帮帮”热线开展服务。"
    found = identify(report(text), "report.txt", None, load_regions(), None)
    assert (found.region_code, found.region_within) == (None, None)
