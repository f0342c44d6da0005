"""Scope, period, comparison, assertion and bounds of a figure."""

from __future__ import annotations

from datetime import date

import pytest
from reading_aids import YEAR, facts, of, read

ARBITRATION = "受理劳动人事争议案件{}件"

SCOPES = [
    ("stated for the region", "全县受理劳动人事争议案件53件。", "county", "53", ("region", "stated")),
    ("stated for the bureau", "市本级办理行政应诉案件12件。", "city", "12", ("own", "stated")),
    (
        "inherited in the list",
        "省本级办理行政复议案件31件；办理行政应诉案件45件。",
        "province",
        "45",
        ("own", "inherited"),
    ),
    (
        "inherited by what leans on it",
        "全市接收欠薪线索88条。涉及210人。",
        "city",
        "210",
        ("region", "inherited"),
    ),
    ("the system", "全市人社系统开展普法活动36场。", "city", "36", ("system", "stated")),
    (
        "default of a county bureau's arbitration",
        "受理劳动人事争议案件53件。",
        "county",
        "53",
        ("region", "default"),
    ),
    (
        "default of a city bureau's arbitration",
        "受理劳动人事争议案件53件。",
        "city",
        "53",
        ("own", "default"),
    ),
    ("default of litigation", "办理行政应诉案件12件。", "county", "12", ("own", "default")),
    (
        "a word in a bracket holds inside only",
        "受理投诉举报66件（其中市本级20件），立案31件。",
        "city",
        "31",
        ("own", "default"),
    ),
]


@pytest.mark.parametrize(
    ("text", "level", "raw", "expected"), [s[1:] for s in SCOPES], ids=[s[0] for s in SCOPES]
)
def test_scope(text: str, level: str, raw: str, expected: tuple[str, str]) -> None:
    found = of(text, raw, level=level, region=None)
    assert (found.disposition, found.org_scope, found.scope_basis) == ("fact", *expected)


def test_the_part_of_the_bureau_itself_has_the_noun_of_the_whole() -> None:
    text = "全市受理劳动人事争议案件310件，其中市本级86件。"
    found = of(text, "86", level="city", region="澄湾市")
    assert (found.indicator_id, found.org_scope, found.disposition) == ("arb_cases_accepted", "own", "fact")


@pytest.mark.parametrize("text", ["全国受理劳动人事争议案件300万件。", "全市受理劳动人事争议案件3100件。"])
def test_another_bodys_figure_is_a_reference(text: str) -> None:
    (found,) = [o for o in read(text) if o.value is not None]
    assert (found.disposition, found.assertion) == ("reference", "reference")


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("法院劳动争议案件受理总量510件。", "510"),
        ("2031年，县城管局的行政处罚案件共41件。", "41"),
        ("县交通局执法人员持证率100%。", "100"),
        ("县水利局行政执法人员36人，持证率100%。", "36"),
        ("县委网信办两微一端发布推文80条。", "80"),
        ("全县各部门行政处罚案件共1200件。", "1200"),
    ],
)
def test_a_body_before_the_words_of_a_figure_holds_it(text: str, raw: str) -> None:
    assert of(text, raw).disposition == "reference"


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("县人民法院行政诉讼一审案件5件。", "5"),
        ("县政府行政复议案件维持3件。", "3"),
        ("会同县城管局检查在建工程项目52个。", "52"),
        ("根据县信访局转办，受理欠薪投诉案件23件。", "23"),
        ("移送公安机关涉嫌犯罪案件3件。", "3"),
        ("收到检察院检察建议2件。", "2"),
        ("县人社局行政处罚案件12件。", "12"),
    ],
)
def test_a_body_that_hears_or_helps_holds_no_figure(text: str, raw: str) -> None:
    assert of(text, raw).disposition == "fact"


def test_a_county_level_city_may_call_itself_a_city() -> None:
    assert of("全市受理劳动人事争议案件310件。", "310", region="望杉市").disposition == "fact"


