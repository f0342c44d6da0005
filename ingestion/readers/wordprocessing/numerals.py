"""The numerals of automatic numbering: 3 as 三, ③, iii, 丙 (ISO 29500-1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_COUNTING_DIGITS = "零一二三四五六七八九"
_IN_WORDS_BELOW = 10_000
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_CIRCLED, _PARENTHESISED, _STOPPED = 0x2460, 0x2474, 0x2488
_SERIES_LENGTH = 20
_ALPHABET = 26


def numeral(number_format: str, number: int) -> str:
    """The number as this number format writes it; decimal where the format is not known."""
    return _FORMATS.get(number_format, str)(number)


def chinese_counting(number: int) -> str:
    """A number below 10,000 in words: 一, 十, 十二, 二十, 一百零五."""
    words = _in_words(number, _COUNTING_DIGITS, "十百千")
    return words.removeprefix("一") if words.startswith("一十") else words


def _legal(number: int) -> str:
    """The forms of contracts, which keep the leading one: 壹拾壹."""
    return _in_words(number, _LEGAL_DIGITS, "拾佰仟")


def _in_words(number: int, digits: str, units: str) -> str:
    if not 0 < number < _IN_WORDS_BELOW:
        return str(number)
    words = ""
    for position, digit in enumerate(reversed(str(number))):
        unit = units[position - 1] if position else ""
        if digit != "0":
            words = digits[int(digit)] + unit + words
        elif words and not words.startswith(digits[0]):
            words = digits[0] + words
    return words


def _digital(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _cycle(series: str) -> Callable[[int], str]:
    return lambda number: series[(number - 1) % len(series)] if number > 0 else str(number)


def _enclosed(first: int) -> Callable[[int], str]:
    return lambda number: chr(first + number - 1) if 0 < number <= _SERIES_LENGTH else str(number)


def _roman(number: int) -> str:
    written = ""
    for weight, letters in _ROMAN:
        written += letters * (number // weight)
        number %= weight
    return written


def _letters(number: int) -> str:
    if number < 1:
        return str(number)
    return chr(ord("a") + (number - 1) % _ALPHABET) * ((number - 1) // _ALPHABET + 1)


def _nothing(_: int) -> str:
    return ""


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    "decimalFullWidth2": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    "chineseCounting": chinese_counting,
    "chineseCountingThousand": chinese_counting,
    "taiwaneseCounting": chinese_counting,
    "taiwaneseCountingThousand": chinese_counting,
    "japaneseCounting": chinese_counting,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "decimalEnclosedCircle": _enclosed(_CIRCLED),
    "decimalEnclosedCircleChinese": _enclosed(_CIRCLED),
    "ideographEnclosedCircle": _enclosed(0x3220),
    "decimalEnclosedParen": _enclosed(_PARENTHESISED),
    "decimalEnclosedFullstop": _enclosed(_STOPPED),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "bullet": _nothing,
    "none": _nothing,
}
