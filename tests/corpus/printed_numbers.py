"""The value of a numeral as printed, for checking the ``v=`` that an annotator wrote beside it.

Deliberately small and independent of the product's own grammar of quantities: it sees the bare numeral of
an annotation, never a sentence.
"""

from __future__ import annotations

import re
import unicodedata

_MULTIPLES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "千万": 10_000_000, "亿": 100_000_000}
_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "俩": 2}
_HEDGES = re.compile(r"[余多几]")
_ARABIC = re.compile(r"(\d[\d,]*(?:\.\d+)?)(千万|[百千万亿])?%?")
_TENTHS = re.compile(r"([一二三四五六七八九])成")


def printed_value(number_text: str) -> float | None:
    """The number in base units, null where the text is no single numeral.

    Percent signs and 百分之 yield percent numbers (98.5% → 98.5), 八成 yields 80; hedges are dropped.
    """
    text = _HEDGES.sub("", re.sub(r"\s", "", unicodedata.normalize("NFKC", number_text)))
    if arabic := _ARABIC.fullmatch(text):
        multiple = _MULTIPLES[arabic.group(2)] if arabic.group(2) else 1
        return round(float(arabic.group(1).replace(",", "")) * multiple, 6)
    if tenths := _TENTHS.fullmatch(text):
        return _DIGITS[tenths.group(1)] * 10.0
    return _chinese(text.removeprefix("百分之"))


def _chinese(text: str) -> float | None:
    whole, point, decimals = text.partition("点")
    if not whole or any(char not in _DIGITS and char not in _MULTIPLES for char in whole):
        return None
    if any(char not in _DIGITS for char in decimals) or bool(point) != bool(decimals):
        return None
    fraction = float("0." + "".join(str(_DIGITS[char]) for char in decimals)) if decimals else 0.0
    return _chinese_whole(whole) + fraction


def _chinese_whole(text: str) -> int:
    """一万二千 → 12000; a multiple without a digit before it counts once (百 → 100, 十二 → 12)."""
    for big in ("亿", "万"):
        if big in text:
            left, _, right = text.partition(big)
            return (_chinese_whole(left) or 1) * _MULTIPLES[big] + _chinese_whole(right)
    total, digit = 0, 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total += (digit or 1) * _MULTIPLES[char]
            digit = 0
    return total + digit
