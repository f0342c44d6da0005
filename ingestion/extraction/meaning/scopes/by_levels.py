"""Whether a figure is told by levels, the own part beside that below (立案302件（市本级178件，县区124件）).

Where the parts make it up, it is that of the whole region, whatever a bureau of that level mostly tells.
Each part must be told by a level that acts: of enterprises in towns (其中乡镇企业3件) nothing is said about
who did it.
"""

from __future__ import annotations

import re
from itertools import accumulate, takewhile
from typing import NamedTuple

from catalog import Catalog
from ingestion.extraction.meaning.scopes.words import ScopeWords
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import STOPS, MarkedText
from ingestion.extraction.text.surroundings import Surroundings
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities import Mention
from ingestion.quantities.compiled import compiled_once

MAX_PARTS = 4


class BelowWords(NamedTuple):
    """Those below, by their names."""

    named: re.Pattern[str]
    acting: re.Pattern[str]
    """… as the subject of a part: all that stands between the number before and its own."""


@compiled_once
def _below(catalog: Catalog) -> BelowWords:
    data = catalog.lexicon["scopes"]
    each, below = one_of(data["each_below"]).pattern, one_of((*data["below"], *data["parts"])).pattern
    bodies = one_of((*data["own_bodies"], *data["named_below"])).pattern
    verbs = one_of((*data["between_body_and_verb"], *data["body_verbs"])).pattern
    of_parts = one_of(catalog.lexicon["lists"]["parts_of"]).pattern
    acting = rf"[,、(;: ]*(?:{of_parts})?(?:{each})*{below}(?:{bodies})?(?:{verbs})*\s*"
    return BelowWords(re.compile(below), re.compile(acting))


class ByLevels:
    """Finds such figures in one text."""

    def __init__(self, marked: MarkedText, words: ScopeWords, catalog: Catalog) -> None:
        self.marked = marked
        self.words = words
        self._below = _below(catalog)

    def whole(self, whole: Mention) -> bool:
        """Whether numbers right behind one make it up, some told by those below, the others not."""
        parts = self._parts(whole)
        below = self._told_of_below(whole, parts)
        if not any(below) or all(below):
            return False
        ends = [whole.end, *(part.end for part in parts)]
        told = zip(ends, parts, below, strict=False)
        return all(below or self._own(end, part.start) for end, part, below in told)

    def since(self, around: Surroundings) -> bool:
        """Whether one was told before a number in its sentence, up to a semicolon.

        Behind an own part that ends its list the sentence may go on with that.
        """
        at = around.mention.start
        start = max(around.sentence, self.marked.boundary_before(at, STOPS, reach.AIM))
        if not self._named(start, at):
            return False
        whole = next(filter(self.whole, reversed(self.marked.quantities_in(start, at))), None)
        if whole is None:
            return False
        parts = self._parts(whole)
        return around.mention not in parts and self._told_of_below(whole, parts)[-1]

    def _parts(self, whole: Mention) -> list[Mention]:
        """The numbers right behind one that make it up, where those below are named among them; else none."""
        end = self.marked.boundary_after(whole.end, STOPS, reach.AIM)
        if not self._named(whole.end, end):
            return []
        behind = self.marked.quantities_in(whole.end, end)[:MAX_PARTS]
        following = list(takewhile(lambda number: number.unit == whole.unit, behind))
        sums = accumulate(part.value or 0.0 for part in following)
        count = next((n for n, told in enumerate(sums, 1) if told == whole.value), 0)
        return following[:count]

    def _named(self, start: int, end: int) -> bool:
        """Whether those below are named in a stretch."""
        return bool(self.marked.places("those_below", self._below.named, start, end))

    def _own(self, start: int, end: int) -> bool:
        """Whether a stretch names the own level."""
        return any(word.scope == "own" and not word.foreign for word in self.words.between(start, end))

    def _told_of_below(self, whole: Mention, parts: list[Mention]) -> list[bool]:
        """Which parts are of those below, by what stands between a part and the number before it."""
        ends = [whole.end, *(part.end for part in parts)]
        text, acting = self.marked.normal, self._below.acting
        return [
            acting.fullmatch(text, end, part.start) is not None
            for end, part in zip(ends, parts, strict=False)
        ]
