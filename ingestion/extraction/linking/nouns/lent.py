"""The noun of a number that another one of its sentence tells.

It says what one planned or told too early came to (年初排了12次，…，学了8次), or it is the whole of
one (查用人单位46户；加上平时巡查，全年共检查139户).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ingestion.extraction.linking.deciding import Decider
from ingestion.extraction.linking.link import Link
from ingestion.extraction.linking.ranking import paired
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.matching.turns.rows import said_behind
from ingestion.extraction.text.lists.pairing import Pairing
from ingestion.extraction.text.surroundings import Surroundings, surroundings
from ingestion.quantities import Mention


class LentNouns:
    """Gives such a number the noun of the one whose place it takes, or whose whole it is."""

    def __init__(self, decider: Decider, pairings: Mapping[int, Pairing]) -> None:
        self.decider = decider
        self.pairings = pairings
        self.marked = decider.marked
        self.costs = decider.costs
        self.superseded, self.added_up = decider.doubts.left_behind.superseded, decider.doubts.added_up

    def noun(self, link: Link) -> Link:
        """The link of a number, with that noun where it has none of its own."""
        if link.comparison != "level":
            return link
        first = self.superseded.by(self.marked, link.around.mention)
        if first is None or (link.sure and self._has_own(link, first)):
            return link
        first = _measured_alike(first, link.around.mention)
        best = self._best(first)
        if best is None or not self.superseded.lends(self.marked, first, best.used):
            return link
        candidate = best._replace(by_topic=False)
        told = self._planned_by(first, link.around.mention)
        sure = candidate.score >= self.costs.fact
        return replace(link, chosen=(candidate,), rule="same_noun", sure=sure, settles=told)

    def whole(self, link: Link) -> Link:
        """A number without a noun with that of the part that it is told to be the whole of."""
        if link.chosen or link.comparison != "level":
            return link
        number = link.around.mention
        part = self.added_up.part_of(self.marked, number)
        best = None if part is None else self._best(part)
        if part is None or best is None or best.indicator_id in self.added_up.apart:
            return link
        if not self.added_up.adds_more(self.marked, number):
            return link
        if not self._says_only(number, part, best):
            return link
        sure = best.score >= self.costs.fact
        return replace(link, chosen=(best._replace(by_topic=False),), rule="same_noun", sure=sure)

    def _says_only(self, number: Mention, part: Mention, best: Candidate) -> bool:
        """Whether the clause of a number says no more than what was done, as the words of a reading do."""
        turns = self.superseded.turns
        core = turns.holding.core(self.added_up.said_last(self.marked, number))
        known = (*best.reading.left, *best.reading.right)
        told = not core or turns.repeats(self.marked, part, core)
        told = told or any(core in words.words for _, words in known)
        return told and not said_behind(self.marked, number)

    def _planned_by(self, first: Mention, number: Mention) -> Surroundings | None:
        """The words around the plan of a number that does not say itself that it is ours."""
        turns = self.superseded.turns
        if turns.is_ours(self.marked, number) or turns.said_of(self.marked, first) is None:
            return None
        return surroundings(self.marked, first, self.costs.window)

    def _has_own(self, link: Link, first: Mention) -> bool:
        """Whether words behind the first number say what a number counts, and not what that has said."""
        repeats, text = self.superseded.turns.repeats, self.marked.normal
        out = self.superseded.turns.taken_out(self.marked, first.end, link.around.mention.start) or (0, 0)
        spans = (span for c in link.chosen for span in c.used if span[0] >= first.end)
        used = (span for span in spans if not out[0] <= span[0] < out[1])
        return not all(repeats(self.marked, first, text[start:end]) for start, end in used)

    def _best(self, first: Mention) -> Candidate | None:
        """The best reading of the first number, with or without the words that it was planned by."""
        pairing = self.pairings.get(first.start)
        read = (self.decider.of_piece(around, pairing) for around in self._around(first, pairing))
        best = max((found[0] for found in read if found), key=lambda c: c.score, default=None)
        return best if best is not None and best.score >= self.costs.candidate else None

    def _around(self, first: Mention, pairing: Pairing | None) -> Iterator[Surroundings]:
        """The surroundings of the first number; its noun alone, before what says that it was planned; and
        that of the clause before, where none is told with it (双随机抽查，计划3批60户).
        """
        around = surroundings(self.marked, first, self.costs.window)
        if pairing is not None:
            yield paired(around, pairing)
            return
        yield around
        told = self.superseded.turns.noun_of(self.marked, first)
        if told is not None:
            start, end = told
            start = start if end <= around.left else max(start, around.left)
            yield replace(around, left=start, left_end=max(start, end), clause=min(start, around.clause))


def _measured_alike(first: Mention, number: Mention) -> Mention:
    """The first number in the measure of the other (定的是一年四回，实际学了六次)."""
    return first if first.unit == number.unit else replace(first, unit=number.unit)
