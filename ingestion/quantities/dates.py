"""How dates are written: their numerals, and the words of ``catalog/lexicon/numbers.yaml`` around these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ingestion.quantities.numerals import HALF, NUMERAL_CHARACTERS
from ingestion.quantities.patterns import BLANK, BREAK, DASH, NUMERAL, SMALL, YEAR, any_of

Words = Mapping[str, Sequence[str]]

DAY = rf"{BREAK}{SMALL}{BLANK}[日号]"
AHEAD = (
    rf"(?:(?=[{NUMERAL_CHARACTERS}\dxX*#,.]{{1,64}}+{BREAK}(?:[-~至到年月日号季:/]|、\d|个季))|(?=.{{4}}\.))"
)
"""What follows the numeral of a date, or the year of a dotted one: most numerals are seen to begin none."""


def dates(words: Words) -> Iterator[str]:
    """The patterns of dates, in the order in which they are tried."""
    month = rf"{SMALL}{BREAK}月(?:{any_of(words['of_month'])})?"
    yield rf"{YEAR}{BLANK}(?:年)?{BLANK}{DASH}{BLANK}{YEAR}{BREAK}年(?:度|{any_of(words['between_years'])})?"
    yield rf"{YEAR}{BREAK}年(?:度)?(?:{BREAK}{month}(?:{BLANK}{DASH}{BLANK}{month})?(?:{DAY})?)?"
    yield rf"{YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d)"
    yield rf"{YEAR}[-/.]\d{{1,2}}月"
    yield rf"{SMALL}月?{BLANK}{DASH}{BLANK}{month}"
    yield r"(?<=[,一-龥])\d{1,2}(?:、\d{1,2}){1,3}(?:[两三四]个?)?月"
    yield rf"{month}(?:{DAY}(?:{BLANK}{DASH}{BLANK}{SMALL}日)?)?"
    yield rf"{SMALL}(?:{BLANK}日)?{BLANK}{DASH}{BLANK}{SMALL}{BLANK}日"
    yield rf"{SMALL}日(?={any_of((*words['of_day_anywhere'], *words['of_day']))}|[,。、)])"
    yield rf"(?:(?:{any_of(words['of_quarters'])})?{SMALL}(?:{DASH}{SMALL})?(?:个)?季度)"
    yield r"\d{1,2}:\d{2}(?!\d)"
    yield rf"{NUMERAL}年(?:{any_of(words['of_years'])})?"


def half_year(halves: Sequence[str]) -> re.Pattern[str]:
    """上半年, 半年: half of a year, which no numeral need name."""
    return re.compile(f"(?:{any_of(halves)})?{HALF}年")