PERIODS = [
    ("no word of time", "受理劳动人事争议案件53件。", "53", "full_year", YEAR),
    ("the year", f"{YEAR}年受理劳动人事争议案件53件。", "53", "full_year", YEAR),
    ("the year so far", "截至目前，受理劳动人事争议案件53件。", "53", "ytd", YEAR),
    ("until a month", "截至11月底，受理劳动人事争议案件53件。", "53", "ytd", YEAR),
    ("since a year", f"{YEAR}年以来，受理劳动人事争议案件53件。", "53", "ytd", YEAR),
    ("months", "1—11月，受理劳动人事争议案件53件。", "53", "range", YEAR),
    (
        "months of a year named twice",
        f"{YEAR}年1月至{YEAR}年11月受理劳动人事争议案件53件。",
        "53",
        "range",
        YEAR,
    ),
    ("half a year", "上半年受理劳动人事争议案件53件。", "53", "range", YEAR),
    ("a campaign", "开展民法典宣传月活动，发放宣传资料900份。", "900", "event", YEAR),
    ("a stock that stands", "全县现有劳动人事争议调解组织27个。", "27", "point_in_time", YEAR),
    ("several years", "近三年，受理劳动人事争议案件530件。", "530", "multi_year", YEAR),
    (
        "a rating of another year",
        f"开展{YEAR - 1}年度劳动保障守法诚信等级评价，评定A级企业31户。",
        "31",
        "other_reference_year",
        YEAR - 1,
    ),
]


@pytest.mark.parametrize(
    ("text", "raw", "period", "year"), [p[1:] for p in PERIODS], ids=[p[0] for p in PERIODS]
)
def test_period(text: str, raw: str, period: str, year: int) -> None:
    found = of(text, raw)
    assert (found.disposition, found.period_type, found.period_year) == ("fact", period, year)


OPENING = (
    "青岚县人力资源和社会保障局工作总结\n\n各项工作取得进展。{}\n一、调解仲裁\n受理劳动人事争议案件53件。"
)
ANNOUNCED = [
    ("the months of the report", "现将1—11月工作情况总结如下：", "range"),
    ("the closing day of the report", f"截至{YEAR}年11月30日，有关情况如下：", "ytd"),
    ("with a bracket behind", "截至11月底，完成情况总结如下（附表另报）：", "ytd"),
    ("a note on the data", "本报告所列数据，除另有说明外，均为1—10月数。", "range"),
    ("a note in a bracket", "（以下数字如无特别说明，均截止到10月底）", "ytd"),
    ("how it was counted", "报告中的数据按1—11月口径统计。", "range"),
    ("the day of the count", "（以下数据除注明外均统计至11月30日）", "ytd"),
    ("data of other years", f"{YEAR - 1}年数据统计至11月底。", "full_year"),
    ("what was done with data", "统计数据由各股室在1—11月分批上报。", "full_year"),
    ("data of one figure", "据统计，1—11月，接待群众312人次。", "full_year"),
    ("the whole year", f"现将{YEAR}年工作情况报告如下：", "full_year"),
    ("a time of one figure", "1—11月召开会议4次，现将情况报告如下：", "full_year"),
    ("a time that announces nothing", "1—11月，全局上下齐心协力。", "full_year"),
]


@pytest.mark.parametrize(("sentence", "period"), [a[1:] for a in ANNOUNCED], ids=[a[0] for a in ANNOUNCED])
def test_what_the_opening_announces_is_the_period_of_every_figure(sentence: str, period: str) -> None:
    assert of(OPENING.format(sentence), "53").period_type == period


def test_what_a_section_announces_is_not_the_period_of_the_next_one() -> None:
    text = "一、调解仲裁\n1—11月工作情况如下：受理劳动人事争议案件53件。\n二、监察执法\n检查用人单位208户。"
    assert [of(text, raw).period_type for raw in ("53", "208")] == ["range", "full_year"]


def test_what_one_point_says_is_no_scope_of_the_next() -> None:
    text = "一是全县6个镇未设窗口;二是执法人员持证率为82%。"
    assert of(text, "82").org_scope == "own"


def test_of_all_bodies_of_a_region_named_before_is_told() -> None:
    text = "全省受理欠薪线索900条；各级监察机构立案查处违法案件126件。"
    assert [of(text, raw).disposition for raw in ("900", "126")] == ["reference", "reference"]


def test_a_line_that_begins_with_a_festival_of_the_year_to_come_tells_of_what_was_done() -> None:
    text = f"一、工作情况\n{YEAR + 1}年春节前为32名农民工追回工资45万元。"
    assert of(text, "32").disposition == "fact"


def test_a_district_speaks_of_its_city() -> None:
    text = "全市评出A级企业900户，我区A级企业26户。"
    assert [of(text, raw, level=None).disposition for raw in ("900", "26")] == ["reference", "fact"]


