"""Numerals that state no quantity: dates, names, ordinals, list markers, and ordinary words."""

from __future__ import annotations

import pytest

from catalog import load_catalog
from ingestion.quantities import find_mentions

KINDS = [
    ("落实三项制度", "三项制度", "name"),
    ("落实6项制度", "6项制度", "name"),
    ("推行双随机、一公开监管", "双随机、一公开", "name"),
    ("企业最多跑一次", "最多跑一次", "name"),
    ("开展“八五”普法", "八五", "name"),
    ("贯彻党的二十大精神", "二十大精神", "name"),
    ("贯彻二十届三中全会精神", "二十届三中全会", "name"),
    ("落实一把手责任", "一把手", "name"),
    ("拨打12333热线", "12333", "name"),
    ("经12345平台转来", "12345", "name"),
    ("提供24小时自助服务", "24小时自助", "name"),
    ("第711号令公布", "第711号", "name"),
    ("依据第五十条规定", "第五十条", "name"),
    ("联系电话0571-87654321", "0571-87654321", "name"),
    ("构建“1+3+N”体系", "1+3+N", "name"),
    ("十堰市人社局", "十堰市", "name"),
    ("《2024年工作要点》", "2024年", "name"),
    ("使用A4纸", "4", "name"),
    ("追发金额（万元）", "万元", "name"),
    ("追发金额（万\n元）", "万\n元", "name"),
    ("资料（份、万份）", "万份", "name"),
    ("单位：户、件、亿元", "亿元", "name"),
    ("2024年1月10日", "2024年1月10日", "date"),
    ("二〇二四年十二月", "二〇二四年十二月", "date"),
    ("2021—2025年规划", "2021—2025年", "date"),
    ("今年1—11月", "1—11月", "date"),
    ("上半年开展", "上半年", "date"),
    ("三季度末", "三季度", "date"),
    ("第三季度末", "第三季度", "date"),
    ("近五年来", "五年来", "date"),
    ("第14次集体学习", "第14", "ordinal"),
    ("第二批名单", "第二", "ordinal"),
    ("首次开展", "首次", "ordinal"),
    ("十一期间开展巡查", "十一期间", "date"),
    ("十一黄金周值守", "十一黄金周", "date"),
    ("十一前集中检查", "十一", "date"),
    ("元旦、春节、五一、十一节日期间", "十一", "date"),
    ("国庆和十一件件抓落实", "十一", "date"),
    ("从十一起实行", "十一", "date"),
    ("自十一起开展", "十一", "date"),
    ("十一户外宣传", "十一", "date"),
    ("截至十一月底", "十一月底", "date"),
    ("五一张贴通告", "五一", "date"),
    ("三八家访", "三八", "date"),
    ("双十一件量大", "双十一", "date"),
    ("九一八起纪念", "九一八", "name"),
    ("建成一校一所", "一校一", "name"),
    ("实现零跑腿", "零跑腿", "name"),
    ("诉讼败诉率为零", "零", "name"),
    ("一、工作情况", "一、", "marker"),
    ("（二）存在问题", "（二）", "marker"),
    ("加强领导。一是抓学习", "一是", "marker"),
    ("1.加强领导", "1.", "marker"),
    ("（3）加强领导", "（3）", "marker"),
    ("①加强领导", "①", "marker"),
]


@pytest.mark.parametrize(("text", "raw", "kind"), KINDS)
def test_the_numeral_is_accounted_for_as_what_it_is(text: str, raw: str, kind: str) -> None:
    found = [(text[m.start : m.end], m.kind) for m in find_mentions(text, load_catalog())]
    assert (raw, kind) in found
    assert all(what != "quantity" for _, what in found)


@pytest.mark.parametrize(
    "text",
    [
        "四处走访",
        "万一户主不在",
        "一一件件核对",
        "零件加工",
        "进一步加强",
        "统一部署",
        "千部带头",
        "双方协商一致",
        "千方百计",
        "十分重要",
        "一般程序",
    ],
)
def test_ordinary_words_are_no_mentions(text: str) -> None:
    assert find_mentions(text, load_catalog()) == ()


def test_an_ordinary_word_does_not_swallow_a_numeral() -> None:
    text = "查处案件二十一起"
    (mention,) = find_mentions(text, load_catalog())
    assert (text[mention.start : mention.end], mention.value) == ("二十一起", 21)


def test_a_line_number_that_is_counted_is_a_quantity() -> None:
    (mention,) = find_mentions("受理12345件", load_catalog())
    assert (mention.kind, mention.value) == ("quantity", 12345)


@pytest.mark.parametrize("text", ["成百上千件小事", "三番五次上门", "陆续开展", "收拾现场", "大陆百货商场"])
def test_idioms_and_words_with_numerals_of_accounts_count_nothing(text: str) -> None:
    found = find_mentions(text, load_catalog())
    assert [m for m in found if m.kind == "quantity"] == []
