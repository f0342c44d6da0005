"""Days and years as official texts write them: 2025年1月10日, 二〇二五年一月十日, 2025-01-10."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

DIGITS = {"〇": 0, "零": 0, "○": 0, "O": 0, "o": 0, "Ο": 0} | {
    character: value for value, character in enumerate("一二三四五六七八九", start=1)
}
_CHINESE_YEAR = r"[二][〇零○OoΟ一二三四五六七八九]{3}"
_NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_DAY = rf"(?P<year>\d{{4}}|{_CHINESE_YEAR})年(?P<month>{_NUMBER})月(?:(?P<day>{_NUMBER})日)?"
_PLAIN_DAY = r"(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{2}|\d(?!\d))"
DATE = re.compile(rf"(?<!\d){_DAY}")
PLAIN_DATE = re.compile(rf"(?<!\d){_PLAIN_DAY}")
LAST_DATE = re.compile(
    rf"(?:{re.sub(r'[?]P<[a-z]+>', '?:', _DAY)}|{re.sub(r'[?]P<[a-z]+>', '?:', _PLAIN_DAY)})(?=\)?$)"
)
YEAR = re.compile(rf"(?<!\d)(?P<year>20\d{{2}}|{_CHINESE_YEAR})年")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A written date; ``day`` is None where only year and month stand there."""

    start: int
    end: int
    year: int
    month: int
    day: date | None


def find_dates(text: str) -> Iterator[WrittenDate]:
    """The dates of a text without white space, in order; impossible ones (2月30日) are left out."""
    for match in sorted((*DATE.finditer(text), *PLAIN_DATE.finditer(text)), key=re.Match.start):
        year, month = year_of(match["year"]), number_of(match["month"])
        if not 1 <= month <= 12:
            continue
        if match["day"] is None:
            yield WrittenDate(match.start(), match.end(), year, month, None)
        elif day := _day(year, month, number_of(match["day"])):
            yield WrittenDate(match.start(), match.end(), year, month, day)


def year_of(text: str) -> int:
    """The year that four digits or four Chinese digits name."""
    return int(text) if text.isdigit() else int("".join(str(DIGITS[character]) for character in text))


def number_of(text: str) -> int:
    """A number up to 99 in digits or as 十, 十一, 二十, 三十一."""
    if text.isdigit():
        return int(text)
    tens, found, ones = text.rpartition("十")
    if not found:
        return DIGITS[text] if len(text) == 1 else 0
    return 10 * (DIGITS[tens] if tens else 1) + (DIGITS[ones] if ones else 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
