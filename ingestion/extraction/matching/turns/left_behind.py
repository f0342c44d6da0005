"""Numbers that the next one leaves behind: a milestone that was passed, or what is put right.

突破500件大关，达512件; 原报320件，现更正为302件.
"""

from __future__ import annotations

import re

from catalog import Catalog
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.matching.turns.superseded import superseded
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import Surroundings
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities import Mention
from ingestion.quantities.compiled import compiled_once

BOUNDS = ("at_least", "at_most")
"""What should be so many or more is asked for, and puts nothing right (应是95%以上)."""


@compiled_once
def left_behind(catalog: Catalog) -> LeftBehind:
    """The words of ``catalog`` for them; the same content is compiled once per process."""
    return LeftBehind(catalog)


class LeftBehind:
    """Tells a number that was left behind from the figure itself, see ``catalog/lexicon/doubts.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data, self.superseded = catalog.lexicon["doubts"], superseded(catalog)
        named, reached = one_of(data["milestones"]).pattern, one_of(data["passed_to"]).pattern
        self._beyond = re.compile(rf"{named}?[,、]?{reached}")
        now, right = (one_of(w).pattern for w in (data["now"], catalog.lexicon["corrections"]["corrected"]))
        self._put_right = re.compile(rf"[,、]?{now}?{right}")

    def by_the_next(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """Whether the number of a reading was left behind, and another one is the figure."""
        follower = around.follower
        if follower is not None and self.by(marked, around.mention, follower):
            return True
        return self.superseded.by_one_behind(marked, around.mention, best.used)

    def by(self, marked: MarkedText, first: Mention, second: Mention) -> bool:
        """Whether ``second`` is what went beyond ``first``, or puts it right."""
        if first.unit != second.unit:
            return False
        between = marked.normal, first.end, second.start
        if self._put_right.fullmatch(*between) is not None:
            return second.qualifier not in BOUNDS
        return first.qualifier == "at_least" and self._beyond.fullmatch(*between) is not None
