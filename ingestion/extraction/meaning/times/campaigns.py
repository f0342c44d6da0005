"""Campaigns as periods: which words name one, and the campaign that a whole report tells of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from catalog import Catalog
from ingestion.extraction.text import reach
from ingestion.extraction.text.boundaries import STOPS, behind_last
from ingestion.extraction.text.dates import A_YEAR, BLANK, DATED, DAY, MONTH, THE_DAY, TO
from ingestion.extraction.text.surroundings import STRONG
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities.compiled import compiled_once

LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class CampaignWords:
    """What stands around a campaign's word, see ``catalog/lexicon/periods.yaml``."""

    standing: re.Pattern[str]
    deed: re.Pattern[str]
    record: re.Pattern[str]
    stretch: re.Pattern[str]
    """From one day or month to another (11月5日至12月10日)."""
    dated: re.Pattern[str]
    """Such a stretch, a day, or a word for the last few."""
    during: re.Pattern[str]
    several: tuple[str, ...]
    in_their_course: re.Pattern[str]
    kinds_beside: re.Pattern[str]

    def no_campaign(self, text: str, match: re.Match[str]) -> bool:
        """Whether it names none: a standing aim (打好…攻坚战), several (4次专项检查), a kind, or a deed."""
        if not match["campaign"]:
            return False
        start = match.start()
        if text.endswith(self.several, 0, start):
            return self.in_their_course.match(text, match.end()) is None
        begin = max(0, start - LONGEST_TITLE)
        if self.standing.search(text, begin, start) or self.kinds_beside.search(text, begin, start):
            return True
        alone = start == 0 or text[start - 1] in ",、" + STOPS
        return alone and self.deed.match(text, start) is not None

    def measured_since(self, text: str, end: int) -> bool:
        """Whether years are named for a record only (2026年以来首次下降): they are no period of a figure."""
        return self.record.match(text, end) is not None


@compiled_once
def campaign_words(catalog: Catalog) -> CampaignWords:
    """The words of ``catalog``."""
    data = catalog.lexicon["periods"]
    going_on = one_of(data["deeds_as_nouns"]).pattern
    stretch = _stretch(data)
    joining = one_of(catalog.lexicon["lists"]["conjunctions"]).pattern
    return CampaignWords(
        standing=re.compile(one_of(data["standing"]).pattern + r"[^,。;\n]{0,16}$"),
        deed=re.compile(rf"{one_of(data['deeds']).pattern}(?!{going_on})[一-龥]"),
        record=one_of(data["records"]),
        stretch=stretch,
        dated=re.compile(rf"{stretch.pattern}|{THE_DAY}|{one_of(data['lately']).pattern}"),
        several=tuple(data["several"]),
        in_their_course=one_of(data["in_their_course"]),
        kinds_beside=one_of(data["kinds_beside"], f"(?:、|{joining})$"),
        during=re.compile(rf"”?(?:{DATED}|{one_of(data['during']).pattern})"),
    )


class Joined(NamedTuple):
    """What stands around a campaign that is told in one breath with another."""

    before: re.Pattern[str]
    behind: re.Pattern[str]
    during: re.Pattern[str]
    """It is told as a time all the same."""


@compiled_once
def joined_campaigns(catalog: Catalog) -> Joined:
    """The words of ``catalog`` for it."""
    data, lists = catalog.lexicon["periods"], catalog.lexicon["lists"]
    joining = rf"”?(?:、|{one_of(lists['conjunctions']).pattern})"
    named = one_of(data["joined_by_name"]).pattern
    inside, quoted = rf"[^{STRONG}、\d”]{{0,16}}?", rf"(?:“[^{STRONG}、\d”]{{1,16}}”?)?"
    return Joined(
        re.compile(rf"{named}{joining}{quoted}{inside}$"),
        re.compile(rf"{joining}{quoted}{inside}{named}"),
        one_of((*data["in_their_course"], *data["around"])),
    )


@compiled_once
def days_beside(catalog: Catalog) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Another day or festival told in one breath, before an occasion and behind it (“五一”前后和“12·4”)."""
    data = catalog.lexicon["periods"]
    festivals, held = one_of(data["festivals"]).pattern, one_of(data["days_beside"]).pattern
    around, joined = one_of(data["around"]).pattern, one_of(catalog.lexicon["lists"]["conjunctions"]).pattern
    day = r"\d{1,2}[·.]\d{1,2}"
    first = rf"(?:{festivals}”?{around}|{day}”?(?:{held})?(?:{around})?)(?:、|{joined})“?"
    return re.compile(rf"{first}$"), re.compile(rf"(?:、|{joined})“?(?:{festivals}”?{around}|{day})")


def _stretch(data: Mapping[str, Any]) -> re.Pattern[str]:
    day = rf"(?:{A_YEAR})?{MONTH}(?:份|{one_of(data['thirds']).pattern}|{DAY})?"
    return re.compile(rf"{day}{one_of(data['beginning_then']).pattern}?{BLANK}{TO}{BLANK}{day}")


def dated_before(text: str, at: int, dates: re.Pattern[str]) -> bool:
    """Whether the sentence up to a place gives one of ``dates``."""
    begin = behind_last(text, STOPS, max(0, at - reach.DATED), at)
    return dates.search(text, begin, at) is not None


def title_and_lead(text: str) -> tuple[int, int]:
    """Where the first sentence of a report begins, behind its title lines, and where its paragraph ends."""
    start = 0
    for line in text.splitlines(keepends=True):
        if "。" in line or len(line) > LONGEST_TITLE:
            return start, start + len(line)
        start += len(line)
    return start, start
