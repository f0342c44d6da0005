"""Reads clauses that only deny as figures that are zero."""

from __future__ import annotations

from dataclasses import replace

from ingestion.extraction.linking.deciding import Decider
from ingestion.extraction.linking.discourse import Discourse
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.matching.in_words import InWords
from ingestion.extraction.text.marked import STOPS, MarkedText
from ingestion.extraction.text.nothings import Nothing, Span
from ingestion.extraction.text.surroundings import Surroundings
from ingestion.quantities import Mention

NOUGHT = 0.0
OWN_NOUN = 4
"""A deed that is known by its topic alone is not denied where its words have fewer characters."""
LAST_MARK = 1


class Denied:
    """The figures that one text denies, while it is walked through."""

    def __init__(self, decider: Decider, discourse: Discourse) -> None:
        self.decider = decider
        self.discourse = discourse
        self.marked = decider.marked
        costs = decider.costs
        self.least = costs.candidate, costs.fact - costs.lost["no_unit"]
        """How well a reading must fit: words on the other side count for less, topics must be open."""
        self.found: list[InWords] = []

    def read(self, nothing: Nothing) -> None:
        """The figures that a clause denies: one for each piece of its list, or none where one is unclear."""
        if not (nothing.framed or self._goes_on(nothing)):
            return
        whole = nothing.said[0][0], nothing.said[-1][1]
        read = [self._figure(nothing, whole)]
        if read[0] is None and len(nothing.said) > 1 and not nothing.of_deed:
            read = [self._figure(nothing, piece) for piece in nothing.said]
        known = [candidate for candidate in read if candidate is not None]
        if len(known) == len(read):
            self.found += [_in_words(candidate, nothing, at > 0) for at, candidate in enumerate(known)]

    def _goes_on(self, nothing: Nothing) -> bool:
        """Whether the clause goes on with what figures of its sentence told, or is told like one of them.

        One that opens a sentence without a figure may be a condition (无投诉举报，可免于检查).
        """
        (clause, end), text = nothing.clause, self.marked.normal
        sentence = self.marked.boundary_before(nothing.start, STOPS)
        if self.discourse.told or (self.found and self.found[-1].start >= sentence):
            return True
        stop = self.marked.boundary_after(end, STOPS)
        counted = self.marked.quantity_after(end)
        goes_on = counted is not None and counted.start < stop
        alone = stop - end <= LAST_MARK or goes_on or self.marked.denying.denies_in(text, end, stop)
        return alone and not text[sentence:clause].strip()

    def _figure(self, nothing: Nothing, piece: Span) -> Candidate | None:
        """The one figure all of whose words a piece says."""
        found = self.decider.matcher.candidates(_around(self.marked, nothing, piece), self.discourse.topics)
        whole: dict[str, Candidate] = {}
        for candidate in found:
            if self._is_whole(candidate, nothing, piece):
                whole.setdefault(candidate.indicator_id, candidate)
        return next(iter(whole.values())) if len(whole) == 1 else None

    def _is_whole(self, candidate: Candidate, nothing: Nothing, piece: Span) -> bool:
        denying, text, used = self.marked.denying, self.marked.normal, candidate.used
        if candidate.score < self.least[candidate.by_topic] or candidate.reading.partial:
            return False
        if nothing.of_deed and candidate.by_topic and sum(b - a for a, b in used) < OWN_NOUN:
            return False
        deniable = denying.deniable(candidate.indicator_id, text, piece)
        return deniable and denying.covered(text, nothing, piece, used)


def _in_words(candidate: Candidate, nothing: Nothing, shared: bool) -> InWords:
    """The figure as one in words, which a list may share; its topic was seen to be open."""
    phrase = replace(candidate.reading.phrase, topics=frozenset())
    reading = replace(candidate.reading, phrase=phrase, words_value=NOUGHT)
    return InWords(reading, nothing.start, nothing.end, shared=shared)


def _around(marked: MarkedText, nothing: Nothing, piece: Span) -> Surroundings:
    """The surroundings of a nought in the place of the words of denial."""
    start, end, opens = nothing.start, nothing.end, nothing.opens
    mention = Mention(
        kind="quantity", start=start, end=end, value=NOUGHT, low=NOUGHT, high=NOUGHT, in_words=True
    )
    left = nothing.clause[0] if opens else piece[0]
    right = piece[1] if opens else end
    return Surroundings(
        mention=mention,
        previous=marked.quantity_before(start),
        follower=marked.quantity_after(end),
        left=left,
        left_end=start if opens else piece[1],
        clause=left,
        sentence=left,
        right=right,
        far_left=left,
        far_right=right,
        far_end=right,
        governed_by=(left, left),
    )
