"""The wordings of time as patterns, and the months they name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from catalog import Catalog
from ingestion.extraction.wordlist import one_of
from ingestion.quantities import patterns
from ingestion.quantities.compiled import compiled_once
from ingestion.quantities.numerals import NUMERAL_CHARACTERS, numeral_value

TO = "(?:-{1,2}|~|至|到)"
MAX_BLANKS = 4
BLANK = r"[ \t]{0,3}(?:\r?\n)?"
DIGITS_OF_YEAR = r"(?:19|20)\d\d|[二2][〇零0][〇零一二三四五六七八九]{2}"
A_YEAR = rf"(?:{DIGITS_OF_YEAR})[ ]?年"
YEAR = rf"(?P<year>{DIGITS_OF_YEAR})[ ]?年"
NUMBER_OF_MONTH = rf"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九]){BLANK}"
MONTH = rf"{NUMBER_OF_MONTH}月"
DAY = rf"{BLANK}\d{{1,2}}{BLANK}日"
THE_DAY = rf"(?:{A_YEAR})?{MONTH}{DAY}"
THIS_YEAR = rf"(?:{A_YEAR}(?:度)?|今年|当年|本年)"
UNTIL = (
    rf"(?:{THIS_YEAR}?(?:{MONTH}(?:份)?(?:{DAY}|[上中下]旬)?|年)?(?:底|末|止)"
    rf"|{THE_DAY}|{A_YEAR}{MONTH}(?:份)?)"
)
FROM_BEGINNING = rf"(?:年初起?|(?<![一-龥\d]))(?:至|到){THIS_YEAR}?{MONTH}(?:份)?(?:底|末)"
PART_OF_MONTH = rf"(?:{A_YEAR})?{MONTH}(?:份)?(?:{DAY}|[上中下]旬|[初底末])"
DATED = rf"\([^()\n]{{0,24}}\d{BLANK}[月日][^()\n]{{0,12}}\)"
NUMBERED_DAY = r"“?\d{1,2}[·.]\d{1,2}”?[^,。;\n]{0,8}"
MARKER = re.compile(r"\d{1,2}[.、]|[一二三四五六七八九十]{1,3}(?:是|要|、)|\([^)]{1,3}\)")

OPENING = (
    "this_one",
    "festivals",
    "so_far",
    "now",
    "campaigns",
    "occasions",
    "opening_occasions",
    "spans_of_years",
)
"""The lists of words that may stand at the beginning of a wording."""
QUOTED = ("occasions", "festivals")
"""Those that a quotation mark may stand before."""
HEAD = 3
"""So many characters of such a word tell it from most other text."""
ANY_DIGIT = "#"
"""What stands for a digit in the list of beginnings."""
BEHIND_NUMERAL = rf"[\d{NUMERAL_CHARACTERS}]{{0,8}}[ \t]{{0,3}}(?:\r?\n)?(?:[年月季~至到-]|个[月季]|[·.]\d)"
"""What follows a numeral with which a wording begins."""


UP_TO_MONTH = re.compile("个月|[前头][^月]{1,3}月")
"""So many months from the beginning of the year."""
KINDS = ("years", "rating", "stretch", "so_far", "occasion", "span", "campaign", "whole", "month", "now")
"""The kinds of wordings, in the order in which they are tried."""
LISTS = (
    "so_far",
    "now",
    "campaigns",
    "ratings",
    "occasions",
    "on_the_day",
    "this_one",
    "occasion_nouns",
    "festivals",
    "around",
    "spans_of_years",
    "opening_occasions",
)
"""The lists of words that are parts of wordings."""


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Any wording of a period, with a named group for each kind, and what one begins with."""

    wording: re.Pattern[str]
    beginning: re.Pattern[str]

    def found_in(self, text: str) -> Iterator[re.Match[str]]:
        """The wordings of a text, as ``finditer`` finds them; most places are passed over at once."""
        end = 0
        for first in self.beginning.finditer(text):
            at = first.start()
            if at >= end and (match := self.wording.match(text, at)) is not None:
                end = match.end()
                yield match


