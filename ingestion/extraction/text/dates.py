"""How dates are written: the notation of years, months and days, whatever words stand around it.

Like numerals, this is grammar and not vocabulary: the words of time are in ``catalog/lexicon/periods.yaml``.
"""

from __future__ import annotations

import re

from catalog import Catalog
from ingestion.extraction.words.wordlist import one_of

TO = "(?:-{1,2}|~|至|到)"
BLANK = r"[ \t]{0,3}(?:\r?\n)?"
FORMS_OF_YEAR = (
    r"19\d\d",
    r"20\d\d",
    "二[〇零0][〇零一二三四五六七八九]{2}",
    "2[〇零0][〇零一二三四五六七八九]{2}",
)
"""The digits of a year; each form begins with one of its own, so that a search passes over other text."""
DIGITS_OF_YEAR = "|".join(FORMS_OF_YEAR)
A_YEAR = rf"(?:{DIGITS_OF_YEAR})[ ]?年"
YEAR_IN_FULL = rf"{A_YEAR}度?"
"""A year as a title or a noun has it (2030年, 2030年度)."""
YEAR = rf"(?P<year>{DIGITS_OF_YEAR})[ ]?年"
NUMBER_OF_MONTH = rf"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九]){BLANK}"
MONTH = rf"{NUMBER_OF_MONTH}月"
WHOLE_MONTH = rf"{MONTH}(?:份)?"
DAY = rf"{BLANK}\d{{1,2}}{BLANK}日"
THE_DAY = rf"(?:{A_YEAR})?{MONTH}{DAY}"
DATED_MONTHS = rf"{A_YEAR}{WHOLE_MONTH}{BLANK}{TO}{BLANK}{A_YEAR}{WHOLE_MONTH}"
"""From a month of a year to one of a year that is named as well."""
SEVERAL = "[两三四五六七八九十]"
"""A digit of a count of years; 二 is none here: 二年 is the second one."""
DATED = rf"\([^()\n]{{0,24}}\d{BLANK}[月日][^()\n]{{0,12}}\)"
NUMBERED_DAY = r"“?\d{1,2}[·.]\d{1,2}”?[^,。;\n]{0,8}"
MARKER = re.compile(r"\d{1,2}[.、]|[一二三四五六七八九十]{1,3}(?:是|要|、)|\([^)]{1,3}\)")


def year_or_its_end(catalog: Catalog) -> str:
    """A year by its number, or the end of it (2030年, 2030年度, 2030年底)."""
    return rf"{A_YEAR}(?:度|{one_of(catalog.lexicon['periods']['ends']).pattern})?"


def day_or_part_of_month(catalog: Catalog) -> str:
    """A day, or a month or how far that had come (12月20日, 11月底, 12月中旬)."""
    data = catalog.lexicon["periods"]
    return rf"(?:{A_YEAR})?{MONTH}(?:{DAY}|{one_of((*data['edges'], *data['thirds'])).pattern})?"
