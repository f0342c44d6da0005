"""Which indicators a number could be, and how well each reading fits the words around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingestion.extraction.costs import Costs
from ingestion.extraction.fitting import Fit, Words
from ingestion.extraction.marked import Hit, MarkedText
from ingestion.extraction.phrases import Part
from ingestion.extraction.readings import Reading
from ingestion.extraction.surroundings import Surroundings
from ingestion.extraction.topics import Opening, Topics

MAX_BEFORE = 0.16


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading of a number with the words it used and how well they fit (0 to 1)."""

    reading: Reading
    score: float
    used: frozenset[tuple[int, int]]
    by_topic: bool
    key: tuple[int, int]
    """The word next to the number."""
    opening: Opening | None = None
    """Where the topic that it asks for was last named."""

    @property
    def opened(self) -> int:
        """When its topic was named, in the order of the text; 0 where it asks for none."""
        return self.opening.order if self.opening else 0

    @property
    def indicator_id(self) -> str:
        """The indicator it reads."""
        return self.reading.indicator.id


class Matcher:
    """Finds and scores the readings of the numbers of one text."""

    def __init__(self, marked: MarkedText, costs: Costs, level: str | None) -> None:
        self.marked = marked
        self.costs = costs
        self.level = level

    def candidates(self, around: Surroundings, topics: Topics, extra: frozenset[str]) -> list[Candidate]:
        """The readings of the number, the best first; ``extra`` are topics named right behind it."""
        words = Words(self.marked, around)
        found: list[Candidate] = []
        for reading in self._readings(words):
            if self._unit_fits(reading, around) and (fit := self._place(reading, words)) is not None:
                candidate = self._scored(reading, fit, around, topics, extra)
                if candidate is not None:
                    found.append(candidate)
        found = self._without_excluded(found)
        return sorted(found, key=lambda c: (-c.score, -len(c.used), c.indicator_id, c.reading.phrase.text))

    def _without_excluded(self, found: list[Candidate]) -> list[Candidate]:
        """Without the readings that are said to be none, unless a later sentence names what they ask for."""
        against = [c for c in found if c.reading.excludes and c.score >= self.costs.candidate]
        return [c for c in found if not c.reading.excludes and not any(_refused(c, by) for by in against)]

    def _readings(self, words: Words) -> Iterator[Reading]:
        vocabulary = self.marked.vocabulary
        for part in words.near_parts():
            yield from vocabulary.near.get(part, ())
        for part in words.parts():
            yield from vocabulary.far.get(part, ())

    def _unit_fits(self, reading: Reading, around: Surroundings) -> bool:
        unit = around.mention.unit
        return unit in reading.units or (
            unit == "" and "%" not in reading.units and "元" not in reading.units
        )

    def _place(self, reading: Reading, words: Words) -> Fit | None:
        fit = Fit()
        for sides, left in ((reading.left, True), (reading.right, False)):
            for number, part in sides:
                if not self._take(fit, number, part, words, left=left) and not part.optional:
                    return None
        if not fit.in_place and reading.excludes:
            return None
        if not fit.in_place:
            fit.cost += self.costs.lost["opens_clause" if self._opens(fit, words.around) else "none_in_place"]
        return fit

    def _opens(self, fit: Fit, around: Surroundings) -> bool:
        """Whether the number opens its clause and its words, which follow, close it (3起移送公安机关)."""
        marked, last = self.marked, max(hit.end for hit in fit.used)
        if marked.unexplained(around.left, around.left_end) or marked.says(around.left, around.left_end):
            return False
        follower = marked.quantity_after(around.mention.end)
        if follower is not None and follower.start == around.right:
            return False
        return not (marked.unexplained(last, around.right) or marked.says(last, around.right))

    def _take(self, fit: Fit, number: int, part: Part, words: Words, *, left: bool) -> bool:
        """Let a part take the nearest free word: on its own side, the other, further off in its clause."""
        around, lost = words.around, self.costs.lost
        before, after = words.before.get(number), words.after.get(number)
        if not before and not after:
            return False
        other, beyond, far = lost["other_side"], lost["beyond_enumeration"], lost["far"]
        if left:
            return (
                _take_before(fit, before, around.left, 0.0, in_place=True)
                or _take_after(fit, after, around.right, other, in_place=False)
                or _take_before(fit, before, around.clause, beyond, in_place=True)
                or (part.far and _take_before(fit, before, 0, far, in_place=True))
            )
        return (
            _take_after(fit, after, around.right, 0.0, in_place=True)
            or _take_before(fit, before, around.left, other, in_place=False)
            or _take_before(fit, before, around.clause, beyond + other, in_place=False)
            or (part.far and _take_after(fit, after, None, far, in_place=True))
        )

    def _scored(
        self, reading: Reading, fit: Fit, around: Surroundings, topics: Topics, extra: frozenset[str]
    ) -> Candidate | None:
        costs = self.costs
        phrase = reading.phrase
        score = costs.start - fit.cost - self._residue(reading, fit, around)
        score += min(0.06, costs.gained["matched"] * fit.matched)
        if around.mention.unit == "":
            score -= costs.lost["no_unit"]
        if phrase.level is not None:
            if phrase.level != self.level:
                return None
            score += costs.gained["level"]
        opening = topics.nearest(phrase.topics) if phrase.topics else None
        if phrase.topics:
            weight = self._topic_weight(phrase.topics, topics, extra)
            if weight is None:
                return None
            score = score * weight + costs.gained["topic"]
        if self._excluded(reading, topics, extra):
            return None
        used = frozenset((hit.start, hit.end) for hit in fit.used)
        at = around.mention.start
        key = min(used, key=lambda span: (min(abs(at - span[1]), abs(span[0] - at)), span))
        return Candidate(reading, round(min(score, 0.99), 4), used, bool(phrase.topics), key, opening)

    def _topic_weight(self, names: frozenset[str], topics: Topics, extra: frozenset[str]) -> float | None:
        if names & extra:
            return self.costs.topic_weight["sentence"]
        opening = topics.nearest(names)
        if opening is None:
            return None
        if opening.sentence == topics.sentence:
            weight = self.costs.topic_weight["sentence"]
        elif opening.group == topics.group:
            weight = self.costs.topic_weight["group"]
        else:
            weight = self.costs.topic_weight["heading"]
        if opening.order <= topics.broken_at:
            weight -= self.costs.lost["stale_topic"]
        return weight - min(0.12, self.costs.lost["conflicting_topic"] * topics.opened_since(opening))

    def _excluded(self, reading: Reading, topics: Topics, extra: frozenset[str]) -> bool:
        names = self.marked.vocabulary.excluded[reading.indicator.id]
        if not names:
            return False
        opening = topics.nearest(names)
        return bool(names & extra) or (opening is not None and opening.group == topics.group)

    def _residue(self, reading: Reading, fit: Fit, around: Surroundings) -> float:
        """What the unexplained characters between, before and behind the matched words cost."""
        lost = self.costs.lost
        used = sorted((hit.start, hit.end) for hit in fit.used)
        before = [span for span in used if span[1] <= around.left_end]
        after = [span for span in used if span[0] >= around.mention.end]
        far_key = reading.key_is_far
        own_noun = len(reading.needed) > 1 or fit.matched >= self.costs.own_noun
        cost = 0.0
        if after and after[0][0] > around.mention.end:
            counted = self.marked.normal.startswith(self.costs.counted_themselves, around.mention.end)
            cost += lost["counted_itself"] if counted else 0
        near = [span for span in before if span[0] >= around.clause]
        if near:
            gap = self.marked.unexplained(near[-1][1], around.left_end)
            cost += lost["different_word"] * self.marked.different_words(near[-1][1], around.left_end)
            cost += 0 if far_key else gap * lost["next_to_number"]
            cost += self._between(near)
            head = self.marked.unexplained(max(around.left, 0), max(near[0][0], around.left))
            cost += (
                min(MAX_BEFORE, head * lost["before_parts"]) if own_noun else head * lost["before_lone_part"]
            )
        elif after and not reading.phrase.right:
            cost += (
                0
                if far_key
                else self.marked.unexplained(around.mention.end, after[0][0]) * lost["next_to_number"]
            )
        if after and reading.phrase.right:
            gap = self.marked.unexplained(around.mention.end, after[0][0])
            cost += 0 if reading.right[0][1].far else min(gap, 8) * lost["between_parts"]
        if not after and not own_noun:
            cost += min(8, self.marked.unexplained(around.mention.end, around.right)) * lost["behind_number"]
        return cost

    def _between(self, spans: Iterable[tuple[int, int]]) -> float:
        spans = list(spans)
        gaps = sum(self.marked.unexplained(a[1], b[0]) for a, b in pairwise(spans))
        return min(0.2, gaps * self.costs.lost["between_parts"])


def _refused(candidate: Candidate, by: Candidate) -> bool:
    if candidate.indicator_id != by.indicator_id:
        return False
    return (
        by.opening is None or candidate.opening is None or by.opening.sentence >= candidate.opening.sentence
    )


def _take_before(fit: Fit, hits: Sequence[Hit] | None, start: int, cost: float, *, in_place: bool) -> bool:
    """Take the last free word that begins at or behind ``start``."""
    for hit in reversed(hits or ()):
        if hit.start < start:
            return False
        if fit.free(hit):
            fit.take(hit, cost, in_place)
            return True
    return False


def _take_after(
    fit: Fit, hits: Sequence[Hit] | None, end: int | None, cost: float, *, in_place: bool
) -> bool:
    """Take the first free word that ends by ``end`` (anywhere, where that is None)."""
    for hit in hits or ():
        if (end is None or hit.end <= end) and fit.free(hit):
            fit.take(hit, cost, in_place)
            return True
    return False
