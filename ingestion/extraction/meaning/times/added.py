"""Sentences that only add to what the one before them told, and so are of the year that it told of.

去年受理312件，审结298件。此外，调解组织受理806件: what was added is last year's as well.
"""

from __future__ import annotations

import re

from catalog import Catalog
from ingestion.extraction.meaning.times.period import Period
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import SENTENCE_ENDS, MarkedText
from ingestion.extraction.text.surroundings import STRONG
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities.compiled import compiled_once

SENTENCES_ADDED = 3
"""So many sentences may be added one after another."""


@compiled_once
def _patterns(catalog: Catalog) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """How a sentence begins that adds to the last, a time of this year, and what may stand before a year."""
    data = catalog.lexicon["periods"]
    now = one_of((*data["whole_years"], *data["so_far"], *data["until"], *data["now"], *data["since"]))
    return one_of(data["added"]), now, re.compile(rf"(?:{one_of(data['told_by']).pattern})?,?")


@compiled_once
def added_sentences(catalog: Catalog) -> AddedSentences:
    """The words of ``catalog``; the same content is compiled once per process."""
    return AddedSentences(catalog)


class AddedSentences:
    """How sentences begin that add to others; see ``added`` in ``catalog/lexicon/periods.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        self._adding, self._now, self._lead = _patterns(catalog)

    def begin(self, marked: MarkedText, sentence: int, at: int) -> int:
        """Where the first of the sentences begins to which the one at ``sentence`` adds up to ``at``.

        One that names a time of this year adds to none.
        """
        start, end = sentence, at
        for _ in range(SENTENCES_ADDED):
            if start <= 0 or self._adding.match(marked.normal, start) is None:
                break
            if self._now.search(marked.normal, start, end) is not None:
                break
            start, end = marked.boundary_before(start - 1, SENTENCE_ENDS, reach.WHOSE), start
        return start

    def to(self, marked: MarkedText, period: Period, sentence: int, at: int) -> bool:
        """Whether the sentence that begins at ``sentence`` adds to one that a past year heads."""
        if not period.past or period.single or period.part:
            return False
        start = self.begin(marked, sentence, at)
        if not start <= period.start < sentence:
            return False
        lead = self._lead.match(marked.normal, start)
        heads = marked.boundary_before(period.start, STRONG) <= (lead.end() if lead else start)
        return heads and self.counted(marked, period.end)

    def counted(self, marked: MarkedText, end: int) -> bool:
        """Whether the sentence of a year that ends there counts something of it."""
        number = marked.quantity_after(end)
        return number is not None and number.start < marked.boundary_after(end, SENTENCE_ENDS)