@compiled_once
def time_expression(catalog: Catalog) -> TimeExpression:
    """The wordings of a period; their kinds are tried in this order."""
    data: Mapping[str, Any] = catalog.lexicon["periods"]
    words = {kind: one_of(data[kind]).pattern for kind in LISTS}
    kinds = _of_years(data, words) | _of_occasions(data, words) | _of_one_year(words)
    return TimeExpression(
        re.compile("|".join(f"(?P<{kind}>{kinds[kind]})" for kind in KINDS)), _beginning(data)
    )


def _of_years(data: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, str]:
    """Several years, the year of a rating, and what lasts up to a day."""
    return {
        "years": rf"{_since(data)}|{words['spans_of_years']}"
        rf"|(?:19|20)\d\d(?:年)?{TO}(?:19|20)\d\d[ ]?年(?:度)?"
        r"|(?:近|过去|最近)[两二三四五六七八九十\d]+年|(?:[两三四五六七八九十]+|(?<!\d)\d{1,2})年(?:来|间)|近年来|近几年|[两三四五六七八九十]+年(?=累计|合计|共计)",
        "rating": rf"{A_YEAR}(?:度)?(?:(?!{A_YEAR})[^,。;\n]){{0,16}}(?:{words['ratings']})",
        "so_far": rf"{A_YEAR}(?:度)?(?:{MONTH}(?:份)?)?(?:[^,。;\n\d]{{1,8}})?以来|{words['so_far']}"
        rf"|{FROM_BEGINNING}|截(?:至|止)(?:到)?[ ]?{UNTIL}"
        r"|截(?:至|止)(?:到)?[^,。;\n]{0,12}?(?:底|末|日|月|目前|现在|年)",
    }


def _of_occasions(data: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, str]:
    """Days and campaigns."""
    return {
        "occasion": rf"(?:{THE_DAY}|{A_YEAR})?“?(?:{words['occasions']}|{_festival(words)})"
        rf"|{words['this_one']}[^,。;\n\d]{{0,12}}?{words['occasion_nouns']}(?!“)"
        rf"|(?:{THE_DAY}|{NUMBERED_DAY}){words['on_the_day']}|(?<![^。;\n]){words['opening_occasions']}",
        "campaign": rf"(?:{words['campaigns']})(?!”?等|”“)|{_quoted_campaign(data)}",
    }


def _of_one_year(words: Mapping[str, str]) -> dict[str, str]:
    """A year, its months and what stands now."""
    return {
        "stretch": rf"{PART_OF_MONTH}[^,。;\n\d]{{0,6}}?{TO}{BLANK}{PART_OF_MONTH}"
        rf"|(?:{A_YEAR})?{MONTH}(?:份)?[^,。;\n\d]{{1,6}}?{TO}{BLANK}{PART_OF_MONTH}",
        "span": rf"(?:{A_YEAR}(?:度)?)?(?:[前头]{NUMBER_OF_MONTH}个?月(?!\d)"
        rf"|{NUMBER_OF_MONTH}(?:月)?{TO}{MONTH}(?:份)?"
        r"|上半年|下半年|(?:前|第)?[一二三四1-4](?:个)?季度|本季度|本月份?|当月)",
        "whole": rf"{A_YEAR}(?:度|全年)?(?!{BLANK}\d{{1,2}}月)|全年|年度|年内|本年度|本年|今年|全年度",
        "month": rf"(?:{A_YEAR})?{MONTH}(?:份|底|初|末|中旬|上旬|下旬|{DAY})?",
        "now": words["now"],
    }


def _beginning(data: Mapping[str, Any]) -> re.Pattern[str]:
    """The first character of a wording, with a look at what follows it.

    Every alternative begins with a literal, so that a search passes over all other characters at once.
    """
    following: dict[str, set[str]] = defaultdict(set)
    for word in (word for kind in OPENING for word in data[kind]):
        following[word[0]].add(re.escape(word[1:HEAD]))
    for word in (f"{since}{word}以来" for word in data["founded"] for since in ("", "自", "从")):
        following[word[0]].add(re.escape(word[1:]))
    for numeral in f"0123456789{NUMERAL_CHARACTERS}":
        following[numeral].add(BEHIND_NUMERAL)
    for first, next_ones in data["beginnings"].items():
        following[first] |= {r"\d" if word == ANY_DIGIT else re.escape(word) for word in next_ones}
    following["“"] |= {
        r"\d",
        *(re.escape(word[:HEAD]) for kind in QUOTED for word in data[kind]),
        _quoted_ahead(data),
    }
    looks = (
        f"{re.escape(first)}(?={'|'.join(sorted(behind))})" for first, behind in sorted(following.items())
    )
    return re.compile("|".join(looks))


