"""Automatic numbering: the labels that Word shows are rebuilt into the text."""

from __future__ import annotations

import pytest
from invented_office_files import W, paragraph, word_body

from ingestion.readers import read_document
from ingestion.readers.wordprocessing.numerals import numeral


def level(index: int, number_format: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


LEVELS = (
    level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3.")
)
NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{LEVELS}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="8">{level(0, "bullet", "●")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="9">{level(0, "decimal", "%1.")}{level(1, "decimal", "%1.%2")}'
    f"{level(2, 'chineseCounting', '第%3条')}</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="9"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num></w:numbering>"
)


def item(text: str, number: int, index: int = 0) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, properties=properties)


@pytest.mark.parametrize(
    ("rule", "items", "expected"),
    [
        (
            "levels count",
            [("甲", 1, 0), ("乙", 1, 1), ("丙", 1, 1), ("丁", 1, 0)],
            "一、甲 （一）乙 （二）丙 二、丁",
        ),
        (
            "a deeper level starts again",
            [("甲", 1, 0), ("乙", 1, 1), ("丙", 1, 0), ("丁", 1, 1)],
            "一、甲 （一）乙 二、丙 （一）丁",
        ),
        ("bullets show nothing", [("甲", 2, 0)], "甲"),
        ("number 0 switches numbering off", [("甲", 0, 0)], "甲"),
        ("higher levels are shown", [("甲", 3, 0), ("乙", 3, 1)], "1.甲 1.1 乙"),
        ("a digit keeps its distance", [("2031年", 3, 0)], "1. 2031年"),
        ("an article keeps its distance", [("甲", 3, 2)], "第一条 甲"),
        (
            "an overridden list starts again",
            [("甲", 1, 0), ("乙", 4, 0), ("丙", 4, 0)],
            "一、甲 一、乙 二、丙",
        ),
        ("an empty item counts", [("甲", 1, 0), ("", 1, 0), ("乙", 1, 0)], "一、甲 三、乙"),
        ("an unknown list shows nothing", [("甲", 99, 0)], "甲"),
    ],
)
def test_labels(rule: str, items: list[tuple[str, int, int]], expected: str) -> None:
    body = "".join(item(*entry) for entry in items)
    document = read_document("报告.docx", word_body(body, {"numbering": NUMBERING}))
    assert document.text.replace("\n", " ") == expected, rule


def test_a_style_brings_its_numbering() -> None:
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="a1"><w:name w:val="章标题"/>'
        "<w:pPr><w:numPr>"
        '<w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="章"/><w:basedOn w:val="a1"/></w:style>'
        "</w:styles>"
    )
    body = paragraph("总体情况", properties='<w:pStyle w:val="a2"/>')
    document = read_document("报告.docx", word_body(body, {"numbering": NUMBERING, "styles": styles}))
    assert document.text == "一、总体情况"
    assert (document.blocks[0].kind, document.blocks[0].level) == ("heading", 1)


@pytest.mark.parametrize(
    ("number_format", "number", "expected"),
    [
        ("chineseCounting", 1, "一"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 12, "十二"),
        ("chineseCounting", 20, "二十"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("chineseLegalSimplified", 11, "壹拾壹"),
        ("ideographDigital", 10, "一〇"),
        ("ideographTraditional", 3, "丙"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalFullWidth", 12, "１２"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 27, "aa"),
        ("decimal", 7, "7"),
        ("someFutureFormat", 7, "7"),
    ],
)
def test_numerals(number_format: str, number: int, expected: str) -> None:
    assert numeral(number_format, number) == expected
