"""The noun of a number that tells what one planned or told too early came to (年初排了12次，…，学了8次)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ingestion.extraction.linking.deciding import Decider
from ingestion.extraction.linking.link import Link
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.text.surroundings import Surroundings, surroundings
from ingestion.quantities import Mention


class Settling:
    """Gives such a number the noun of the one whose place it takes."""

    def __init__(self, decider: Decider) -> None:
        self.decider = decider
        self.marked = decider.marked
        self.costs = decider.costs
        self.settled = decider.doubts.left_behind.settled

    def noun(self, link: Link) -> Link:
        """The link of a number, with that noun where it has none of its own."""
        if link.comparison != "level":
            return link
        first = self.settled.told_by(self.marked, link.around.mention)
        if first is None or (link.sure and self._has_own(link, first)):
            return link
        best = self._best(first)
        if best is None or not self.settled.lends(self.marked, first, best.used):
            return link
        candidate = best._replace(by_topic=False)
        return replace(link, chosen=(candidate,), rule="same_noun", sure=candidate.score >= self.costs.fact)

    def _has_own(self, link: Link, first: Mention) -> bool:
        """Whether words behind the first number say what a number counts, and not what that has said."""
        repeats, text = self.settled.turns.repeats, self.marked.normal
        out = self.settled.turns.taken_out(self.marked, first.end, link.around.mention.start) or (0, 0)
        spans = (span for c in link.chosen for span in c.used if span[0] >= first.end)
        used = (span for span in spans if not out[0] <= span[0] < out[1])
        return not all(repeats(self.marked, first, text[start:end]) for start, end in used)

    def _best(self, first: Mention) -> Candidate | None:
        """The best reading of the first number, with or without the words that it was planned by."""
        read = (self.decider.candidates(around) for around in self._around(first))
        best = max((found[0] for found in read if found), key=lambda c: c.score, default=None)
        return best if best is not None and best.score >= self.costs.candidate else None

    def _around(self, first: Mention) -> Iterator[Surroundings]:
        """The surroundings of the first number; and its noun alone, before what says that it was planned."""
        around = surroundings(self.marked, first, self.costs.window)
        yield around
        told = self.settled.turns.noun_of(self.marked, first)
        if told is not None and told[0] < told[1]:
            left = max(told[0], around.left)
            yield replace(around, left=left, left_end=max(left, told[1]))
