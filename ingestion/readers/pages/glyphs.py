"""Characters as printed files name them, as everybody writes them.

Fonts share one glyph between a character and its radical, and a printed file may then say ⼈ (a radical,
U+2F08) where 人 is meant. Ligatures and compatibility forms come about in the same way. Full-width
letters and digits are not touched: they are what was typed.
"""

from __future__ import annotations

import re
import unicodedata

_RADICALS = range(0x2F00, 0x2FE0)
_COMPATIBLE = (range(0xF900, 0xFB00), range(0xFB00, 0xFB07), _RADICALS)
# Of the CJK Radicals Supplement only two have a compatibility mapping; these are the simplified forms
# that are words of their own (Unicode, CJK Radicals Supplement, U+2E80–U+2EFF).
_SIMPLIFIED = {
    **{
        "⺁": "厂",
        "⺝": "月",
        "⺟": "母",
        "⺠": "民",
        "⺫": "目",
        "⺮": "竹",
        "⻁": "虎",
        "⻄": "西",
        "⻅": "见",
    },
    **{
        "⻆": "角",
        "⻉": "贝",
        "⻋": "车",
        "⻓": "长",
        "⻔": "门",
        "⻘": "青",
        "⻙": "韦",
        "⻚": "页",
        "⻛": "风",
    },
    **{
        "⻜": "飞",
        "⻝": "食",
        "⻢": "马",
        "⻣": "骨",
        "⻤": "鬼",
        "⻥": "鱼",
        "⻦": "鸟",
        "⻩": "黄",
        "⻬": "齐",
    },
    **{"⻮": "齿", "⻰": "龙", "⻳": "龟", "⼾": "户"},
}
_UNUSUAL = re.compile("[\u2e80-\u2fdf\uf900-\ufb06]")
# Marks of a line-end hyphen, controls, and what stands for "no character".
_NO_CHARACTER = re.compile("[\x00-\x08\x0b-\x1f\x7f\xad\ufffe\uffff\ufeff\u200b]")


def as_written(text: str) -> str:
    """The text with radicals, ligatures and compatibility forms as the characters they stand for."""
    return _UNUSUAL.sub(lambda match: _usual(match[0]), text) if _UNUSUAL.search(text) else text


def is_no_character(text: str) -> bool:
    """Whether a glyph stands for no character of the text."""
    return bool(_NO_CHARACTER.match(text))


def _usual(character: str) -> str:
    if character in _SIMPLIFIED:
        return _SIMPLIFIED[character]
    compatible = any(ord(character) in block for block in _COMPATIBLE)
    return unicodedata.normalize("NFKC", character) if compatible else character
