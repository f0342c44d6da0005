"""The written forms of numbers as one regular expression, built from the measure words and hedges.

It is matched at the first character of a numeral. Groups are tried in order: what is never a number (dates,
document numbers) comes before quantities.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingestion.quantities import dates
from ingestion.quantities.numerals import HALF, NUMERAL_CHARACTERS, PART_OF
from ingestion.quantities.patterns import (
    BLANK,
    BREAK,
    BROKEN_POINT,
    CHINESE,
    DASH,
    NUMERAL,
    PLAIN,
    SPACED,
    any_of,
    either,
    unit_of,
)

RANGE_AHEAD = "(?=[^-~至到。;:、()“”]{1,64}+[-~至到])"
"""Most numbers open no range: this is seen before a range is tried in all its forms."""
SPOKEN_DIGIT = "[〇零一二三四五六七八九]"
FIRST = re.compile(r"(?:\[[^\]^\\]+\]|[^\[\](){}\\.^$|?*+-])(?![?*{|])")
"""The one character, or set of them, that a pattern must begin with."""
DIALLED = (r"0\d{2,3}-\d{7,8}(?!\d)", r"1[3-9]\d{9}(?!\d)", r"\d{3,4}-\d{7,8}(?!\d)")
NUMBERED = (r"\d++(?:\.\d++)?[A-Za-z][A-Za-z0-9._/:-]*", r"\d++(?:\.\d++){2,}", r"\d{1,2}·\d{1,2}")
TENTH = "(?:[一二两三四五六七八九]|(?<![\\d.])\\d)"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWords:
    """The words that stand around numerals; ``written`` holds those of ``catalog/lexicon/numbers.yaml``."""

    units: Sequence[str]
    not_before: Mapping[str, Iterable[str]]
    """What makes of a measure word before it another word."""
    points: Sequence[str]
    """Measure words of differences of two rates."""
    fractional: Sequence[str]
    scaled: Sequence[str]
    """Behind a scale (5千瓦) these have it as a part of theirs."""
    inside: Sequence[str]
    """Hedges between the digits and the measure word."""
    after: Sequence[str]
    names: Sequence[str]
    """Patterns of names, in which ``{N}`` stands for a numeral."""
    written: Mapping[str, Any]


def numeral_starts(like: Iterable[str], ordinals: Iterable[str], halves: Iterable[str]) -> re.Pattern[str]:
    """The first character of a numeral, or of what begins ``like`` one (双, half a year, 首次).

    The pattern begins with one set of characters: so a search is fast.
    """
    rests: dict[str, list[str]] = defaultdict(list)
    for word in ordinals:
        rests[word[0]].append(word[1:])
    looked_at = "".join((*rests, *halves, HALF))
    starts = "".join(sorted({*like, *looked_at}))
    counted = "".join(f"|(?<={head})(?={any_of(rest)})" for head, rest in rests.items())
    half = rf"(?<=[{''.join(halves)}])(?={HALF}年)|(?<={HALF})(?=年)"
    return re.compile(rf"[\d{NUMERAL_CHARACTERS}①-⑳⑴-⒇⒈-⒛{starts}](?:(?<![{looked_at}]){counted}|{half})")


def number_forms(words: NumberWords) -> re.Pattern[str]:
    """The pattern of everything that a numeral can begin, with a named group for each kind."""
    forms = _Forms(words)
    kinds = {
        "date": f"{dates.AHEAD}(?:{either(dates.dates(words.written['dates']))})",
        "name": either((*_written_names(words.written["names"]), *_names(words.names))),
        "fraction": forms.fraction(),
        "share": rf"{CHINESE}{PART_OF}{CHINESE}",
        "tenths": forms.tenths(words.written["shares"]),
        "range": forms.range_(),
        "quantity": rf"(?P<number>{forms.number})(?P<inner>{BLANK}{forms.inside})?"
        rf"(?:{BREAK}(?P<unit>{forms.measure}))?(?P<hedge>{forms.hedge})?",
    }
    return re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items()))


class _Forms:
    """What the kinds of numbers are written with."""

    def __init__(self, words: NumberWords) -> None:
        self.unit = unit_of(words.units, words.not_before)
        self.measure = rf"(?:%|‰|{unit_of(words.points, words.not_before)})|{self.unit}"
        self.inside = rf"(?:{any_of(words.inside)})"
        self.hedge = rf"(?:{BLANK}{unit_of(words.after, words.not_before)})"
        self.fractional = rf"{self.inside}?{BREAK}(?:[万亿]|%|‰|{any_of(words.fractional)})"
        minutes = any_of(words.written["dates"]["minutes"])
        self.places = rf"点{SPOKEN_DIGIT}+(?![十百年月日]|{minutes})"
        self.number = self._number(any_of(words.scaled))
        self.no_tenth = any_of(words.not_before.get("成", ()))

    def _number(self, scaled: str) -> str:
        """A number and the 万, 亿 behind it, on the next line too where a measure word follows that."""
        measured = rf"{self.inside}?{BLANK}(?:[百千万亿]|{self.unit})"
        arabic = rf"{SPACED}(?={BLANK}{measured})|{BROKEN_POINT}(?={BLANK}{self.fractional})|{PLAIN}"
        same_line = rf"{BLANK}{self.inside}?{BLANK}[十百千万亿]+(?!{scaled}|{PART_OF})(?:\d+[十百千万]+)*"
        next_line = rf"[ \t]{{0,3}}\r?\n[ \t]{{0,8}}[百千]?[万亿](?={measured})"
        spoken = rf"{CHINESE}{self.places}(?={self.fractional})[百千万亿]*"
        chinese = rf"{spoken}|{CHINESE}(?:{self.inside}[十百千万亿]+)?"
        return rf"(?:(?:{arabic})(?:{same_line}|{next_line})?|{chinese})"

    def fraction(self) -> str:
        """百分之九十五, 百分之八十至九十."""
        scaled = rf"(?:{PLAIN}|{CHINESE}(?:{self.places})?)"
        return (
            rf"(?P<base>百|千|万){PART_OF}{BREAK}(?P<part>{scaled})"
            rf"(?:{DASH}(?:[百千万]{PART_OF})?(?P<part_high>{scaled})"
            rf"(?![\d.{NUMERAL_CHARACTERS}]|{BLANK}[年月日]))?(?P<fraction_hedge>{self.hedge})?"
        )

    def tenths(self, shares: Mapping[str, Sequence[str]]) -> str:
        """九成, 九成五, 六至七成."""
        return (
            rf"(?:(?P<tenths_low>{TENTH}){DASH}?)?(?P<tenths_value>{TENTH}){BLANK}成"
            rf"(?P<half>{HALF}|[一二三四五六七八九](?![十百千]|{any_of(shares['counted'])}))?"
            rf"(?:(?P<tenths_hedge>{self.hedge})|(?!{self.no_tenth}))"
        )

    def range_(self) -> str:
        """60%～70%, 三至五件."""
        quantity = rf"{self.number}(?:{BLANK}{self.inside})?"
        return (
            rf"{RANGE_AHEAD}(?P<low>{quantity})[ ]{{0,3}}(?P<low_unit>{self.measure})?"
            rf"[ ]{{0,3}}{DASH}[ ]{{0,3}}(?P<high>{quantity})"
            rf"(?:{BREAK}(?P<range_unit>{self.measure}))?(?P<range_hedge>{self.hedge})?"
        )


def _written_names(words: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Numbers of documents, buildings and lines, versions and editions."""
    yield rf"\d{{4}}[〕\]】)]{BLANK}第?{BLANK}\d+(?:-\d+)?{BLANK}号"
    yield rf"\d{{1,6}}+(?:-\d+)?{BLANK}号(?:{any_of(words['of_number'])})?(?!\d)"
    yield from (*DIALLED, *NUMBERED)
    yield rf"\d++(?:\.\d++)?(?:{any_of(words['editions'])})"


def _names(printed: Sequence[str]) -> Iterator[str]:
    """The names of the catalogue; those that begin with a number share it, so that it is read once."""
    yield from (name.replace("{N}", NUMERAL) for name in printed if not name.startswith("{N}"))
    numbered = [
        name.removeprefix("{N}").replace("{N}", NUMERAL) for name in printed if name.startswith("{N}")
    ]
    if numbered:
        yield f"{NUMERAL}{_one_ahead(numbered)}(?:{either(numbered)})"


def _one_ahead(patterns: Sequence[str]) -> str:
    """A look for a character that one of some patterns begins with, where all begin with a known one."""
    firsts = [FIRST.match(pattern) for pattern in patterns]
    known = "".join(first.group().strip("[]") for first in firsts if first is not None)
    return f"(?=[{known}])" if all(firsts) else ""
