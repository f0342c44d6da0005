"""The written forms of numbers as one regular expression, built from the measure words and hedges.

All patterns are read on normalised text (see :mod:`ingestion.quantities.normalise`) and matched at the first
character of a numeral. Groups are tried in order: what is never a number (dates, document numbers, list
markers) comes before quantities.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ingestion.quantities.numerals import NUMERAL_CHARACTERS

BLANK = r"[ \t]{0,3}"
BREAK = r"[ \t]{0,3}(?:\r?\n[ \t]{0,8})?"
SPACED = r"[1-9]\d{0,2}(?: \d{3}){1,3}(?! ?\d)(?:\.\d+)?"
"""A blank between groups of three digits; a measure word must follow, else these are several numbers."""
BROKEN_POINT = r"\d+(?:,\d{3})*(?: \. ?| ?\. )\d{1,4}(?!\d)"
"""Blanks that a scanner put beside the decimal point; what can be a fraction must follow."""
PLAIN = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
CHINESE = f"[{NUMERAL_CHARACTERS}]+"
CHINESE_DIGIT = "[〇零一二三四五六七八九十]"
FRACTIONAL = "元|倍|公里|平方|公顷|吨|亩|小时"
"""Measure words of what has fractions."""
SPOKEN_DIGIT = "[〇零一二三四五六七八九]"
SPOKEN_PLACES = rf"点{SPOKEN_DIGIT}+(?![十百年月日分])"
NUMERAL = rf"(?:{PLAIN}|{CHINESE})"
SMALL = rf"(?:\d{{1,2}}|{CHINESE_DIGIT}{{1,3}})"
DASH = "(?:-{1,2}|~|至|到)"
RANGE_AHEAD = "(?=[^-~至到。;:、()“”]{1,64}+[-~至到])"
"""Most numbers open no range: this is seen before a range is tried in all its forms."""

YEAR = r"(?:(?:19|20)(?:\d\d|\d[xX*#]|[xX*#]{2})|[二2][〇零0][〇零一二三四五六七八九]{2})"
DAY = rf"{BREAK}{SMALL}{BLANK}[日号]"
MONTH = rf"{SMALL}{BREAK}月(?:份|底|初|末|中旬|上旬|下旬)?"
QUARTER = rf"(?:前?{SMALL}(?:{DASH}{SMALL})?(?:个)?季度)"
DATES = (
    rf"{YEAR}{BLANK}(?:年)?{BLANK}{DASH}{BLANK}{YEAR}{BREAK}年(?:度|间)?",
    rf"{YEAR}{BREAK}年(?:度)?(?:{BREAK}{MONTH}(?:{BLANK}{DASH}{BLANK}{MONTH})?(?:{DAY})?)?",
    rf"{YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d)",
    rf"{YEAR}[-/.]\d{{1,2}}月",
    rf"{SMALL}月?{BLANK}{DASH}{BLANK}{MONTH}",
    rf"{MONTH}(?:{DAY}(?:{BLANK}{DASH}{BLANK}{SMALL}日)?)?",
    rf"{SMALL}(?:{BLANK}日)?{BLANK}{DASH}{BLANK}{SMALL}{BLANK}日",
    rf"{SMALL}日(?=[上下]午|至|前|起|止|,|。|、|\)|印发|召开)",
    QUARTER,
    r"\d{1,2}:\d{2}(?!\d)",
    rf"{NUMERAL}年(?:来|内|间|期|以来|规划|行动|计划)?",
)
FIRST = re.compile(r"(?:\[[^\]^\\]+\]|[^\[\](){}\\.^$|?*+-])(?![?*{|])")
"""The one character, or set of them, that a pattern must begin with."""
DATE_AHEAD = (
    rf"(?:(?=[{NUMERAL_CHARACTERS}\dxX*#,.]{{1,64}}+{BREAK}(?:[-~至到年月日号季:/]|个季))|(?=.{{4}}\.))"
)
"""What follows the numeral of a date, or the year of a dotted one: most numerals are seen to begin none."""
NAMES = (
    r"\d{4}[〕\]】)]" + rf"{BLANK}第?{BLANK}\d+(?:-\d+)?{BLANK}号",
    rf"\d{{1,6}}+(?:-\d+)?{BLANK}号(?:令|文|文件|公告|通告|主席令|国务院令|楼|院|线|信箱)?(?!\d)",
    r"0\d{2,3}-\d{7,8}(?!\d)",
    r"1[3-9]\d{9}(?!\d)",
    r"\d{3,4}-\d{7,8}(?!\d)",
    r"\d++(?:\.\d++)?[A-Za-z][A-Za-z0-9._/:-]*",
    r"\d++(?:\.\d++){2,}",
    r"\d{1,2}·\d{1,2}",
    r"\d++(?:\.\d++)?版",
)
TENTH = "(?:[一二两三四五六七八九]|(?<![\\d.])\\d)"
SIGNED = r"(?:\d+[.、](?!\d)|\d{1,2}\.(?=\d{1,2}月|(?:19|20)\d\d年)|\d+\)|[①-⑳⑴-⒇⒈-⒛])"


def numbers(
    *,
    units: Sequence[str],
    not_before: Mapping[str, Iterable[str]],
    inside: Sequence[str],
    after: Sequence[str],
    names: Sequence[str],
) -> re.Pattern[str]:
    """The pattern of everything that a numeral can begin, with a named group for each kind."""
    unit = unit_of(units, not_before)
    number = _number(inside, unit)
    hedge = rf"(?:{BLANK}{unit_of(after, not_before)})"
    percent = r"(?:%|‰|个百分点|个点(?!评))"
    scaled = rf"(?:{PLAIN}|{CHINESE}(?:{SPOKEN_PLACES})?)"
    quantity = rf"{number}(?:{BLANK}(?:{any_of(inside)}))?"
    kinds = {
        "date": f"{DATE_AHEAD}(?:{_either(DATES)})",
        "name": _either((*NAMES, *_names(names))),
        "fraction": rf"(?P<base>百|千|万)分之{BREAK}(?P<part>{scaled})"
        rf"(?:{DASH}(?:[百千万]分之)?(?P<part_high>{scaled})(?![\d.{NUMERAL_CHARACTERS}]|{BLANK}[年月日])"
        rf")?(?P<fraction_hedge>{hedge})?",
        "share": rf"{CHINESE}分之{CHINESE}",
        "tenths": rf"(?:(?P<tenths_low>{TENTH}){DASH}?)?(?P<tenths_value>{TENTH}){BLANK}成"
        rf"(?P<half>半|[一二三四五六七八九](?![十百千个件户人家项]))?"
        rf"(?:(?P<tenths_hedge>{hedge})|(?!{any_of(not_before.get('成', ()))}))",
        "range": RANGE_AHEAD
        + rf"(?P<low>{quantity})[ ]{{0,3}}(?P<low_unit>{percent}|{unit})?[ ]{{0,3}}{DASH}[ ]{{0,3}}"
        rf"(?P<high>{quantity})(?:{BREAK}(?P<range_unit>{percent}|{unit}))?(?P<range_hedge>{hedge})?",
        "quantity": rf"(?P<number>{number})(?P<inner>{BLANK}(?:{any_of(inside)}))?"
        rf"(?:{BREAK}(?P<unit>{percent}|{unit}))?(?P<hedge>{hedge})?",
    }
    return re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items()))


def _names(printed: Sequence[str]) -> Iterator[str]:
    """The names of the catalogue; those that begin with a number share it, so that it is read once."""
    yield from (name.replace("{N}", NUMERAL) for name in printed if not name.startswith("{N}"))
    numbered = [
        name.removeprefix("{N}").replace("{N}", NUMERAL) for name in printed if name.startswith("{N}")
    ]
    if numbered:
        yield f"{NUMERAL}{_one_ahead(numbered)}(?:{_either(numbered)})"


def _one_ahead(patterns: Sequence[str]) -> str:
    """A look for a character that one of some patterns begins with, where all begin with a known one."""
    firsts = [FIRST.match(pattern) for pattern in patterns]
    known = "".join(first.group().strip("[]") for first in firsts if first is not None)
    return f"(?=[{known}])" if all(firsts) else ""


def any_of(words: Iterable[str]) -> str:
    """An alternation of literal words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