def test_a_part_of_the_year_in_a_heading_is_the_period_of_its_section() -> None:
    text = "一、1—10月工作情况\n(一)争议处理\n受理劳动人事争议案件53件。\n二、队伍建设\n检查用人单位208户。"
    assert [of(text, raw).period_type for raw in ("53", "208")] == ["range", "full_year"]


def test_a_range_of_months_has_its_first_and_last_day() -> None:
    found = of("1—11月，受理劳动人事争议案件53件。", "53")
    assert (found.period_start, found.period_end) == (date(YEAR, 1, 1), date(YEAR, 11, 30))


def test_a_campaign_has_its_name() -> None:
    assert "冬季攻坚行动" in (of("开展治欠保支冬季攻坚行动，检查在建项目36个。", "36").event_label or "")


def test_a_year_in_a_closed_bracket_says_nothing_of_what_follows() -> None:
    found = of(f"行政复议案件6件（{YEAR - 1}年9件），行政诉讼案件4件。", "4")
    assert (found.disposition, found.period_year) == ("fact", YEAR)


LAST_YEAR = [
    "受理劳动人事争议案件53件，比上年的47件增加6件。",
    "受理劳动人事争议案件53件（去年同期47件）。",
    f"{YEAR - 1}年受理劳动人事争议案件47件，{YEAR}年受理劳动人事争议案件53件。",
]


@pytest.mark.parametrize("text", LAST_YEAR)
def test_last_years_level_is_a_reference_of_that_year(text: str) -> None:
    found = of(text, "47")
    assert (found.disposition, found.assertion) == ("reference", "reference")
    assert (found.indicator_id, found.period_type, found.period_year) == (
        "arb_cases_accepted",
        "previous_year",
        YEAR - 1,
    )
    assert facts(text) == {("arb_cases_accepted", 53)}


DIFFERENCES = [
    "同比增长12.5%",
    "较上年减少9件",
    "同比上升0.6个百分点",
    "比上年同期增加9件",
    "是上年的1.5倍",
    "增幅达20%",
]


@pytest.mark.parametrize("difference", DIFFERENCES)
def test_a_difference_is_never_a_level(difference: str) -> None:
    text = f"受理劳动人事争议案件53件，{difference}。"
    assert facts(text) == {("arb_cases_accepted", 53)}
    assert [o.disposition for o in read(text) if o.value not in (None, 53)] == ["reference"]


def test_all_growth_rates_of_a_row_are_differences() -> None:
    text = "受理案件、审结案件、结案率均有提高，分别同比增长6.3%、8.1%和12.5%。"
    assert [o.disposition for o in read(text) if o.value is not None] == ["reference"] * 3


def test_the_level_reached_has_the_noun_of_the_level_left() -> None:
    text = "调解成功率由上年的65.1%提高到71.3%。"
    assert facts(text) == {("med_success_rate", 71.3)}
    assert of(text, "65.1").disposition == "reference"


def test_a_claim_is_a_fact_that_says_so() -> None:
    found = of("确保负责人出庭应诉率达到100%。", "100")
    assert (found.disposition, found.assertion) == ("fact", "claimed")


def test_a_target_is_none() -> None:
    found = of("力争调解成功率达到75%以上。", "75")
    assert (found.disposition, found.assertion) == ("target", "target")


def test_what_the_plans_say_is_a_target() -> None:
    text = "一、工作成效\n受理劳动人事争议案件53件。\n二、下一步工作打算\n开展普法活动40场。"
    assert facts(text) == {("arb_cases_accepted", 53)}
    assert of(text, "40").disposition == "target"


AIMS = [
    ("aims of the year behind a colon", "年度目标：举办普法讲座20场，发放宣传资料5000份。"),
    (
        "led by a word of next year",
        "工作有进步。明年，我们将努力，调解成功率保持在70%以上，举办普法讲座15场。",
    ),
    ("the sentence after one", "受理争议。下一步，继续抓好普法。举办普法讲座15场，悬挂横幅30条。"),
    ("an aim governs over commas", "力争仲裁结案率达到95%，调解成功率不低于70%。"),
    ("a list that ends as aims", "明确举办普法讲座15场、悬挂横幅30条等8项工作目标。"),
    ("the end of a plan period", "“十四五”末，调解成功率达到75%。"),
    ("under a heading with a bare number", f"8 {YEAR + 1}年计划\n举办普法讲座15场，检查用人单位500户。"),
]


