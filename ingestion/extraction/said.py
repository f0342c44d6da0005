"""What the numerals of a report say already, when its figures in words are read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from catalog import Indicator
from ingestion.extraction.matching.in_words import InWords
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import SENTENCE_ENDS, MarkedText
from ingestion.extraction.text.structure import Structure
from ingestion.observations import Observation


def places(observations: Iterable[Observation], length: int) -> bytearray:
    """A mark for every character of a text that one of the observations covers."""
    marks = bytearray(length)
    for observation in observations:
        start, end = observation.start or 0, observation.end or 0
        marks[start:end] = b"\1" * (end - start)
    return marks


class Said:
    """The places that are taken, and what each sentence and each point says."""

    def __init__(self, marked: MarkedText, structure: Structure, numbered: Iterable[Observation]) -> None:
        self.marked = marked
        self.structure = structure
        found = list(numbered)
        self._taken = places(found, len(marked.normal))
        self._said_at: dict[int, set[str]] = defaultdict(set)
        facts = [(o.start or 0, o.indicator_id or "") for o in found if o.disposition == "fact"]
        self._by_sentence = {(name, self._sentence(at)) for at, name in facts}
        self._by_point: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for at, name in facts:
            self._by_point[structure.at(at).start].append((at, name))

    def allows(self, phrase: InWords) -> bool:
        """Whether a phrase in words says something new, in a place of its own and on its topic."""
        name = phrase.reading.indicator.id
        lists = phrase.shared and self._said_at.get(phrase.start)
        if any(self._taken[phrase.start : phrase.end]) and not (lists and name not in lists):
            return False
        key = (phrase.reading.indicator.id, self._sentence(phrase.start))
        return key not in self._by_sentence and self._on_topic(phrase)

    def take(self, phrase: InWords) -> list[Indicator]:
        """The phrase is read and its place taken: the indicators that nothing has stated there yet."""
        stated = (phrase.reading.indicator, *phrase.reading.shared)
        new = [indicator for indicator in stated if indicator.id not in self._said_at[phrase.start]]
        self._said_at[phrase.start].update(indicator.id for indicator in new)
        self._taken[phrase.start : phrase.end] = b"\1" * (phrase.end - phrase.start)
        return new

    def _sentence(self, at: int) -> int:
        return self.marked.boundaries.before(at, SENTENCE_ENDS, reach.SENTENCE)

    def _on_topic(self, phrase: InWords) -> bool:
        """Whether the topic or figure that the phrase asks for stands before it in its point."""
        topics = phrase.reading.phrase.topics
        if not topics:
            return True
        point = self.structure.at(phrase.start).start
        hits = self.marked.hits_in(max(point, phrase.start - reach.TOPIC), phrase.start)
        named = {topic for hit in hits for topic in hit.info.topics}
        named |= {name for at, name in self._by_point[point] if at < phrase.start}
        return bool(topics & named)
