"""Which indicators a number could be, and how well each reading fits the words around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Final, NamedTuple

from catalog import Indicator
from ingestion.extraction.matching.conditions import Conditions, Held
from ingestion.extraction.matching.costs import Costs
from ingestion.extraction.matching.fitting import Words, placed
from ingestion.extraction.matching.residue import Residue
from ingestion.extraction.matching.topics import Opening, Topics
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import Surroundings
from ingestion.extraction.words.readings import Reading
from ingestion.quantities import Mention

MAX_MATCHED: Final = 0.06
HIGHEST: Final = 0.99
RATE: Final = 8
"""The end of a rate's name stands so near before nought."""


class Candidate(NamedTuple):
    """A reading of a number with the words it used and how well they fit (0 to 1)."""

    reading: Reading
    score: float
    used: frozenset[tuple[int, int]]
    by_topic: bool
    key: tuple[int, int]
    """The word next to the number."""
    opening: Opening | None
    """Where the topic that it asks for was last named."""
    indicator_id: str
    """The indicator it reads."""

    @property
    def opened(self) -> int:
        """When its topic was named, in the order of the text; 0 where it asks for none."""
        return self.opening.order if self.opening else 0

    def read_as(self, indicator: Indicator) -> Candidate:
        """The same words as a reading of another indicator."""
        return self._replace(reading=replace(self.reading, indicator=indicator), indicator_id=indicator.id)


_candidate: Callable[[Iterable[object]], Candidate] = partial(tuple.__new__, Candidate)
"""Makes a candidate of its fields, in a third of the time."""


class Matcher:
    """Finds and scores the readings of the numbers of one text."""

    def __init__(self, marked: MarkedText, costs: Costs, level: str | None) -> None:
        self.marked = marked
        self.costs = costs
        self.level = level
        gained = costs.gained
        self._per_character, self._of_level, self._of_topic = (
            gained[name] for name in ("matched", "level", "topic")
        )

    def candidates(self, around: Surroundings, topics: Topics) -> list[Candidate]:
        """The readings of the number, the best first."""
        roles = self.marked.vocabulary.by_unit.get(self._unit(around.mention))
        if roles is None:
            return []
        words = Words(self.marked, around, roles)
        found = self._without_excluded(self._read(words, topics))
        if len(found) > 1:
            found.sort(key=lambda c: (-c.score, -len(c.used), c.reading.order))
        return found

    def _read(self, words: Words, topics: Topics) -> list[Candidate]:
        """The readings whose conditions hold and whose words are at hand."""
        conditions = Conditions(self.costs, self.level, topics, words.topics_behind)
        residue = Residue(self.marked, words.around, self.costs)
        known, found, printed = conditions.known, [], self._lost_in_print(words.around.mention)
        for reading in words.readings:
            asked = reading.asked
            held = known[asked] if asked in known else conditions.answer(asked)
            if held is None or (fit := placed(reading, words, self.costs.lost)) is None:
                continue
            told = residue.told(fit)
            if not fit.in_place:
                fit.cost += residue.out_of_place(fit)
            fit.cost += residue.cost(reading, told)
            score = self._score(reading, fit.cost + printed, told.matched, held)
            where = told.key, held.opening
            found.append(
                _candidate((reading, score, told.used, bool(asked.topics), *where, reading.order[0]))
            )
        return found

    def _unit(self, mention: Mention) -> str:
        """The measure word of a number; behind a rate nought needs none (败诉率为0)."""
        if mention.unit or mention.value != 0 or mention.in_words:
            return mention.unit
        start = max(0, mention.start - RATE)
        return "%" if self.costs.rate.search(self.marked.normal, start, mention.start) else ""

    def _without_excluded(self, found: list[Candidate]) -> list[Candidate]:
        """Without the readings that are said to be none, unless a later sentence names what they ask for."""
        against = [
            c
            for c in found
            if c.reading.excludes and c.score >= self.costs.candidate and not self.marked.aside(c.key[0])
        ]
        kept = [c for c in found if not c.reading.excludes]
        for by in against:
            kept = [c for c in kept if not _refused(c, by) or self._lists(c, by)]
        return kept

    def _lists(self, candidate: Candidate, by: Candidate) -> bool:
        """Whether a word of a reading lists the one of a refused wording and more (新设、变更、延续63件)."""
        start, end = by.key
        around = (
            self.marked.normal[a:b] for a, b in candidate.used if a <= start and end <= b and (a, b) != by.key
        )
        return any(self.marked.lists.separator.search(word) for word in around)

    def _lost_in_print(self, mention: Mention) -> float:
        """What every reading of a number loses for how that is printed."""
        lost = self.costs.lost
        return (0.0 if mention.unit else lost["no_unit"]) + (lost["parted_digits"] if mention.parted else 0.0)

    def _score(self, reading: Reading, cost: float, matched: int, held: Held) -> float:
        """How well a reading fits whose words have so many characters."""
        asked, worded = reading.asked, self._per_character * matched
        score = self.costs.start - cost + (worded if worded < MAX_MATCHED else MAX_MATCHED)
        if asked.level is not None:
            score += self._of_level
        if asked.topics:
            score = score * held.weight + self._of_topic
        return _rounded(score) if score < HIGHEST else HIGHEST


def _rounded(score: float) -> float:
    """``round(score, 4)``, which writes the number out and reads it again, asked only near a half."""
    scaled = score * 10_000
    whole = int(scaled)
    rest = scaled - whole
    if 0.0 <= rest < 0.499:
        return whole / 10_000
    return (whole + 1) / 10_000 if rest > 0.501 else round(score, 4)


def _refused(candidate: Candidate, by: Candidate) -> bool:
    if candidate.reading.indicator is not by.reading.indicator:
        return False
    return (
        by.opening is None or candidate.opening is None or by.opening.sentence >= candidate.opening.sentence
    )
