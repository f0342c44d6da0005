"""Whether the bureaus below the own one are the subject of a figure (各县区人社部门另行准予143件)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from catalog import Catalog, Indicator
from ingestion.extraction.meaning.scopes.words import ScopeWords, before_subject
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import STOPS, MarkedText
from ingestion.extraction.text.surroundings import Surroundings
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities.compiled import compiled_once

HEADS = STOPS + ",:\t"
"""Where a clause begins: a bracket may stand in the name of those below (各县（市、区）)."""


class BelowPatterns(NamedTuple):
    """The bureaus below at the head of a clause, by what makes them its subject."""

    acting: re.Pattern[str]
    """… of a figure that each bureau has of itself: a verb, or their name in full."""
    apart: re.Pattern[str]
    """… of any figure: what they did besides the own bureau (另行)."""
    besides: re.Pattern[str]
    given: re.Pattern[str]
    """What they hand over is counted by the own bureau."""


@compiled_once
def _patterns(catalog: Catalog) -> BelowPatterns:
    data = catalog.lexicon["scopes"]
    each, bodies = (
        one_of(data["each_below"]).pattern,
        one_of((*data["own_bodies"], *data["named_below"])).pattern,
    )
    below = rf"{before_subject(catalog).pattern}{each}*{one_of((*data['below'], *data['parts'])).pattern}"
    between, verbs = (one_of(data[key]).pattern for key in ("between_body_and_verb", "body_verbs"))
    besides, summed = one_of(data["besides"]).pattern, one_of(catalog.lexicon["lists"]["summed"]).pattern
    return BelowPatterns(
        acting=re.compile(rf"{below}(?:{bodies}(?:{between})*|(?:{between})*(?:{verbs}|{summed}))"),
        apart=re.compile(
            rf"{below}(?:{bodies})?(?:{between})*?{besides}|{_others(data)}(?:{between})*?{besides}"
        ),
        besides=re.compile(besides),
        given=one_of((*data["handed_over"], *data["given_to_us"])),
    )


def _others(data: Mapping[str, Any]) -> str:
    """Other departments at the head of a clause, none of them of the own bureau."""
    ours = one_of((*data["our_name"], *data["first_person"], *data["upon"])).pattern
    return rf"(?:(?!{ours})[^,。;\d]){{0,12}}?{one_of(data['other_departments']).pattern}"


class Below:
    """What one text tells of the bureaus below the one that wrote it."""

    def __init__(self, marked: MarkedText, words: ScopeWords, catalog: Catalog) -> None:
        self.marked = marked
        self.words = words
        self._patterns = _patterns(catalog)

    def did(self, indicator: Indicator, around: Surroundings) -> bool:
        """Whether a figure is told of those below: by its clause, or by the sentence so far."""
        at = around.mention.start
        besides = self.marked.places("besides", self._patterns.besides, at - reach.WHOSE, at)
        if not (besides or indicator.is_of_bureaus_alone):
            return self._beside_own(around)
        starts = {self.marked.boundaries.before(at, ends, reach.WHOSE) for ends in (HEADS, STOPS)}
        return any(self._head(indicator, start, at) for start in starts)

    def _beside_own(self, around: Surroundings) -> bool:
        """Whether its sentence has counted the own part before theirs (本级立案27件，各县区大队立案203件)."""
        at = around.mention.start
        clause = self.marked.boundaries.before(at, HEADS, reach.WHOSE)
        if self._patterns.acting.match(self.marked.normal, clause, at) is None:
            return False
        sentence = self.marked.boundaries.before(at, STOPS, reach.WHOSE)
        before = self.marked.quantity_before(clause)
        while before is not None and before.unit != around.mention.unit and before.start >= sentence:
            before = self.marked.quantity_before(before.start)
        if before is None or before.start < sentence:
            return False
        return any(w.scope == "own" and not w.foreign for w in self.words.between(sentence, before.start))

    def _head(self, indicator: Indicator, start: int, at: int) -> bool:
        """Whether they are the subject from ``start`` on, and the own bureau is not named since."""
        text = self.marked.normal
        besides = self.marked.places("besides", self._patterns.besides, start, at)
        subject = self._patterns.apart.match(text, start, at) if besides else None
        if subject is None and indicator.is_of_bureaus_alone:
            subject = self._patterns.acting.match(text, start, at)
        if subject is None or self._patterns.given.search(text, subject.end(), at):
            return False
        return not any(w.scope == "own" and not w.foreign for w in self.words.between(subject.end(), at))
