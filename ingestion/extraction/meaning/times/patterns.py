"""The wordings of time as patterns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from catalog import Catalog
from ingestion.extraction.text.dates import (
    A_YEAR,
    BLANK,
    DATED,
    DATED_MONTHS,
    DAY,
    MONTH,
    NUMBER_OF_MONTH,
    NUMBERED_DAY,
    SEVERAL,
    THE_DAY,
    TO,
    WHOLE_MONTH,
    YEAR_IN_FULL,
)
from ingestion.extraction.words.wordlist import one_of, standing_alone
from ingestion.quantities.compiled import compiled_once
from ingestion.quantities.numerals import NUMERAL_CHARACTERS

MAX_BLANKS = 4

OPENING = (
    "this_one",
    "festivals",
    "so_far",
    "now",
    "campaigns",
    "occasions",
    "opening_occasions",
    "spans_of_years",
    "whole_years",
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

KINDS = ("years", "rating", "stretch", "so_far", "occasion", "span", "campaign", "whole", "month", "now")
"""The kinds of wordings, in the order in which they are tried."""
LISTS = (
    "so_far",
    "now",
    "at_years_end",
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
    "unnumbered_years",
    "year_beginning",
    "until",
    "until_now",
    "closing",
    "ends",
    "edges",
    "thirds",
    "past_years",
    "years_passed",
    "summed",
    "years_doing",
    "first_months",
    "each_time",
    "halves",
    "running",
    "whole_years",
    "all_of_it",
    "since",
    "till_now",
    "beginning_then",
    "summed_since",
    "same_stretch",
    "plan",
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
    lists = catalog.lexicon["lists"]
    words |= {"joining": one_of(lists["conjunctions"]).pattern, "and_others": lists["and_others"]}
    words["before_then"] = standing_alone(data["before_then"], data["not_before_then"]).pattern
    words["bodies_end"] = f"(?<=[{data['bodies_end']}])"
    kinds = _of_years(data, words) | _so_far(words) | _of_occasions(data, words) | _of_one_year(words)
    return TimeExpression(
        re.compile("|".join(f"(?P<{kind}>{kinds[kind]})" for kind in KINDS)), _beginning(data)
    )


def _of_years(data: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, str]:
    """Several years, and the year of a rating."""
    return {
        "years": rf"{_since(data)}|{words['spans_of_years']}(?!{words['plan']})"
        rf"|(?:19|20)\d\d(?:年)?{TO}(?:19|20)\d\d[ ]?年(?:度)?"
        rf"|{words['past_years']}(?:二|\d|{SEVERAL})+年"
        rf"|(?:{SEVERAL}+|(?<!\d)\d{{1,2}})年{words['years_passed']}|{SEVERAL}+年(?={words['summed']})"
        rf"|(?<![\d{data['no_years_behind']}])(?:[2-9]|{SEVERAL})年(?={words['years_doing']})",
        "rating": rf"{YEAR_IN_FULL}(?:(?!{A_YEAR})[^,。;\n]){{0,16}}(?:{words['ratings']})",
    }


def _so_far(words: Mapping[str, str]) -> dict[str, str]:
    """What lasts from the beginning of the year, or from an earlier one, up to a day."""
    year = rf"(?:{YEAR_IN_FULL}|{words['unnumbered_years']})"
    ended = rf"(?:{words['ends']}|{words['closing']})"
    in_month = rf"{WHOLE_MONTH}(?:{DAY}|{words['thirds']})?"
    day = rf"(?:{year}?(?:{in_month}|年)?{ended}|{THE_DAY}|{A_YEAR}{WHOLE_MONTH})"
    from_beginning = (
        rf"(?:{words['year_beginning']}|(?<![一-龥\d])|{words['bodies_end']})"
        rf"(?:至|到){year}?{WHOLE_MONTH}{words['ends']}"
    )
    return {
        "so_far": rf"{YEAR_IN_FULL}(?:{WHOLE_MONTH})?(?:[^,。;\n\d]{{1,8}})?{words['since']}"
        rf"|{words['so_far']}|{from_beginning}|{words['until']}[ ]?{day}"
        rf"|{words['until']}[^,。;\n]{{0,12}}?(?:{words['ends']}|日|月|{words['until_now']}|年)"
        rf"|(?:{A_YEAR}|{words['unnumbered_years']})?(?:{WHOLE_MONTH})?{words['edges']}?{words['beginning_then']}?"
        rf"{words['till_now']}|{A_YEAR}{words['beginning_then']}(?=,?{words['summed_since']})|{_up_to(words)}"
    }


def _up_to(words: Mapping[str, str]) -> str:
    """Up to a day or the end of a month before which something was done (9月底前, 9月底职能划转前)."""
    day = rf"(?:{A_YEAR})?{WHOLE_MONTH}(?:{words['ends']}|{DAY})"
    until = rf"(?:(?!{words['festivals']})[^,。;:、\n\d“(]){{0,6}}?{words['before_then']}"
    return day + until


def _of_occasions(data: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, str]:
    """Days and campaigns."""
    return {
        "occasion": rf"(?:{THE_DAY}|{A_YEAR})?“?(?:{words['occasions']}|{_festival(words)})"
        rf"|{words['this_one']}[^,。;\n\d]{{0,12}}?{words['occasion_nouns']}(?!“)"
        rf"|(?:{THE_DAY}|{NUMBERED_DAY}){words['on_the_day']}|(?<![^。;\n]){words['opening_occasions']}",
        "campaign": rf"(?:{words['campaigns']})(?!”?{words['and_others']}|”“)|{_quoted_campaign(data)}",
    }


def _of_one_year(words: Mapping[str, str]) -> dict[str, str]:
    """A year, its months and what stands now."""
    part = rf"(?:{A_YEAR})?{WHOLE_MONTH}(?:{DAY}|{words['thirds']}|{words['edges']})"
    first = words["first_months"]
    return {
        "stretch": rf"{DATED_MONTHS}(?!{DAY})|{part}[^,。;\n\d]{{0,6}}?{TO}{BLANK}{part}"
        rf"|(?:{A_YEAR})?{WHOLE_MONTH}[^,。;\n\d]{{1,6}}?{TO}{BLANK}{part}"
        rf"|(?:{A_YEAR})?{WHOLE_MONTH}{DAY}{TO}{BLANK}{words['at_years_end']}",
        "span": rf"(?:{YEAR_IN_FULL})?(?:{first}{NUMBER_OF_MONTH}个?月(?!\d)"
        rf"|{NUMBER_OF_MONTH}(?:月)?{TO}{WHOLE_MONTH}"
        rf"|{words['halves']}|(?:{first}|第)?[一二三四1-4](?:个)?季度(?!{words['each_time']})|{words['running']})",
        "whole": rf"{A_YEAR}(?:度|{words['all_of_it']})?(?!{BLANK}\d{{1,2}}月)|{words['whole_years']}"
        rf"|(?<![^,。;\n]){words['same_stretch']}(?!\d)",
        "month": rf"(?:{A_YEAR})?{MONTH}(?:份|{words['edges']}|{words['thirds']}|{DAY})?",
        "now": words["now"],
    }


def _beginning(data: Mapping[str, Any]) -> re.Pattern[str]:
    """The first character of a wording, with a look at what follows it.

    Every alternative begins with a literal, so that a search passes over all other characters at once.
    """
    following: dict[str, set[str]] = defaultdict(set)
    for word in (word for kind in OPENING for word in data[kind]):
        following[word[0]].add(re.escape(word[1:HEAD]))
    for word in _foundings(data):
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
    over, before, ends = (one_of(data[name]).pattern for name in ("carried_over", "before", "ends"))
    times = one_of(catalog.lexicon["stances"]["comparison"]["multiple"]).pattern
    attributive = catalog.lexicon["linking"]["attributive"]
    begun = one_of(data["beginning_then"]).pattern
    behind = rf"{ends}?{before}|{attributive}?[ ]?[\d.]+[ ]?{times}|{ends}?{over}|{begun}"
    return YearsAside((*data["comparing"], *data["carried_into"]), re.compile(behind))


def _festival(words: Mapping[str, str]) -> str:
    """The days around one festival or two (元旦、春节“两节”期间)."""
    between = rf"(?:[、“”]|{words['joining']}){{0,2}}"
    return rf"{words['festivals']}(?:{between}{words['festivals']})*”?{words['around']}"


def _since(data: Mapping[str, Any]) -> str:
    """Since a plan of several years began (“八五”普法规划实施以来), or since something was founded."""
    since, begun, founded = (one_of(data[name]).pattern for name in ("since", "begun", "founded"))
    endings = tuple(data["since"])
    spans = (word for word in data["spans_of_years"] if word.endswith(endings))
    plans = one_of(word.removesuffix(end) for word in spans for end in endings if word.endswith(end)).pattern
    from_then = one_of(data["from_then"]).pattern
    return (
        rf"{plans}{one_of(data['plan']).pattern}?{begun}{since}|{from_then}?(?<!\d[月年日]){founded}{since}"
    )


def _foundings(data: Mapping[str, Any]) -> Iterator[str]:
    """Every wording of the time since something was founded."""
    for word in data["founded"]:
        for since in data["since"]:
            yield from (f"{from_then}{word}{since}" for from_then in ("", *data["from_then"]))


def _quoted_campaign(data: Mapping[str, Any]) -> str:
    """A quoted name that is a campaign's by what stands behind it (“护薪行动”开展以来, “暖冬”行动（1月）)."""
    named, during = one_of(data["campaign_names"]).pattern, one_of(data["during"]).pattern
    quoted = rf"“[^“”,。;\n]{{1,14}}{named}”(?=(?:{DATED})?(?:{during}))"
    return rf"{quoted}|“[^“”,。;\n]{{1,14}}(?:”[一-龥]{{0,4}}{named}|{named}”)(?={DATED})"


def _quoted_ahead(data: Mapping[str, Any]) -> str:
    """What follows the first mark of :func:`_quoted_campaign` in any case."""
    longest = 14 + max(len(word) for word in data["campaign_names"])
    return rf"[^“”,。;\n]{{1,{longest}}}”(?:{one_of(data['during']).pattern}|[^“”,。;\n]{{0,{longest}}}\()"
