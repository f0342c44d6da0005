"""News and bulletins: texts of a moment, in which a time that was named goes on until another is."""

from __future__ import annotations

import re
from typing import NamedTuple

from catalog import Catalog
from ingestion.extraction.meaning.times.next_year import speaks_from_next_year
from ingestion.extraction.text.dates import DIGITS_OF_YEAR
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities.compiled import compiled_once
from ingestion.quantities.normalise import normalise
from ingestion.submissions import Identity

LINES_OF_HEAD = 4
LATE_MONTH = 10
"""What comes out from this month of a year on tells of that year, not of the one before."""
A_DAY = rf"(?:{DIGITS_OF_YEAR})[ ]?(?:年\d{{1,2}}月\d{{1,2}}日?|[-/.]\d{{1,2}}[-/.]\d{{1,2}})"
CLOSING = re.compile(rf"\((?:{DIGITS_OF_YEAR})[ ]?年\d{{1,2}}月(?:\d{{1,2}}日)?\)\s*$")
"""A date in brackets behind the last sentence."""


@compiled_once
def _marks(catalog: Catalog) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A line at the head that says when a text was published, and the words of reporters."""
    data = catalog.lexicon["periods"]
    published = one_of(data["published"]).pattern
    return re.compile(rf"[ (]*(?:{published}[^\n]{{0,4}})?{A_DAY}(?![一-龥至-])"), one_of(data["news"])


def tells_of_last_year(text: str, identity: Identity, catalog: Catalog) -> bool:
    """Whether 去年 is the reported year: in a report that was written in the year after it, and in
    news of that year which tells of no year that is now.
    """
    year, published = identity.report_year, identity.published_on
    if year is not None and speaks_from_next_year(text, year, catalog):
        return True
    if year is None or published is None or published.year != year + 1 or not is_bulletin(text, catalog):
        return False
    return one_of(catalog.lexicon["periods"]["this_year"]).search(text) is None


class Years(NamedTuple):
    """The year that is reported, the one that a text calls this year, and one before it that news settles."""

    reported: int | None
    this: int | None
    settled: int | None


def years_of(text: str, identity: Identity, catalog: Catalog) -> Years:
    """The years that a text speaks from.

    News that comes out before the last months of a year, or on a day that nobody knows, tells what the year
    before came to; in a report, and in later news, that is quoted for comparison.
    """
    year, published = identity.report_year, identity.published_on
    if year is None:
        return Years(None, year_of_news(text, identity, catalog), None)
    early = published is None or (published.year == year and published.month < LATE_MONTH)
    return Years(year, year, year - 1 if early and is_bulletin(text, catalog) else None)


def year_of_news(text: str, identity: Identity, catalog: Catalog) -> int | None:
    """The year that news about no year as a whole calls this one, or 去年 where it tells of that alone."""
    published, periods = identity.published_on, catalog.lexicon["periods"]
    if published is None or not is_bulletin(text, catalog):
        return None
    if one_of(periods["this_year"]).search(text) is not None:
        return published.year
    last_year = rf"{one_of(periods['last_year']).pattern}(?!{one_of(periods['not_last_year']).pattern})"
    return published.year - 1 if re.search(last_year, text) else None


def is_bulletin(text: str, catalog: Catalog) -> bool:
    """Whether a text is dated at its head or speaks as reporters do, so that it is no report of a year."""
    dateline, news = _marks(catalog)
    lines = [normalise(line) for line in text.split("\n", LINES_OF_HEAD)[:LINES_OF_HEAD]]
    head = "".join(line + "\n" for line in lines)
    dated = any(dateline.match(line) for line in lines) or CLOSING.search(text) is not None
    return dated or news.search(head) is not None
