"""What a phrase asks of the place of a number: topics that are open there, and the level of the bureau."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final, NamedTuple

from ingestion.extraction.matching.costs import Costs
from ingestion.extraction.matching.topics import Opening, Topics
from ingestion.extraction.words.readings import Asked


class Held(NamedTuple):
    """What a phrase asks for holds: the weight it gives the reading, and where its topic was last named."""

    weight: float = 1.0
    opening: Opening | None = None


_held: Callable[[Iterable[object]], Held] = partial(tuple.__new__, Held)
UNASKED: Final = Held()
"""The phrase asks for nothing."""


class Conditions:
    """The conditions at one number, each answered once; ``behind`` are topics named right behind it."""

    def __init__(self, costs: Costs, level: str | None, topics: Topics, behind: frozenset[str]) -> None:
        self.costs = costs
        self.level = level
        self.topics = topics
        self.behind = behind
        self.known: dict[Asked, Held | None] = {}
        """What was asked for and answered."""
        self._weights: dict[int, float] = {}
        """What the openings that were asked about are worth, by their order."""

    def answer(self, asked: Asked) -> Held | None:
        """What the topics that are asked for are worth here; None where the phrase, or the place, refuses it.

        Worked out once for each question.
        """
        refused = asked.level is not None and asked.level != self.level
        refused = refused or (bool(asked.excluded) and self._excluded(asked.excluded))
        self.known[asked] = held = None if refused else self._of_topics(asked.topics)
        return held

    def _excluded(self, names: frozenset[str]) -> bool:
        if not names.isdisjoint(self.behind):
            return True
        opening = self.topics.nearest(names)
        return opening is not None and opening.group == self.topics.group

    def _of_topics(self, names: frozenset[str]) -> Held | None:
        if not names:
            return UNASKED
        opening = self.topics.nearest(names)
        if not names.isdisjoint(self.behind):
            return Held(self.costs.topic_weight["sentence"], opening)
        if opening is None:
            return None
        weight = self._weights.get(opening[0])
        if weight is None:
            self._weights[opening[0]] = weight = self._weight(opening)
        return _held((weight, opening))

    def _weight(self, opening: Opening) -> float:
        topics = self.topics
        if opening.sentence == topics.sentence:
            weight = self.costs.topic_weight["sentence"]
        elif opening.group == topics.group:
            weight = self.costs.topic_weight["group"]
        else:
            weight = self.costs.topic_weight["heading"]
        if opening.order <= topics.broken_at:
            here = topics.broken_in == topics.sentence
            weight -= self.costs.lost["stale_topic" if here else "left_topic"]
        return weight - min(0.12, self.costs.lost["conflicting_topic"] * topics.opened_since(opening))