@pytest.mark.parametrize("text", [a[1] for a in AIMS], ids=[a[0] for a in AIMS])
def test_what_is_yet_to_come_is_a_target(text: str) -> None:
    assert facts(text) == set()
    assert any(o.disposition == "target" for o in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "下一步，继续抓好普法。\n全年举办普法讲座15场。",
        "今后将加强普法。今年举办普法讲座15场。",
        "12件结转下年，举办普法讲座15场。",
    ],
)
def test_what_was_done_stays_a_fact_beside_plans(text: str) -> None:
    assert ("pub_lectures", 15) in facts(text)


def test_a_clause_about_last_year_tells_of_last_year() -> None:
    text = "去年受理劳动人事争议案件53件，结案50件，今年受理劳动人事争议案件61件。"
    assert facts(text) == {("arb_cases_accepted", 61)}
    assert of(text, "53").disposition == "reference"


def test_what_was_carried_over_from_last_year_is_of_this_year() -> None:
    assert ("arb_cases_carried_over", 5) in facts("上年结转仲裁案件5件，受理劳动人事争议案件53件。")


def test_what_a_figure_is_measured_against_says_nothing_of_the_next() -> None:
    text = "受理劳动人事争议案件5300件，占全国的3.4%；调解成功率79.3%。"
    assert ("med_success_rate", 79.3) in facts(text, level="province", region=None)


def test_a_wider_system_is_another_body() -> None:
    text = "1至11月全省人社系统共追发工资5.6亿元。"
    assert of(text, "5.6").disposition == "reference"


def test_what_the_problems_say_is_a_fact_that_says_so() -> None:
    text = "一、工作成效\n略。\n二、存在的问题\n仍有7个在建项目未缴纳农民工工资保证金。"
    found = of(text, "7")
    assert (found.disposition, found.assertion) == ("fact", "problem")


def test_sections_are_found_without_line_breaks() -> None:
    text = "一、工作成效（一）受理劳动人事争议案件53件。二、存在问题略。三、下步打算开展普法活动40场。"
    assert facts(text) == {("arb_cases_accepted", 53)}


@pytest.mark.parametrize(
    "text",
    [
        "对400万元以上政府投资项目逐一摸排。",
        "对10人以上集体争议案件挂牌督办。",
        "对涉案金额100万元以上的案件提级办理。",
    ],
)
def test_a_limit_is_a_threshold(text: str) -> None:
    (found,) = [o for o in read(text) if o.value is not None]
    assert (found.disposition, found.assertion) == ("threshold", "threshold")


BOUNDS = [
    ("发放宣传资料3500余份。", 3500, 3500, None, "at_least"),
    ("发放宣传资料近3500份。", 3500, None, 3500, "at_most"),
    ("发放宣传资料约3500份。", 3500, None, None, "approx"),
    ("调解成功率达60%～70%。", None, 60, 70, "range"),
]


@pytest.mark.parametrize(("text", "value", "low", "high", "qualifier"), BOUNDS)
def test_bounds_stay_with_the_fact(
    text: str, value: float | None, low: float | None, high: float | None, qualifier: str
) -> None:
    (found,) = [o for o in read(text) if o.qualifier is not None]
    assert found.disposition == "fact"
    assert (found.value, found.value_low, found.value_high, found.qualifier) == (value, low, high, qualifier)


CAMPAIGN = """青岚县清欠专项检查成效明显

{}县人社局开展农民工工资支付情况专项检查。

一是排查到位。共检查用人单位73户。
"""


@pytest.mark.parametrize(
    ("lead", "period"),
    [
        ("2031年1月5日至3月10日，", "event"),
        ("连日来，", "event"),
        ("为维护劳动者权益，", "full_year"),
    ],
)
def test_a_campaign_named_by_the_title_and_dated_by_the_lead_holds_for_the_report(
    lead: str, period: str
) -> None:
    assert of(CAMPAIGN.format(lead), "73").period_type == period


def test_what_a_body_of_a_higher_level_did_is_no_figure_of_the_bureau() -> None:
    text = "市支队对2家企业作出处罚，移送公安机关3件。"
    assert of(text, "3", level="county").disposition == "reference"
    assert of(text, "3", level="city").disposition == "fact"
