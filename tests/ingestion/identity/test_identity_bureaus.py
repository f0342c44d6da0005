"""The bureau named in title, signature or opening is the one that reports. All texts are invented."""

from __future__ import annotations

import pytest
from identity_documents import report
from region_cases import OPENING, Case, assert_found, of_bureau

from catalog.regions import load_regions
from ingestion.identity import identify
from ingestion.submissions import ManifestEntry

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
    "autonomous region's department": Case(
        "广西壮族自治区人力资源和社会保障厅2024年法治政府建设情况报告\n" + OPENING, "450000", level="province"
    ),
    "department with a province's short name is its province": Case(
        "2024年,云汀省人力资源和社会保障厅认真履职,现将情况报告如下。\n一、主要工作\n学法3次。",
        "990000",
        level="province",
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
    "county bureau without its county's name": Case(
        "县人力资源和社会保障局2024年法治政府建设情况报告\n" + OPENING, None, status="needs_review"
    ),
    "branch of a city bureau is the district's": Case(
        "杭州市人力资源和社会保障局上城分局2024年法治政府建设情况报告\n" + OPENING, "330102"
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
    "bureau with the district's own formal name": Case(
        "深圳市南山区人力资源局2024年法治政府建设情况报告\n" + OPENING, "440305"
    ),
    "full-width and spaced title": Case(
        "青 岚 县 人力资源和社会保障局　２０２４年法治政府建设情况报告\n" + OPENING, "990121"
    ),
    "letter number above the title": Case(
        "青人社文〔2025〕3号\n青岚县人力资源和社会保障局\n关于报送2024年法治政府建设情况的报告\n" + OPENING,
        "990121",
    ),
    "bureau in brackets below the title": Case(
        "2024年度法治政府建设情况报告\n(青岚县人力资源和社会保障局)\n" + OPENING, "990121"
    ),
    "report of a government": Case(
        "青岚县人民政府\n2024年度法治政府建设情况报告\n2024年,县政府依法履职,现将情况报告如下。\n一、工作",
        "990121",
    ),
    "no place at all": Case(OPENING, None, level=None, status="needs_review"),
    "empty document": Case("", None, level=None, status="needs_review"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_region_is_right_or_open(case: Case) -> None:
    assert_found(case)


@pytest.mark.parametrize(
    ("bureau", "code"),
    [
        ("杭州市上城区人社局", "330102"),
        ("滨江区人力社保局", "330108"),
        ("金华市义乌市人社局", "330782"),
        ("大连长海县人力资源和社会保障局", "210224"),
        ("中共垫江县人力资源和社会保障局委员会", "500231"),
        ("垫江县人力资源和社会保障局(医疗保障局)", "500231"),
        ("云南省人力资源社会保障厅", "530000"),
        ("上海市浦东新区人力资源和社会保障局", "310115"),
        ("天津市滨海新区人力资源和社会保障局", "120116"),
        ("黔东南州人社局", "522600"),
        ("延边朝鲜族自治州人力资源和社会保障局", "222400"),
        ("延边州人力资源和社会保障局", "222400"),
        ("锡林郭勒盟人力资源和社会保障局", "152500"),
        ("大兴安岭地区人力资源和社会保障局", "232700"),
        ("大兴安岭地区行政公署人力资源和社会保障局", "232700"),
        ("鄂伦春自治旗人力资源和社会保障局", "150723"),
        ("莫力达瓦达斡尔族自治旗人社局", "150722"),
        ("神农架林区人力资源和社会保障局", "429021"),
        ("湖北省神农架林区人社局", "429021"),
        ("六枝特区人力资源和社会保障局", "520203"),
        ("白云鄂博矿区人力资源和社会保障局", "150206"),
        ("阳泉市矿区人力资源和社会保障局", "140303"),
        ("晋城市城区人力资源和社会保障局", "140502"),
        ("杭州市上城区劳动人事争议仲裁院", "330102"),
    ],
)
def test_bureau_in_whatever_form_names_its_region(bureau: str, code: str) -> None:
    found = of_bureau(bureau)
    assert (found.region_code, found.status) == (code, "accepted"), found.reasons


@pytest.mark.parametrize(
    "bureau",
    [
        "锡盟人社局",
        "莫旗人社局",
        "甲县人社局",
        "A县人社局",
        "市区人社局",
        "义乌人社局",
        "垫江县就业和人才服务局",
    ],
)
def test_names_that_are_no_names_of_the_register_stay_open(bureau: str) -> None:
    found = of_bureau(bureau)
    assert (found.region_code, found.status) == (None, "needs_review")


@pytest.mark.parametrize("word", ["城区", "郊区", "矿区", "市区", "林区"])
def test_district_name_that_is_an_ordinary_word_needs_its_city(word: str) -> None:
    found = of_bureau(f"{word}人社局")
    assert (found.region_code, found.status) == (None, "needs_review")
    entry = ManifestEntry(file="report.txt", region=word)
    stated = identify(report(f"{word}人社局2024年法治政府建设情况报告"), "a.txt", entry, load_regions(), None)
    assert (stated.region_code, stated.status) == (None, "needs_review")


def test_lead_before_an_unknown_name_is_no_part_of_it() -> None:
    found = identify(
        report("2024年度云岭桥县人社局法治政府建设情况报告"), "a.txt", None, load_regions(), None
    )
    assert (found.agency, found.region_code) == ("云岭桥县人力资源和社会保障局", None)
