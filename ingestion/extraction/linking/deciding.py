"""Decides which of the readings of a number holds, and whether it is sure."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter

from ingestion.extraction.doubts.reasons import Doubts
from ingestion.extraction.linking.discourse import Discourse
from ingestion.extraction.linking.link import Link, of_number_before
from ingestion.extraction.linking.nouns.totals import mixed_sum
from ingestion.extraction.linking.ranking import (
    best_of_each,
    countable,
    latest_topic_first,
    loosely_measured,
    measured_best,
    of_its_piece,
    own_word,
    told_apart,
)
from ingestion.extraction.linking.unknown import (
    kind_of_others,
    outcome,
    rate_of_unknown,
    told_of_opened,
    told_of_unknown,
)
from ingestion.extraction.matching.candidates import Candidate, Matcher
from ingestion.extraction.matching.costs import Costs
from ingestion.extraction.meaning.stances import Comparison, Stances
from ingestion.extraction.text.lists.pairing import Pairing
from ingestion.extraction.text.lists.shared_nouns import in_row, one_of_several
from ingestion.extraction.text.marked import SENTENCE_ENDS, MarkedText
from ingestion.extraction.text.surroundings import Surroundings
from ingestion.quantities import Mention


class Decider:
    """Reads the numbers of one text by the words around each of them."""

    def __init__(
        self,
        marked: MarkedText,
        matcher: Matcher,
        stances: Stances,
        costs: Costs,
        doubts: Doubts,
        discourse: Discourse,
    ) -> None:
        self.marked = marked
        self.matcher = matcher
        self.stances = stances
        self.costs = costs
        self.doubts = doubts
        self.discourse = discourse
        self.topics = discourse.topics

    def candidates(self, around: Surroundings) -> list[Candidate]:
        """The best reading of every indicator that the number could be of, the best first."""
        found = self.matcher.candidates(around, self.topics)
        if found and (
            among := self.marked.lists.among.search(self.marked.normal, around.left, around.mention.start)
        ):
            found = [c for c in found if max(c.used)[0] > among.start()]
        flows = [c for c in found if c.reading.indicator.kind != "stock"]
        if len(flows) < len(found) and self.stances.increment(self.marked, around):
            found = flows
        found = latest_topic_first(best_of_each(found, around.mention.start), self.costs.margin)
        return measured_best(self._counted_first(found), around.mention.unit, self.costs)

    def _counted_first(self, found: list[Candidate]) -> list[Candidate]:
        """Of readings that share their words, the one first whose subject the point has counted.

        接投诉118件，其余告知走仲裁。办结118件: a sentence that names no topic goes on with what was counted,
        not with what was only named since.
        """
        best = found[0] if found else None
        if best is None or best.opening is None or best.opening.sentence == self.topics.sentence:
            return found
        if self._subject_of(best) is not None:
            return found
        counted = [c for c in found[1:] if c.by_topic and c.used == best.used and self._subject_of(c)]
        return [*counted, *(c for c in found if c not in counted)]

    def _subject_of(self, candidate: Candidate) -> Mention | None:
        """The last number of the point that counts what a bare word of a reading is said of."""
        counted = (self.discourse.counted.get(topic) for topic in candidate.reading.asked.topics)
        return max((m for m in counted if m is not None), key=attrgetter("start"), default=None)

    def _of_two_subjects(self, best: Candidate, rest: list[Candidate]) -> bool:
        """Whether one sentence before counts two subjects of a bare word (复议3件，诉讼2件。审结5件).

        Where its own was not counted there, naming the other is enough.
        """
        named, first = best.opening, self._subject_of(best)
        if named is None or named.sentence == self.topics.sentence:
            return False
        alike = [c for c in rest if c.used == best.used and c.score >= self.costs.fact]
        if first is None:
            return any(c.opening is not None and c.opening.sentence == named.sentence for c in alike)
        subjects = (self._subject_of(c) for c in alike)
        return any(other is not None and self._one_sentence(first, other) for other in subjects)

    def _one_sentence(self, one: Mention, other: Mention) -> bool:
        """Whether two different numbers stand in one sentence."""
        begins = self.marked.boundary_before
        return one != other and begins(one.start, SENTENCE_ENDS) == begins(other.start, SENTENCE_ENDS)

    def of_piece(self, around: Surroundings, pairing: Pairing | None) -> list[Candidate]:
        """The readings of a number; in a paired list what is said of all pieces goes before what its own says
        alone (调解组织、仲裁院分别受理争议53件、12件, 一审、二审分别审结9件、4件).
        """
        found = self.candidates(around)
        if pairing is None or not pairing.common[1]:
            return found
        told = of_its_piece(self.candidates(replace(around, common=pairing.common)), around, pairing.common)
        together = [c for c in told if max(c.used)[0] >= pairing.common[0]]
        if together and together[0].score >= self.costs.fact:
            return together
        alone = found and any(c.indicator_id == found[0].indicator_id for c in told)
        return found if alone else told

    def decide(
        self,
        around: Surroundings,
        comparison: Comparison,
        candidates: list[Candidate],
        pairing: Pairing | None,
    ) -> Link:
        """The best of ``candidates`` with what speaks against it; a link to nothing where none fits."""
        if not candidates or candidates[0].score < self.costs.candidate:
            return Link(around, comparison)
        best, rest = candidates[0], candidates[1:]
        rule = "paired_list" if pairing else "topic" if best.by_topic else "phrase"
        sure = self._stands_out(around, best, rest) and self._is_its_own(around, best, rest)
        if sure and best.by_topic and mixed_sum(self.marked, around, best, self.discourse.told):
            rule, sure = "common_total", False
        several = pairing is None and one_of_several(self.marked, around)
        moved = pairing is not None and pairing.stands and best.reading.indicator.kind != "stock"
        unclear = "unclear_list" if several or moved or not (pairing is None or pairing.clear) else None
        told = around if pairing is None else replace(around, common=pairing.common)
        if sure and (reason := self.doubts.reason(self.marked, told, best) or unclear) is not None:
            rule, sure = reason, False
        others = tuple(c for c in rest if c.score >= self.costs.candidate)
        shared = tuple(best.read_as(indicator) for indicator in best.reading.shared)
        return Link(around, comparison, (best, *shared), others, rule, sure)

    def _stands_out(self, around: Surroundings, best: Candidate, rest: list[Candidate]) -> bool:
        """Whether a reading fits well enough, and no other one as well."""
        if best.score < self.costs.fact or not countable(around, best, self.costs.measured):
            return False
        if loosely_measured(best, around.mention.unit, self.costs) or in_row(self.marked, around):
            return False
        last, at = self.discourse.last, around.mention.start
        next_number = len(self.marked.normal) if around.follower is None else around.follower.start
        before = last.chosen[0] if last is not None and last.sure else None
        before = before if before is not None and own_word(best, around.left, at) else None
        close = (c for c in rest if best.score - c.score < self.costs.margin)
        return all(told_apart(best, c, at, next_number, before) for c in close)

    def _is_its_own(self, around: Surroundings, best: Candidate, rest: list[Candidate]) -> bool:
        """Whether the number is told of what its reading names, and not of another count beside it."""
        last, fact = self.discourse.last, self.discourse.fact
        if of_number_before(last, best, around) or self._of_other_figure(around, best):
            return False
        if self._of_two_subjects(best, rest) or kind_of_others(self.discourse.told, best, self.costs):
            return False
        if told_of_opened(self.marked, self.discourse.told, last, around, best, self.costs):
            return False
        known = outcome(last, fact, self.marked)
        of_rate = not known and rate_of_unknown(last, around, best, self.marked, self.costs)
        return not (of_rate or told_of_unknown(last, around, best, self.topics.sentence))

    def _of_other_figure(self, around: Surroundings, best: Candidate) -> bool:
        """Whether people, money or a share are told of the count before them and read as of another."""
        beside = self.costs.no_subject
        if best.opening is None or around.mention.unit not in beside:
            return False
        told = reversed(self.discourse.told)
        subject = next((link for link in told if link.around.mention.unit not in beside), None)
        if subject is None or best.opening.sentence == self.topics.sentence:
            return False
        shared = any(start < subject.around.mention.start for start, _ in best.used)
        return not shared and subject.chosen[0].indicator_id not in best.reading.phrase.topics

    def shared(self, around: Surroundings, comparison: Comparison, pairing: Pairing) -> Link:
        """One number for several nouns (参考率和合格率均达100%): every piece is read on its own."""
        chosen: list[Candidate] = []
        for start, end in pairing.pieces:
            piece = replace(around, left=start, clause=start, left_end=end)
            found = self.candidates(piece)
            if found and found[0].score >= self.costs.candidate:
                chosen.append(found[0])
        unique = list({c.indicator_id: c for c in chosen}.values())
        if not unique:
            return self.decide(around, comparison, self.candidates(around), None)
        sure = all(c.score >= self.costs.fact for c in unique)
        return Link(
            around, comparison, tuple(unique), (), "shared_number" if len(unique) > 1 else "phrase", sure
        )

    def enumerated(self, link: Link, pieces: Pairing) -> Link:
        """A、B 12件: a count of several things together belongs to none of them, a rate holds for each."""
        if link.around.mention.unit == "%":
            return self.shared(link.around, link.comparison, pieces)
        for start, end in pieces.pieces[:-1]:
            found = self.candidates(replace(link.around, left=start, clause=start, left_end=end))
            if found and self._is_told_beside(found[0], link):
                return replace(link, rivals=(found[0], *link.rivals), rule="common_total", sure=False)
        return link

    def _is_told_beside(self, other: Candidate, link: Link) -> bool:
        """Whether a piece before that of a reading names another figure; a part of the same may be unsure."""
        parent = other.reading.indicator.parent
        if {c.indicator_id for c in link.chosen} & {other.indicator_id, parent}:
            return False
        parts = parent is not None and all(c.reading.indicator.parent == parent for c in link.chosen)
        return other.score >= (self.costs.candidate if parts else self.costs.fact)