@dataclass(frozen=True, slots=True)
class YearsAside:
    """What makes a year one that something is measured against or dated by."""

    comparing: tuple[str, ...]
    behind: re.Pattern[str]

    def compared(self, text: str, match: re.Match[str]) -> bool:
        """Whether a year is only what something is measured against or dated by.

        比2019年…, 2019年底前制发的…, 2019年结转的… say nothing of when the figures behind them are.
        """
        if not match["whole"]:
            return False
        before = text[max(0, match.start() - MAX_BLANKS) : match.start()].rstrip()
        return before.endswith(self.comparing) or self.behind.match(text, match.end()) is not None


@compiled_once
def years_aside(catalog: Catalog) -> YearsAside:
    """The words of ``catalog`` around a year that no figure is of."""
    data: Mapping[str, Any] = catalog.lexicon["periods"]
    over, before = one_of(data["carried_over"]).pattern, one_of(data["before"]).pattern
    behind = rf"底?{before}|的?[ ]?[\d.]+[ ]?倍|[底末]?{over}"
    return YearsAside((*data["comparing"], *data["carried_into"]), re.compile(behind))


def _festival(words: Mapping[str, str]) -> str:
    """The days around one festival or two (元旦、春节“两节”期间)."""
    return rf"{words['festivals']}(?:[、和“”]{{0,2}}{words['festivals']})*”?{words['around']}"


def _since(data: Mapping[str, Any]) -> str:
    """Since a plan of several years began (“八五”普法规划实施以来), or since something was founded."""
    begun, founded = one_of(data["begun"]).pattern, one_of(data["founded"]).pattern
    plans = one_of(
        word.removesuffix("以来") for word in data["spans_of_years"] if word.endswith("以来")
    ).pattern
    return rf"{plans}(?:规划)?{begun}以来|(?:自|从)?(?<!\d[月年日]){founded}以来"


def _quoted_campaign(data: Mapping[str, Any]) -> str:
    """A quoted name that is a campaign's by what stands behind it (“护薪行动”开展以来, “暖冬”行动（1月）)."""
    named, during = one_of(data["campaign_names"]).pattern, one_of(data["during"]).pattern
    quoted = rf"“[^“”,。;\n]{{1,14}}{named}”(?=(?:{DATED})?(?:{during}))"
    return rf"{quoted}|“[^“”,。;\n]{{1,14}}(?:”[一-龥]{{0,4}}{named}|{named}”)(?={DATED})"


def _quoted_ahead(data: Mapping[str, Any]) -> str:
    """What follows the first mark of :func:`_quoted_campaign` in any case."""
    longest = 14 + max(len(word) for word in data["campaign_names"])
    return rf"[^“”,。;\n]{{1,{longest}}}”(?:{one_of(data['during']).pattern}|[^“”,。;\n]{{0,{longest}}}\()"


def months_of(text: str) -> tuple[int, int] | None:
    """First and last month that a wording names; None where it names none."""
    text = re.sub(DAY, "", text)
    numerals = [int(numeral_value(n)) for n in re.findall(patterns.NUMERAL, re.sub(YEAR, "", text))]
    if "上半年" in text:
        return (1, 6)
    if "下半年" in text:
        return (7, 12)
    if "季度" in text and numerals and 1 <= numerals[-1] <= 4:
        quarter = numerals[-1]
        return (1, 3 * quarter) if "前" in text else (3 * numerals[0] - 2, 3 * quarter)
    if UP_TO_MONTH.search(text) and numerals and 1 <= numerals[-1] <= 12:
        return (1, numerals[-1])
    if len(numerals) == 1 and 1 <= numerals[0] <= 12:
        return (numerals[0], numerals[0])
    if len(numerals) == 2 and 1 <= numerals[0] < numerals[1] <= 12:
        return (numerals[0], numerals[1])
    return None
