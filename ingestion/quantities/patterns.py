"""How numerals are written, as pieces of regular expressions, and lists of words as alternatives.

All patterns are read on normalised text (see :mod:`ingestion.quantities.normalise`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

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
NUMERAL = rf"(?:{PLAIN}|{CHINESE})"
SMALL = rf"(?:\d{{1,2}}|{CHINESE_DIGIT}{{1,3}})"
DASH = "(?:-{1,2}|~|至|到)"
YEAR = r"(?:(?:19|20)(?:\d\d|\d[xX*#]|[xX*#]{2})|[二2][〇零0][〇零一二三四五六七八九]{2})"
SIGNED = r"(?:\d+[.、](?!\d)|\d{1,2}\.(?=\d{1,2}月|(?:19|20)\d\d年)|\d+\)|[①-⑳⑴-⒇⒈-⒛])"


def any_of(words: Iterable[str]) -> str:
    """An alternation of literal words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


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


def either(alternatives: Iterable[str]) -> str:
    """An alternation of patterns."""
    return "|".join(f"(?:{alternative})" for alternative in alternatives)
