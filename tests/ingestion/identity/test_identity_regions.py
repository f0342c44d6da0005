"""Which region a report is about: right or unresolved, never wrong. All texts are invented."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st
from identity_documents import report

from catalog.regions import load_regions
from ingestion.identity import identify


@dataclass(frozen=True)
class Case:
    """A text and what must be read from it; ``code`` None means that the region must stay open."""

    text: str
    code: str | None
    within: str | None = None
    level: str | None = "county"
    status: str = "accepted"
    name: str = "report.txt"
    metadata: dict[str, str] = field(default_factory=dict)
    reason: str = ""


OPENING = "2024年,我局认真推进法治建设,现将有关情况报告如下。\n一、主要工作\n(一)加强学习。全年学法6次。"

CASES = {
    "bureau in the title": Case(
        "青岚县人力资源和社会保障局关于2024年法治政府建设情况的报告\n" + OPENING, "990121"
    ),
    "names of three levels in the title": Case(
        "四川省成都市锦江区人力资源和社会保障局2024年法治政府建设年度报告\n" + OPENING, "510104"
    ),
    "region alone in the title": Case("白榆县2024年法治政府建设情况报告\n" + OPENING, "990122"),
    "year before the bureau": Case(
        "2024年度石萤县人力资源和社会保障局法治政府建设情况报告\n" + OPENING, "990221"
    ),
    "bureau glued to the bureau": Case(
        "青岚县人力资源和社会保障局青岚县人力资源和社会保障局关于2024年依法行政工作情况的报告\n" + OPENING,
        "990121",
    ),
    "title broken inside the bureau's name": Case(
        "云汀省青岚县人力资源和\n社会保障局2024年法治政府\n建设情况报告\n" + OPENING, "990121"
    ),
    "title broken between bureau and report": Case(
        "中共石萤县人力资源和社会保障局党组\n关于2024年度法治政府建设情况的报告\n" + OPENING, "990221"
    ),
    "province without city above the county-level city": Case(
        "湖北省天门市人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING, "429006"
    ),
    "county-level city by itself": Case("潜江市人社局2024年法治政府建设情况报告\n" + OPENING, "429005"),
    "district of a municipality": Case(
        "天津市和平区人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING, "120101"
    ),
    "municipality itself is a province": Case(
        "天津市人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING, "120000", level="province"
    ),
    "autonomous prefecture": Case(
        "凉山彝族自治州人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING, "513400", level="city"
    ),
    "autonomous prefecture in short": Case(
        "恩施州人社局2024年法治政府建设情况报告\n" + OPENING, "422800", level="city"
    ),
    "autonomous county": Case(
        "彭水苗族土家族自治县人力资源和社会保障局2024年法治政府建设报告\n" + OPENING, "500243"
    ),
    "banner": Case("准格尔旗人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING, "150622"),
    "league": Case(
        "兴安盟人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING, "152200", level="city"
    ),
    "city run by a division of the corps": Case(
        "第八师石河子市人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING, "659001"
    ),
    "the corps itself is a local unit": Case(
        "新疆生产建设兵团人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING, "660000", level="local"
    ),
    "autonomous region's department": Case(
        "广西壮族自治区人力资源和社会保障厅2024年法治政府建设情况报告\n" + OPENING, "450000", level="province"
    ),
    "department with a province's short name is its province": Case(
        "2024年,云汀省人力资源和社会保障厅认真履职,现将情况报告如下。\n一、主要工作\n学法3次。",
        "990000",
        level="province",
    ),
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
    "signature only": Case(OPENING + "\n澄湾市望杉区人力资源和社会保障局\n2025年1月20日", "990102"),
    "signature with seal and day on one line": Case(
        OPENING + "\n望杉区人力资源和社会保障局(公章) 2025年1月20日", "990102"
    ),
    "signature before the attachments": Case(
        OPENING + "\n青岚县人力资源和社会保障局\n二〇二五年一月十日\n附件:1.数据表\n2.清单", "990121"
    ),
    "opening names the bureau": Case(
        "现将澄湾市青岚县人力资源和社会保障局2024年度法治政府建设情况报告如下:\n一、主要工作\n学法6次。",
        "990121",
    ),
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
    "county bureau without its county's name": Case(
        "县人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING, None, status="needs_review"
    ),
    "masked county": Case(
        "××县人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING, None, status="needs_review"
    ),
    "masked county of a named province": Case(
        "云汀省**县人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING,
        None,
        within="990000",
        status="needs_review",
        reason="遮盖",
    ),
    "masked county, name in passing does not unmask": Case(
        "某县人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING + "印发《青岚县欠薪治理方案》。",
        None,
        within=None,
        status="needs_review",
    ),
    "masked province": Case(
        "**省人力资源和社会保障厅2024年法治政府建设情况报告\n" + OPENING,
        None,
        level="province",
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
    "branch of a city bureau is the district's": Case(
        "杭州市人力资源和社会保障局上城分局2024年法治政府建设情况报告\n" + OPENING, "330102"
    ),
    "town below the county": Case(
        "青岚县柳坪镇人民政府2024年法治政府建设情况报告\n" + OPENING,
        None,
        within="990121",
        level="local",
        status="needs_review",
    ),
    "title and signature differ": Case(
        "青岚县人力资源和社会保障局2024年法治政府建设情况报告\n"
        + OPENING
        + "\n白榆县人力资源和社会保障局\n2025年1月20日",
        None,
        within="990100",
        level=None,
        status="needs_review",
        reason="不一致",
    ),
    "district in the title, its city under the text": Case(
        "杭州市上城区人力资源和社会保障局2024年法治政府建设情况报告\n"
        + OPENING
        + "\n杭州市人力资源和社会保障局\n2025年1月20日",
        None,
        within="330100",
        level=None,
        status="needs_review",
    ),
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
    "bureau with the district's own formal name": Case(
        "深圳市南山区人力资源局2024年法治政府建设情况报告\n" + OPENING, "440305"
    ),
    "full-width and spaced title": Case(
        "青 岚 县 人力资源和社会保障局　２０２４年法治政府建设情况报告\n" + OPENING, "990121"
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
    "letter number above the title": Case(
        "青人社文〔2025〕3号\n青岚县人力资源和社会保障局\n关于报送2024年法治政府建设情况的报告\n" + OPENING,
        "990121",
    ),
    "addressee is not the sender": Case(
        "2024年法治政府建设情况报告\n澄湾市人力资源和社会保障局:\n" + OPENING,
        None,
        level=None,
        status="needs_review",
    ),
    "bureau in brackets below the title": Case(
        "2024年度法治政府建设情况报告\n(青岚县人力资源和社会保障局)\n" + OPENING, "990121"
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
    "page title names the city of an ambiguous district": Case(
        "鼓楼区人社局2024年法治政府建设情况报告\n" + OPENING,
        "320302",
        metadata={"title": "鼓楼区人社局2024年法治政府建设情况报告_徐州市鼓楼区人民政府"},
    ),
    "folder names the city of an ambiguous district": Case(
        "鼓楼区人社局2024年法治政府建设情况报告\n" + OPENING, "350102", name="福州市/鼓楼区报告.docx"
    ),
    "site of the city above a bureau's report": Case(
        "澄湾市人民政府\n2024年度法治政府建设情况报告\n" + OPENING,
        None,
        within="990100",
        level=None,
        status="needs_review",
    ),
    "report of a government": Case(
        "青岚县人民政府\n2024年度法治政府建设情况报告\n2024年,县政府依法履职,现将情况报告如下。\n一、工作",
        "990121",
    ),
    "model district in passing": Case(
        "区人力资源和社会保障局2024年法治政府建设情况报告\n现将情况报告如下。\n一、工作\n"
        "我区学习西湖区人社局经验。西湖区人社局做法先进。",
        None,
        status="needs_review",
    ),
    "no place at all": Case(OPENING, None, level=None, status="needs_review"),
    "empty document": Case("", None, level=None, status="needs_review"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_region_is_right_or_open(case: Case) -> None:
    found = identify(report(case.text, case.metadata), case.name, None, load_regions(), None)
    assert (found.region_code, found.region_within, found.region_level, found.status) == (
        case.code,
        case.within,
        case.level,
        case.status,
    ), found.reasons
    assert case.reason in "；".join(found.reasons)
    assert bool(found.reasons) is (found.status == "needs_review")


def test_evidence_stands_where_it_says() -> None:
    document = report("青岚县人力资源和社会保障局 2024 年法治政府建设情况报告\n" + OPENING)
    found = identify(document, "a.txt", None, load_regions(), None)
    placed = [e for e in found.evidence if e.start is not None]
    assert {"region", "year", "agency"} <= {e.attribute for e in placed}
    for evidence in placed:
        assert "".join(document.text[evidence.start : evidence.end].split()) == evidence.text


WORDS = (
    "青岚县",
    "鼓楼区",
    "**县",
    "某市",
    "人社局",
    "人社厅",
    "高新区",
    "2024年",
    "《",
    "》",
    "\n",
    "。",
    "现将",
    "报告如下",
    "来源:",
    "我县",
    "在省委领导下",
    "2025年1月10日",
    "一、",
)


@given(st.lists(st.sampled_from(WORDS), max_size=30).map("".join))
def test_any_wording_is_answered_with_reasons_or_a_region(text: str) -> None:
    found = identify(report(text), "a.txt", None, load_regions(), None)
    assert bool(found.reasons) is (found.status == "needs_review")
    assert (found.region_code is None) is (found.region_name is None)
    assert found.status == "needs_review" or (found.region_code and found.report_year)
    assert found.region_code is None or found.region_within is None


@pytest.mark.parametrize(
    ("title", "agency"),
    [
        ("青岚县人社局2024年法治政府建设情况报告", "澄湾市青岚县人力资源和社会保障局"),
        ("垫江县人力社保局2024年法治政府建设情况报告", "垫江县人力资源和社会保障局"),
        ("深圳市南山区人力资源局2024年法治政府建设情况报告", "深圳市南山区人力资源局"),
        ("云汀省人社厅2024年法治政府建设情况报告", "云汀省人力资源和社会保障厅"),
        ("县人社局2024年法治政府建设情况报告", "县人力资源和社会保障局"),
        ("石萤县劳动人事争议仲裁院2024年工作情况报告", "墨川市石萤县劳动人事争议仲裁院"),
    ],
)
def test_agency_has_its_full_formal_name(title: str, agency: str) -> None:
    found = identify(report(f"{title}\n{OPENING}"), "a.txt", None, load_regions(), None)
    assert found.agency == agency


def test_no_name_of_the_register_is_taken_for_another() -> None:
    """Every region's own title: with its parents it is found, by its bare name it is found or left open."""
    register = load_regions()
    regions = [region for region in register.versions if region.holds_in(2023)][::7]
    accepted = 0
    for region in regions:
        chain = "".join(r.name_zh for r in (*reversed(register.ancestors(region)), region))
        for name, may_be_open in ((chain, False), (region.name_zh, True)):
            title = f"{name}人力资源和社会保障局2023年法治政府建设情况报告\n一、主要工作\n学法6次。"
            found = identify(report(title), "a.txt", None, register, None)
            assert found.region_code in (
                {region.region_code, None} if may_be_open else {region.region_code}
            ), (
                title,
                found.reasons,
            )
            accepted += found.status == "accepted"
    assert accepted > 1.9 * len(regions) > 800
