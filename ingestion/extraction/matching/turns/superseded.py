"""Numbers that were laid down or told too early, and the one that supersedes them.

年初确定检查260户，…，实际检查286户; 快报为503件，剔除重复登记的14件，实为489件.
"""

from __future__ import annotations

from collections.abc import Iterable

from catalog import Catalog
from ingestion.extraction.matching.turns.given_out import GivenOut
from ingestion.extraction.matching.turns.turns import turns
from ingestion.extraction.text.marked import MarkedText
from ingestion.quantities import Mention
from ingestion.quantities.compiled import compiled_once

Spans = Iterable[tuple[int, int]]


@compiled_once
def superseded(catalog: Catalog) -> Superseded:
    """The words of ``catalog`` for them; the same content is compiled once per process."""
    return Superseded(catalog)


class Superseded:
    """Tells such numbers from the figure, and what was made from what was given out of it."""

    def __init__(self, catalog: Catalog) -> None:
        self.turns, self._given = turns(catalog), GivenOut(catalog)

    def by_one_behind(self, marked: MarkedText, mention: Mention, used: Spans) -> bool:
        """Whether a number is superseded: behind it its sentence tells what it came to.

        ``used`` are the words that it is read by: a number that is owed by them (应持证52人) is a figure.
        """
        if self.turns.second_of(marked, mention) is not None:
            return not self._is_owed(marked, mention, used)
        return self._given.out_of(marked, mention)

    def by(self, marked: MarkedText, mention: Mention) -> Mention | None:
        """The number before it in its sentence that a number supersedes: it has the noun of both."""
        first = self.turns.first_of(marked, mention)
        if first is not None:
            return None if self.turns.adds(marked, first) else first
        return self._given.made_before(marked, mention) or self.turns.lost_before(marked, mention)

    def lends(self, marked: MarkedText, first: Mention, used: Spans) -> bool:
        """Whether the noun of ``first``, whose words are ``used``, is also that of the one behind it."""
        return not self._is_owed(marked, first, used)

    def _is_owed(self, marked: MarkedText, first: Mention, used: Spans) -> bool:
        """Whether the words of a figure say that so many are owed."""
        said = tuple(self.turns.owed(marked, first))
        return any(start <= at and until <= end for start, end in used for at, until in said)
