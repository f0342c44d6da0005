"""How typists, scanners and page breaks print numbers: blanks, broken lines, labels and slips."""

from __future__ import annotations

import pytest

from catalog import load_catalog
from ingestion.quantities import Mention, find_mentions

Found = tuple[str, float | None, str]


def quantities(text: str) -> list[Mention]:
    return [m for m in find_mentions(text, load_catalog()) if m.kind == "quantity"]


def printed(text: str) -> list[Found]:
    """The quantities of a text as raw text, value and measure word."""
    return [(text[m.start : m.end], m.value, m.unit) for m in quantities(text)]


BLANK_PARTS_THOUSANDS: list[tuple[str, list[Found]]] = [
    ("走访企业3 562家", [("3 562家", 3562, "家")]),
    ("走访企业12 480余家", [("12 480余家", 12480, "家")]),
    ("走访企业3\u00a0105家", [("3\u00a0105家", 3105, "家")]),
    ("走访企业3\u2009105家", [("3\u2009105家", 3105, "家")]),
    ("走访企业3\u202f105家", [("3\u202f105家", 3105, "家")]),
    ("追发工资1 234.5万元", [("1 234.5万元", 12_345_000, "元")]),
    ("评出甲级3 105家、乙级28家", [("3 105家", 3105, "家"), ("28家", 28, "家")]),
    ("2024年 120户", [("120户", 120, "户")]),
    ("2024 120户", [("120户", 120, "户")]),
    ("受理12 件、审结 3 件", [("12 件", 12, "件"), ("3 件", 3, "件")]),
]


@pytest.mark.parametrize(("text", "found"), BLANK_PARTS_THOUSANDS)
def test_one_blank_may_part_groups_of_three_before_a_measure_word(text: str, found: list[Found]) -> None:
    assert printed(text) == found


BLANK_AT_POINT: list[tuple[str, list[Found]]] = [
    ("网办率达到99 .4%", [("99 .4%", 99.4, "%")]),
    ("金额1845. 3 万元", [("1845. 3 万元", 18_453_000, "元")]),
    ("共12件，732. 6 万元", [("12件", 12, "件"), ("732. 6 万元", 7_326_000, "元")]),
    ("共计2 . 5万份", [("2 . 5万份", 25_000, "份")]),
    ("2. 5件案件由镇里办理", [("5件", 5, "件")]),
]


@pytest.mark.parametrize(("text", "found"), BLANK_AT_POINT)
def test_blanks_beside_the_point_belong_to_what_can_be_a_fraction(text: str, found: list[Found]) -> None:
    assert printed(text) == found


BROKEN_LINES: list[tuple[str, list[Found]]] = [
    ("标的6,120.88\n万元", [("6,120.88\n万元", 61_208_800, "元")]),
    ("标的１．２\n亿多元", [("１．２\n亿多元", 120_000_000, "元")]),
    ("发放3.5\r\n  万份", [("3.5\r\n  万份", 35_000, "份")]),
    ("为２，３４５名工人", [("２，３４５名", 2345, "名")]),
    ("分别为２，３件", [("２", 2, ""), ("３件", 3, "件")]),
    ("办结率１００％", [("１００％", 100, "%")]),
    ("共有12\n\n万元", [("12", 12, ""), ("万元", 10_000, "元")]),
]


@pytest.mark.parametrize(("text", "found"), BROKEN_LINES)
def test_a_line_may_break_before_the_scale_or_the_measure_word(text: str, found: list[Found]) -> None:
    assert printed(text) == found


IN_CHINESE = [
    ("达到百分之九十五点七", "百分之九十五点七", 95.7, None, None),
    ("达到百分之 九十五", "百分之 九十五", 95, None, None),
    ("百分之七十以上", "百分之七十以上", 70, None, None),
    ("千分之三点五", "千分之三点五", 0.35, None, None),
    ("万分之二", "万分之二", 0.02, None, None),
    ("百分之六十至七十", "百分之六十至七十", None, 60, 70),
    ("九成以上案件", "九成以上", 90, None, None),
    ("超六成投诉", "六成", 60, None, None),
    ("下降两成", "两成", 20, None, None),
    ("六七成职工", "六七成", None, 60, 70),
    ("六至七成", "六至七成", None, 60, 70),
    ("增加三点五万元", "三点五万元", 35_000, None, None),
    ("提高十二点五个百分点", "十二点五个百分点", 12.5, None, None),
]


@pytest.mark.parametrize(("text", "raw", "value", "low", "high"), IN_CHINESE)
def test_shares_and_decimals_in_words(
    text: str, raw: str, value: float | None, low: float | None, high: float | None
) -> None:
    (mention,) = quantities(text)
    assert (text[mention.start : mention.end], mention.value) == (raw, value)
    assert low is None or (mention.low, mention.high) == (low, high)


@pytest.mark.parametrize("text", ["由五成员组成", "三成立", "四成果", "一成本"])
def test_no_tenth_where_another_word_begins(text: str) -> None:
    assert quantities(text) == []


SECTIONS = [
    ("2.1 双随机监管", "2.1", []),
    ("2.1双随机监管", "2.1", []),
    ("1.2.3 检查", "1.2.3", []),
    ("概况。\n3.2 4个园区", "3.2", [("4个", 4, "个")]),
    ("概况\n  4.3 发布信息5条", "4.3", [("5条", 5, "条")]),
    ("概况\n6 复议应诉", "6", []),
    ("概况。\n8 2024年计划", "8", []),
    ("概况。\n2.2 日常巡查", "2.2", []),
    ("概况。\n2.3 根治欠薪", "2.3", []),
    ("概况。\n3 多元化解", "3", []),
    ("概况。\n4 园区建设", "4", []),
    ("概况。\n7 不足\n", "7", []),
    ("概况。\n2.6月至8月开展巡查", "2.", []),
    ("概况。\n1.2024年开展巡查", "1.", []),
]


