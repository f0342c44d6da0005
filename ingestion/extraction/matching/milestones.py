"""Round numbers that were passed, and the figure that is told behind them (突破500件大关，达512件)."""

from __future__ import annotations

import re

from catalog import Catalog
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import Surroundings
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities import Mention
from ingestion.quantities.compiled import compiled_once


@compiled_once
def milestones(catalog: Catalog) -> Milestones:
    """The words of ``catalog`` for them; the same content is compiled once per process."""
    return Milestones(catalog)


class Milestones:
    """Tells a number that was passed from the one that was reached, see ``catalog/lexicon/doubts.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data = catalog.lexicon["doubts"]
        named, reached = one_of(data["milestones"]).pattern, one_of(data["passed_to"]).pattern
        self._between = re.compile(rf"{named}?[,、]?{reached}")

    def passed(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """Whether the number of a reading was passed, and the next one is what it came to."""
        following = marked.quantity_after(around.mention.end)
        return following is not None and self.left(marked, around.mention, following)

    def left(self, marked: MarkedText, first: Mention, second: Mention) -> bool:
        """Whether ``second`` is what went beyond ``first``."""
        if first.qualifier != "at_least" or first.unit != second.unit:
            return False
        return self._between.fullmatch(marked.normal, first.end, second.start) is not None