def _number(inside: Sequence[str], unit: str) -> str:
    """A number and the 万, 亿 behind it, on the next line too where a measure word follows that."""
    hedge = rf"(?:{any_of(inside)})"
    measured = rf"{hedge}?{BLANK}(?:[百千万亿]|{unit})"
    fractional = rf"{hedge}?{BREAK}(?:[万亿]|%|‰|个百分点|{FRACTIONAL})"
    arabic = rf"{SPACED}(?={BLANK}{measured})|{BROKEN_POINT}(?={BLANK}{fractional})|{PLAIN}"
    same_line = rf"{BLANK}{hedge}?{BLANK}[十百千万亿]+(?!部|米|克|瓦|分之)(?:\d+[十百千万]+)*"
    next_line = rf"[ \t]{{0,3}}\r?\n[ \t]{{0,8}}[百千]?[万亿](?={measured})"
    chinese = rf"{CHINESE}{SPOKEN_PLACES}(?={fractional})[百千万亿]*|{CHINESE}(?:{hedge}[十百千万亿]+)?"
    return rf"(?:(?:{arabic})(?:{same_line}|{next_line})?|{chinese})"


def unit_of(units: Sequence[str], not_before: Mapping[str, Iterable[str]]) -> str:
    """An alternation of the measure words, each guarded against the words that begin like it.

    Those that begin with the same character share it, so that few are tried at a place.
    """
    behind: dict[str, list[str]] = defaultdict(list)
    for unit in sorted(units, key=lambda u: (-len(u), u)):
        following = list(not_before.get(unit, ()))
        guard = f"(?!{any_of(following)})" if following else ""
        behind[unit[0]].append(re.escape(unit[1:]) + guard)
    each = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in behind.items())
    return "(?:" + "|".join(each) + ")"


def _either(alternatives: Iterable[str]) -> str:
    return "|".join(f"(?:{alternative})" for alternative in alternatives)