@pytest.mark.parametrize(("text", "mark", "found"), SECTIONS)
def test_a_section_number_opens_its_line(text: str, mark: str, found: list[Found]) -> None:
    markers = [m for m in find_mentions(text, load_catalog()) if m.kind == "marker"]
    assert [text[m.start : m.end] for m in markers] == [mark]
    assert printed(text) == found


COUNTED_AT_LINE_START: list[tuple[str, list[Found]]] = [
    ("12 件已办结", [("12 件", 12, "件")]),
    ("2.5 万元已发放", [("2.5 万元", 25_000, "元")]),
    ("罚款\n2.5亿元", [("2.5亿元", 250_000_000, "元")]),
    ("5 个园区", [("5 个", 5, "个")]),
    ("20 多万份", [("20 多万份", 200_000, "份")]),
    ("办件\t9\t-22.2", [("9", 9, ""), ("22.2", 22.2, "")]),
]


@pytest.mark.parametrize(("text", "found"), COUNTED_AT_LINE_START)
def test_a_counted_number_at_a_line_start_is_a_quantity(text: str, found: list[Found]) -> None:
    assert printed(text) == found


LABELS = [
    ("表2", "表2", []),
    ("表 2 处罚情况", "表 2", []),
    ("表2 5件", "表2", [("5件", 5, "件")]),
    ("见附件1", "附件1", []),
    ("附表3：台账", "附表3", []),
    ("如图1所示", "图1", []),
]


@pytest.mark.parametrize(("text", "label", "found"), LABELS)
def test_the_number_of_a_table_or_annex_is_a_name(text: str, label: str, found: list[Found]) -> None:
    names = [text[m.start : m.end] for m in find_mentions(text, load_catalog()) if m.kind == "name"]
    assert label in names
    assert printed(text) == found


@pytest.mark.parametrize("text", ["代表2人", "发表5篇", "图书3册", "列表12份", "附件3份"])
def test_a_word_that_ends_like_a_label_counts(text: str) -> None:
    (mention,) = quantities(text)
    assert mention.value is not None


DOUBTFUL = [
    ("接收线索3 11 条", "3 11 条", "条"),
    ("共受理1 2 件", "1 2 件", "件"),
    ("概况。\n4 120家企业", "4 120家", "家"),
    ("许可1O家", "1O家", "家"),
    ("许可l5件", "l5件", "件"),
    ("许可1O5件", "1O5件", "件"),
    ("金额l5.6万元", "l5.6万元", "元"),
]


@pytest.mark.parametrize(("text", "raw", "unit"), DOUBTFUL)
def test_a_spoilt_number_is_one_mention_without_a_value(text: str, raw: str, unit: str) -> None:
    (mention,) = find_mentions(text, load_catalog())
    assert (text[mention.start : mention.end], mention.unit, mention.doubtful) == (raw, unit, True)
    assert (mention.kind, mention.value, mention.low, mention.high) == ("quantity", None, None, None)


SPACED_TEXT = "设岗位 3 1 个，来访 7 20 余人，核验 4 15 户。"
PUT_TOGETHER = [
    ("", "作出认定 2 ,417 件，", "2 ,417 件", 2417, "exact"),
    ("", "追回欠款3 204.7\n万元，", "3 204.7\n万元", 32047000, "exact"),
    (SPACED_TEXT, "追回欠款7 45. 6万元。", "7 45. 6万元", 7456000, "exact"),
    (SPACED_TEXT, "满意率达 9 8.4%。", "9 8.4%", 98.4, "exact"),
    (SPACED_TEXT, "参学率1 00%，", "1 00%", 100, "exact"),
    (SPACED_TEXT, "接待8 00多人次。", "8 00多人次", 800, "at_least"),
]


@pytest.mark.parametrize(("before", "text", "raw", "value", "qualifier"), PUT_TOGETHER)
def test_digits_set_apart_are_one_number_where_the_text_shows_the_habit(
    before: str, text: str, raw: str, value: float, qualifier: str
) -> None:
    (mention,) = (m for m in find_mentions(before + text, load_catalog()) if m.start >= len(before))
    printed = (before + text)[mention.start : mention.end]
    assert (printed, mention.value, mention.qualifier, mention.parted) == (raw, value, qualifier, True)


def test_a_share_above_the_whole_is_not_put_together() -> None:
    *_, mention = find_mentions(SPACED_TEXT + "参学率17 5%。", load_catalog())
    assert (mention.value, mention.doubtful) == (None, True)


@pytest.mark.parametrize("text", ["A4纸3张", "5G基站3个", "O2O平台3个", "CO2排放3吨"])
def test_letters_of_a_name_are_no_slips(text: str) -> None:
    (mention,) = quantities(text)
    assert (mention.value, mention.doubtful) == (3, False)


def test_a_slip_in_a_year_leaves_it_a_date() -> None:
    text = "于2O21年施行"
    (mention,) = find_mentions(text, load_catalog())
    assert (text[mention.start : mention.end], mention.kind) == ("2O21年", "date")
