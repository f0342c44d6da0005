"""What is left of what was counted, and still to be done: nothing that was done in the year.

尚有2件于年底前受理，目前仍在审查; 劳务派遣许可剩2件未办.
"""

from __future__ import annotations

import re

from catalog import Catalog
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import STOPS, MarkedText
from ingestion.extraction.text.surroundings import Surroundings
from ingestion.extraction.words.wordlist import Endings, one_of

MAX_SAID = 24
"""So much may stand between such a number and what says that it is not done yet."""


class Remainders:
    """The words for it, see ``remainders`` in ``catalog/lexicon/doubts.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data = catalog.lexicon["doubts"]["remainders"]
        self._left = Endings(data["left"])
        self._undone = re.compile(rf"[^。;\d]{{0,{MAX_SAID}}}?{one_of(data['undone']).pattern}")

    def tell(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """Whether so many are left, and said to be undone right behind."""
        if best.reading.indicator.kind != "flow":
            return False
        if not self._left.at(marked.normal, around.mention.start):
            return False
        end = marked.boundary_after(around.mention.end, STOPS, reach.CLAUSE)
        return self._undone.match(marked.normal, around.mention.end, end) is not None
