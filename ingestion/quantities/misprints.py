"""Numbers that a scanner or a typist spoilt: one mention without a value, never silently corrected."""

from __future__ import annotations

import re
from itertools import islice

from ingestion.quantities import patterns
from ingestion.quantities.mentions import Mention

SLIPS = "OolI"
"""Letters that stand for 0 and 1 by mistake."""
LONGEST_SLIP = 3
SLIPPED = (
    rf"(?=[\d.,]{{0,16}}[{SLIPS}])(?=[{SLIPS}.,]{{0,8}}\d)"
    rf"[{SLIPS}\d]{{1,16}}(?:[.,][{SLIPS}\d]{{1,16}}){{0,5}}(?![A-Za-z\d])"
)
"""Bounded on every side: what is longer is no number, and the time stays linear."""
PARTED = r"\d{1,3}(?:(?: , ?|, )\d{3})+(?! ?\d)|\d+(?: \d+){1,3}"
GROUPED = re.compile(r"\d{1,3}(?: , ?\d{3})+(?! ?\d)")
"""A comma with a blank before it: it parts thousands, for no list is written so."""
POINT = r"(?: \. ?|\.[ \n]{1,2})\d{1,4}(?!\d)"
SET_APART = re.compile(
    "[0-9](?:(?<=[一-龥][0-9])|(?<=[一-龥] [0-9]))[0-9]{0,2} (?![0-9]{3}(?![0-9]))"
    "[0-9]{1,3}(?: [0-9]{1,3})?[ ]?[万亿]?[余多]?[一-龥%.]"
)
SLIP_ANYWHERE = re.compile(rf"[{SLIPS}](?=[{SLIPS}.,]{{0,8}}\d|(?<=[\d.,].))")
"""What every slip holds: a letter before digits, or behind one."""
PART_ANYWHERE = re.compile("[0-9](?: ,? ?|, )[0-9]")
HABIT = 2
"""So many parted numbers in a text are a habit of its typesetting."""
SLIPPED_YEAR = re.compile(rf"(?=\d{{1,3}}[{SLIPS}])[12][{SLIPS}\d]{{3}}{patterns.BLANK}年(?:度)?")


def slipped_number(unit: str) -> re.Pattern[str]:
    """1O件, l5.6万元: digits and letters that look like digits, before a measure word."""
    return re.compile(rf"{SLIPPED}{patterns.BLANK}[十百千万亿]?[余多]?(?P<unit>%|{unit})")


def parted_number(unit: str, money: str) -> re.Pattern[str]:
    """3 11 条, 1 ,208件, 9 86. 3万元: digits with blanks between them that are no groups of thousands."""
    scale = rf"(?:[十百千万亿]{patterns.BREAK}|{patterns.BREAK}[十百千万亿]?)"
    return re.compile(
        rf"(?P<digits>{PARTED}(?:\.\d+|{POINT}(?={patterns.BREAK}[万亿%{money}]))?){scale}[余多]?(?P<unit>%|{unit})"
    )


def slips_in(text: str) -> bool:
    """Whether letters that look like digits stand beside digits anywhere; most texts have no such letter."""
    return any(letter in text for letter in SLIPS) and SLIP_ANYWHERE.search(text) is not None


def parts_in(text: str) -> bool:
    """Whether blanks stand between digits anywhere in a text."""
    return PART_ANYWHERE.search(text) is not None


def spaced(text: str) -> bool:
    """Whether the text as a whole has blanks inside its numbers: one that is set so parts no two numbers."""
    return any(True for _ in islice(SET_APART.finditer(text), HABIT - 1, None))


def joined(match: re.Match[str]) -> str:
    """The match without the blanks inside its digits."""
    return "".join(match["digits"].split()) + match.group()[len(match["digits"]) :]


def slip_start(text: str, at: int, consumed: int) -> int:
    """Where a number begins whose first characters are letters (l5, O8)."""
    start = at
    while start > max(consumed, at - LONGEST_SLIP) and text[start - 1] in SLIPS:
        start -= 1
    before = text[start - 1 : start]
    return at if before.isascii() and (before.isalnum() or before in "._-/+") and before else start


def doubtful(match: re.Match[str]) -> Mention:
    """A mention over the whole match, with its measure word and no value."""
    unit = "".join((match["unit"] or "").split())
    return Mention(kind="quantity", start=match.start(), end=match.end(), unit=unit, doubtful=True)
