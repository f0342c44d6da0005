"""Walks through a report from beginning to end and decides what every quantity is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace
from operator import itemgetter
from typing import Any

from ingestion.extraction.doubts.reasons import Doubts
from ingestion.extraction.linking.deciding import Decider
from ingestion.extraction.linking.denied import Denied
from ingestion.extraction.linking.discourse import Discourse
from ingestion.extraction.linking.foretold import opening
from ingestion.extraction.linking.link import Link
from ingestion.extraction.linking.nouns.ellipsis import Ellipsis
from ingestion.extraction.linking.nouns.lent import LentNouns
from ingestion.extraction.linking.nouns.row_heads import RowHeads
from ingestion.extraction.linking.ranking import paired, same_kind
from ingestion.extraction.linking.stages import Stages, StageWords
from ingestion.extraction.matching.candidates import Matcher
from ingestion.extraction.matching.costs import Costs
from ingestion.extraction.meaning.stances import Comparison, Stances
from ingestion.extraction.text.boundaries import between
from ingestion.extraction.text.lists.of_text import pairings
from ingestion.extraction.text.lists.pairing import Pairing
from ingestion.extraction.text.lists.shared_nouns import enumeration, told_alike
from ingestion.extraction.text.marked import SENTENCE_ENDS, MarkedText
from ingestion.extraction.text.structure import Structure
from ingestion.extraction.text.surroundings import (
    Surroundings,
    behind_total,
    bracketed,
    filled_bracket,
    fronted,
    surroundings,
)
from ingestion.quantities import Mention

MET = "()" + SENTENCE_ENDS
STRETCH = 20_000
"""What is met is gathered from so many characters at a time: so little of a long text is held at once."""


class Linker:
    """Links the quantities of one text to indicators."""

    def __init__(
        self,
        marked: MarkedText,
        structure: Structure,
        matcher: Matcher,
        stances: Stances,
        costs: Costs,
        doubts: Doubts,
        stages: StageWords,
        qualified: Callable[[Surroundings], bool],
    ) -> None:
        self.marked = marked
        self.structure = structure
        self.stances = stances
        self.costs = costs
        self.pairings = pairings(marked)
        self.discourse = Discourse(marked, stances, costs)
        self.decider = Decider(marked, matcher, stances, costs, doubts, self.discourse)
        self.ellipsis = Ellipsis(self.decider, self.discourse, qualified)
        self.row_heads = RowHeads(self.decider, qualified)
        self.lent = LentNouns(self.decider, self.pairings)
        self.stages = Stages(self.decider, self.discourse, stages)
        self.denied = Denied(self.decider, self.discourse)

    def links(self) -> Iterator[Link]:
        """One link for every quantity, in order."""
        for begin in range(0, len(self.marked.normal), STRETCH):
            places, named = opening(self.structure, self.marked, self.costs, begin, begin + STRETCH)
            done = 0
            for order, meet, item in self._events(begin, begin + STRETCH):
                until = bisect_left(places, (order + 1) // 2, done)
                if until > done:
                    self.discourse.name(named[done:until])
                    done = until
                link = meet(item)
                if link is not None:
                    yield link
            self.discourse.name(named[done:])

    def _events(self, begin: int, end: int) -> list[tuple[int, Callable[[Any], Link | None], Any]]:
        """What is met in a stretch and how, by its place doubled: divisions, then words, then all else."""
        marked, marks, discourse = self.marked, self.marked.boundaries.of(MET), self.discourse
        divisions = between(self.structure.divisions, self.structure.starts, begin, end)
        quantities = between(marked.quantities, marked.quantity_starts, begin, end)
        nothings = [nothing for nothing in marked.nothings if begin <= nothing.start < end]
        events: list[tuple[int, Callable[[Any], Link | None], Any]] = [
            *[(2 * division.start, discourse.divide, division) for division in divisions],
            *[(2 * at + 1, discourse.mark, at) for at in between(marks, marks, begin, end)],
            *[(2 * mention.start + 1, self._count, mention) for mention in quantities],
            *[(2 * nothing.start + 1, self.denied.read, nothing) for nothing in nothings],
        ]
        return sorted(events, key=itemgetter(0))

    def _count(self, mention: Mention) -> Link:
        """A number is met."""
        link = self._link(mention)
        self.discourse.remember(link)
        return link

    def _link(self, mention: Mention) -> Link:
        around = surroundings(self.marked, mention, self.costs.window)
        comparison = self._comparison(around)
        if pairing := self.pairings.get(mention.start):
            around = paired(around, pairing)
            comparison = "level" if pairing.year is not None and comparison == "previous" else comparison
        if (rule := self._counts_nothing(around, comparison)) is not None:
            return Link(around, comparison, rule=rule)
        goes_on = self.ellipsis.goes_on(around)
        around = self._with_its_noun(around, goes_on)
        if pairing and pairing.shared:
            return self.decider.shared(around, comparison, pairing)
        link = self.stages.both(self._decided(around, comparison, pairing, goes_on))
        link.leans_on, link.year = self._leaning(link), pairing.year if pairing else None
        return link

    def _counts_nothing(self, around: Surroundings, comparison: Comparison) -> str | None:
        """The rule by which a number counts nothing: as a change, a duration, or so much each time."""
        if comparison in ("difference", "multiple") or around.mention.duration:
            return "comparison" if comparison != "level" else "duration"
        return "per_case" if self.stances.per_case(self.marked, around) else None

    def _with_its_noun(self, around: Surroundings, goes_on: bool) -> Surroundings:
        """With the piece that names what is counted, where another one does.

        去年有2起诉讼，今年增加到4起: that of the number before; or the one around a bracket.
        """
        last = self.discourse.last
        if last is not None and goes_on:
            before, end = last.around, self.stances.before_change(self.marked, last.around)
            return replace(around, left=before.left, clause=before.clause, left_end=end)
        return bracketed(self.marked, around) or behind_total(self.marked, around) or around

    def _decided(
        self, around: Surroundings, comparison: Comparison, pairing: Pairing | None, goes_on: bool
    ) -> Link:
        """By the words around it; else by the verb behind its comma, or by the noun that it leaves out."""
        alone = pairing is None and not goes_on
        link = self.decider.decide(around, comparison, self.decider.of_piece(around, pairing), pairing)
        if alone and (headed := self.row_heads.anew(link)) is not None:
            return headed
        if not goes_on:
            link = self.lent.whole(self.lent.noun(link))
        if not link.chosen and (ahead := fronted(self.marked, around)) is not None:
            told = self.decider.decide(ahead, comparison, self.decider.of_piece(ahead, pairing), pairing)
            link = told if told.chosen else link
        if not link.chosen:
            noun = self.ellipsis
            link = noun.gone_on(link) if goes_on else link
            link = link if link.chosen else noun.left_out(link)
            link = self.row_heads.noun(link) if alone else link
        if pairing is not None or not link.chosen:
            return link
        total = enumeration(self.marked, around, link.chosen[0].used)
        return link if total is None else self.decider.enumerated(link, total)

    def _leaning(self, link: Link) -> Link | None:
        """The figure before it in the sentence, or in the point where it needs what was said there."""
        fact = self.discourse.fact
        if not link.chosen or fact is None:
            return None
        same_sentence = fact.around.mention.start >= link.around.sentence
        goes_on = same_kind(fact.chosen[0], link.chosen[0])
        return fact if same_sentence or goes_on or link.chosen[0].by_topic else None

    def _comparison(self, around: Surroundings) -> Comparison:
        """A level or not; in a row of numbers the first one's word goes for all (分别增长6%、8%和12%)."""
        comparison, last = self.stances.comparison(self.marked, around), self.discourse.last
        if comparison == "level" and self._beside_like_last_year(around):
            return "previous"
        changed = comparison == "level" and last is not None and last.comparison == "difference"
        if changed and last is not None and told_alike(self.marked, last.around, around):
            return "difference"
        return comparison

    def _beside_like_last_year(self, around: Surroundings) -> bool:
        """Whether a number fills a bracket behind one of its measure, where the sentence has told so of the
        year before (受理312件（上年287件），审结305件（280件）).
        """
        if not self.discourse.compared:
            return False
        opening = filled_bracket(self.marked.normal, around.mention)
        before = None if opening is None else self.marked.quantity_before(opening)
        if before is None or before.end != opening or before.unit != around.mention.unit:
            return False
        told = (link.around.mention.start for link in self.discourse.compared)
        return any(self.marked.normal[self.marked.boundary_before(at) - 1] == "(" for at in told)
