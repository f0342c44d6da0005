"""Numbers that were laid down or told too early, and the one that says what they came to.

年初确定检查260户，…，实际检查286户; 快报为503件，剔除重复登记的14件，实为489件.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from catalog import Catalog
from ingestion.extraction.matching.turns import turns
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import SENTENCE_ENDS, MarkedText
from ingestion.extraction.text.surroundings import STRONG
from ingestion.extraction.words.wordlist import Endings, one_of
from ingestion.quantities import Mention
from ingestion.quantities.compiled import compiled_once

Spans = Iterable[tuple[int, int]]


@compiled_once
def settled(catalog: Catalog) -> Settled:
    """The words of ``catalog`` for them; the same content is compiled once per process."""
    return Settled(catalog)


class Settled:
    """Tells such numbers from the figure, and what was made from what was given out of it."""

    def __init__(self, catalog: Catalog) -> None:
        data = catalog.lexicon["doubts"]["settled"]
        self.turns = turns(catalog)
        lead = one_of(data["lead"]).pattern
        self._made = one_of(data["made"])
        whom = rf"(?:{one_of(data['to_whom']).pattern})?"
        self._given = re.compile(rf"[{STRONG}]?\s*(?:{lead},?)*{one_of(data['given']).pattern}{whom}")
        self._ends_given = Endings((*data["given"], *data["to_whom"]))

    def outdone(self, marked: MarkedText, mention: Mention, used: Spans) -> bool:
        """Whether behind a number its sentence tells what it came to.

        ``used`` are the words that it is read by: a number that is owed by them (应持证52人) is a figure.
        """
        if self.turns.second_of(marked, mention) is not None:
            return not self._is_owed(marked, mention, used)
        number = marked.quantity_after(mention.end)
        end = marked.boundaries.after(mention.end, SENTENCE_ENDS, reach.AIM)
        while number is not None and number.start < end:
            if self._given_out(marked, mention, number):
                return True
            number = marked.quantity_after(number.end)
        return False

    def told_by(self, marked: MarkedText, mention: Mention) -> Mention | None:
        """The number before it in its sentence that says what it counts, where it has no noun of its own."""
        first = self.turns.first_of(marked, mention)
        if first is not None:
            return None if self.turns.adds(marked, first) else first
        if not self._is_given(marked, mention):
            return None
        return next((n for n in _before(marked, mention) if self._given_out(marked, n, mention)), None)

    def lends(self, marked: MarkedText, first: Mention, used: Spans) -> bool:
        """Whether the noun of ``first``, whose words are ``used``, is that of the number that settles it."""
        return not self._is_owed(marked, first, used)

    def _is_owed(self, marked: MarkedText, first: Mention, used: Spans) -> bool:
        """Whether the words of a figure say that so many are owed."""
        said = tuple(self.turns.owed(marked, first))
        return any(start <= at and until <= end for start, end in used for at, until in said)

    def _is_given(self, marked: MarkedText, number: Mention) -> bool:
        """Whether only that so many were given out is said of a number."""
        text, at = marked.normal, number.start
        if not self._ends_given.at(text, at):
            return False
        return self._given.fullmatch(text, _clause(marked, number), at) is not None

    def _given_out(self, marked: MarkedText, first: Mention, number: Mention) -> bool:
        """Whether ``first`` were made of which the number was given out."""
        if first.unit != number.unit or not self._is_given(marked, number):
            return False
        return self._made.search(marked.normal, _clause(marked, first), first.start) is not None


def _clause(marked: MarkedText, number: Mention) -> int:
    """Where the clause of a number begins."""
    return marked.boundaries.before(number.start, STRONG, reach.CLAUSE)


def _before(marked: MarkedText, mention: Mention) -> Iterator[Mention]:
    """The numbers of its sentence before a number, the nearest first."""
    start = marked.boundaries.before(mention.start, SENTENCE_ENDS, reach.AIM)
    number = marked.quantity_before(mention.start)
    while number is not None and number.start >= start:
        yield number
        number = marked.quantity_before(number.start)
