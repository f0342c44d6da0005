"""Walks through a report from beginning to end and decides what every quantity is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace
from operator import itemgetter
from typing import Any

from ingestion.extraction.boundaries import between
from ingestion.extraction.candidates import Candidate, Matcher
from ingestion.extraction.costs import Costs
from ingestion.extraction.doubts import Doubts
from ingestion.extraction.foretold import opening
from ingestion.extraction.link import Link, of_number_before
from ingestion.extraction.lists import Pairing, enumeration, in_row, pairings, told_alike, told_before
from ingestion.extraction.marked import SENTENCE_ENDS, Hit, MarkedText
from ingestion.extraction.ranking import (
    best_of_each,
    countable,
    latest_topic_first,
    of_its_piece,
    own_word,
    paired,
    same_kind,
    told_apart,
)
from ingestion.extraction.shares import is_share
from ingestion.extraction.stances import Comparison, Stances
from ingestion.extraction.structure import POINT, Division, Structure
from ingestion.extraction.surroundings import Surroundings, behind_total, bracketed, surroundings
from ingestion.extraction.topics import Topics
from ingestion.extraction.totals import GROWN, noun_before, sum_of_figures
from ingestion.extraction.unknown import PartsTold, outcome, rate_of_unknown, told_of_unknown, unknown_noun
from ingestion.quantities import Mention

MET = "()" + SENTENCE_ENDS
MEASURES = ("duration", "per_case")
"""Numbers that count nothing: how long something lasts, how much it is each time."""
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
        qualified: Callable[[Surroundings], bool],
    ) -> None:
        self.qualified = qualified
        self.marked = marked
        self.structure = structure
        self.matcher = matcher
        self.stances = stances
        self.costs = costs
        self.doubts = doubts
        self.topics = Topics()
        self.pairings = pairings(marked)
        self.last: Link | None = None
        self.fact: Link | None = None
        self.told: list[Link] = []
        self.counted: dict[str, Mention] = {}
        """The last figure of each indicator in the point."""
        self.parts = PartsTold()
        self.facts: list[tuple[Link | None, int]] = []
        self.heading: Division | None = None

    def links(self) -> Iterator[Link]:
        """One link for every quantity, in order."""
        for begin in range(0, len(self.marked.normal), STRETCH):
            named, done = opening(self.structure, self.marked, self.costs, begin, begin + STRETCH), 0
            places = [at for at, _ in named]
            for order, meet, item in self._events(begin, begin + STRETCH):
                until = bisect_left(places, (order + 1) // 2, done)
                if until > done:
                    self._name(named[done:until])
                    done = until
                link = meet(item)
                if link is not None:
                    yield link
            self._name(named[done:])

    def _events(self, begin: int, end: int) -> list[tuple[int, Callable[[Any], Link | None], Any]]:
        """What is met in a stretch and how, by its place doubled: divisions, then words, then all else."""
        marked, marks = self.marked, self.marked.boundaries.of(MET)
        divisions = between(self.structure.divisions, self.structure.starts, begin, end)
        quantities = between(marked.quantities, marked.quantity_starts, begin, end)
        events: list[tuple[int, Callable[[Any], Link | None], Any]] = [
            *[(2 * division.start, self._divide, division) for division in divisions],
            *[(2 * at + 1, self._mark, marked.normal[at]) for at in between(marks, marks, begin, end)],
            *[(2 * mention.start + 1, self._count, mention) for mention in quantities],
        ]
        return sorted(events, key=itemgetter(0))

    def _divide(self, division: Division) -> None:
        """A heading or a point begins: what was said before holds no longer."""
        heading = division.level if division.level < POINT else None
        self.topics.divide(heading, leads=division.leads, led=division.led)
        self.heading = division if heading is not None else None
        self.last = self.fact = None
        self.facts.clear()
        self.told.clear()
        self.counted.clear()

    def _name(self, named: list[tuple[int, Hit]]) -> None:
        """Words open their topics, for everything under a heading where they stand in that."""
        heading = self.heading
        if heading is None:
            self.topics.name_each([hit[2].topics for _, hit in named])
            return
        for _, hit in named:
            self.topics.name(hit[2].topics, heading.level if hit[1] <= heading.title_end else 0)

    def _mark(self, mark: str) -> None:
        """A bracket opens or closes, or a sentence ends."""
        if mark == "(":
            self.topics.bracket()
            self.facts.append((self.fact, len(self.told)))
        elif mark == ")":
            self.topics.unbracket()
            if self.facts:
                self.fact, told = self.facts.pop()
                del self.told[told:]
        else:
            self.topics.new_sentence()
            self.told.clear()

    def _count(self, mention: Mention) -> Link:
        """A number is met."""
        link = self._link(mention)
        self._remember(link)
        return link

    def _link(self, mention: Mention) -> Link:
        around = surroundings(self.marked, mention, self.costs.window)
        comparison = self._comparison(around)
        if pairing := self.pairings.get(mention.start):
            around = paired(around, pairing)
        if comparison in ("difference", "multiple") or mention.duration:
            return Link(around, comparison, rule="comparison" if comparison != "level" else "duration")
        if self.stances.per_case(self.marked, around):
            return Link(around, comparison, rule="per_case")
        goes_on = self._goes_on(around)
        if self.last is not None and goes_on:
            before = self.last.around
            end = self.stances.before_change(self.marked, before)
            around = replace(around, left=before.left, clause=before.clause, left_end=end)
        elif (bracket := bracketed(self.marked, around) or behind_total(self.marked, around)) is not None:
            around = bracket
        candidates = self._of_piece(around, pairing)
        if pairing and pairing.shared:
            return self._shared(around, comparison, pairing)
        link = self._decide(around, comparison, candidates, pairing)
        if not link.chosen:
            link = self._gone_on(link) if goes_on else self._share(self._same_noun(self._total(link)))
        if (
            pairing is None
            and link.chosen
            and (total := enumeration(self.marked, around, link.chosen[0].used)) is not None
        ):
            link = self._enumerated(link, total)
        link.leans_on, link.year = self._leaning(link), pairing.year if pairing else None
        return link

    def _goes_on(self, around: Surroundings) -> bool:
        """Whether it is the level that one of the same measure before it went to."""
        last = self.last
        if last is None or last.around.mention.unit != around.mention.unit:
            return False
        if self.marked.bracket_end(last.around.mention.start) < around.mention.start:
            return False
        left = self.stances.left_level(self.marked, last.around.mention, around.mention)
        return left or self.stances.continues_noun(self.marked, around)

    def _leaning(self, link: Link) -> Link | None:
        """The figure before it in the sentence, or in the point where it needs what was said there."""
        if not link.chosen or self.fact is None:
            return None
        same_sentence = self.fact.around.mention.start >= link.around.sentence
        goes_on = same_kind(self.fact.chosen[0], link.chosen[0])
        return self.fact if same_sentence or goes_on or link.chosen[0].by_topic else None

    def _gone_on(self, link: Link) -> Link:
        """去年有2起诉讼，今年增加到4起: the level reached has the noun of the level left."""
        last, unit = self.last, link.around.mention.unit
        if last is None or last.comparison != "previous" or not last.chosen:
            return link
        if last.around.mention.unit != unit:
            return link
        score = min(last.chosen[0].score, self.costs.start) - self.costs.lost["same_noun"]
        candidate = last.chosen[0]._replace(score=score, by_topic=False)
        return replace(link, chosen=(candidate,), rule="level_reached", sure=score >= self.costs.fact)

    def _share(self, link: Link) -> Link:
        """其中调解40件，占61%: the rate that says which share the figure before has of its total."""
        around, last = link.around, self.last
        said = self.marked.normal[around.left : around.mention.start].strip()
        if link.chosen or around.mention.unit != "%" or last is None or not last.sure:
            return link
        rate = self.marked.vocabulary.shares.get(last.chosen[0].indicator_id)
        between = self.marked.normal[last.around.mention.end : around.left].strip(",( ")
        if rate is None or between or self.marked.lists.share_said.fullmatch(said) is None:
            return link
        reading = replace(last.chosen[0].reading, indicator=rate)
        score = self.costs.start - self.costs.lost["same_noun"]
        candidate = last.chosen[0]._replace(reading=reading, score=score, by_topic=False)
        whole = self.counted.get(last.chosen[0].reading.indicator.parent or "")
        sure = is_share(around.mention, last.around.mention, whole)
        return replace(link, chosen=(candidate,), rule="share_of_total", sure=sure)

    def _total(self, link: Link) -> Link:
        """The noun of a sum stands before its first part (一审6件、二审3件,共9件), of others before."""
        rule, around = noun_before(self.marked, link.around, self.heading)
        whole, cost = self.marked.vocabulary.indicators, self.costs.lost["same_noun"]
        if (found := sum_of_figures(self.marked, link, self.told, whole, cost)) is not None:
            return found
        if around is None or link.comparison != "level":
            return link
        if rule == GROWN:
            around = replace(around, left_end=self.stances.before_change(self.marked, around))
        candidates = self._grown(around) if rule == GROWN else self._candidates(around)
        found = self._decide(around, link.comparison, candidates, None)
        return replace(found, around=link.around, rule=rule) if found.chosen else link

    def _grown(self, around: Surroundings) -> list[Candidate]:
        """What the number before it was added to (新设中心3个，累计建成29个), or what it changed."""
        changed = self.last is not None and self.last.comparison == "difference"
        if not changed and not self.stances.increment(self.marked, around):
            return []
        found = self.matcher.candidates(around, self.topics)
        kept = [c for c in found if changed or c.reading.indicator.kind == "stock"]
        return best_of_each(kept, around.mention.start)

    def _same_noun(self, link: Link) -> Link:
        """其中市本级860件: only whose or when is said, the noun is that of the figure before."""
        around, unit = link.around, link.around.mention.unit
        row = told_before(self.marked, [told.around.mention for told in self.told], around.mention)
        if row is not None:
            return self._with_noun_of(self.told[row], link)
        earlier = next((f for f in reversed(self.told) if f.around.mention.unit == unit), self.fact)
        if earlier is None or earlier.around.mention.unit != unit:
            return link
        between = self.last is not earlier and self.last is not None and self.last.comparison == "level"
        if between and self.last is not None and self.last.around.mention.unit == around.mention.unit:
            return link
        said = self.marked.normal[around.left : around.left_end].strip()
        if all(self.costs.levels.fullmatch(self.marked.normal, *span) for span in earlier.chosen[0].used):
            return link
        bare = self.marked.unexplained(around.left, around.left_end) <= self._repeated(around, earlier)
        alone = link.comparison == "previous" or not self.marked.unexplained(around.mention.end, around.right)
        added = earlier.chosen[0].reading.indicator.kind == "stock" and self.stances.increment(
            self.marked, around
        )
        if added or not (said and bare and alone):
            return link
        achieved = self.stances.achieved(self.marked, earlier.around, around)
        if link.comparison != "previous" and not (self.qualified(around) or achieved):
            return link
        return self._with_noun_of(earlier, link)

    def _with_noun_of(self, earlier: Link, link: Link) -> Link:
        """A number that has the noun of an earlier figure; that is no less sure further down the row."""
        lost = 0.0 if earlier.rule == "same_noun" else self.costs.lost["same_noun"]
        score = min(earlier.chosen[0].score, self.costs.start) - lost
        candidate = earlier.chosen[0]._replace(score=score, by_topic=False)
        return replace(link, chosen=(candidate,), rule="same_noun", sure=score >= self.costs.fact)

    def _repeated(self, around: Surroundings, earlier: Link) -> int:
        """How many characters of the piece before a number repeat words of an earlier figure."""
        words = {self.marked.normal[start:end] for start, end in earlier.chosen[0].used}
        hits = self.marked.hits_in(around.left, around.left_end)
        return sum(hit.end - hit.start for hit in hits if self.marked.normal[hit.start : hit.end] in words)

    def _enumerated(self, link: Link, pieces: Pairing) -> Link:
        """A、B 12件: a count of several things together belongs to none of them, a rate holds for each."""
        if link.around.mention.unit == "%":
            return self._shared(link.around, link.comparison, pieces)
        own = {c.indicator_id for c in link.chosen}
        for start, end in pieces.pieces[:-1]:
            found = self._candidates(replace(link.around, left=start, clause=start, left_end=end))
            parent = found[0].reading.indicator.parent if found else None
            if found and found[0].score >= self.costs.fact and not own & {found[0].indicator_id, parent}:
                return replace(link, rivals=(found[0], *link.rivals), rule="common_total", sure=False)
        return link

    def _comparison(self, around: Surroundings) -> Comparison:
        """A level or not; in a row of numbers the first one's word goes for all (分别增长6%、8%和12%)."""
        comparison, last = self.stances.comparison(self.marked, around), self.last
        changed = comparison == "level" and last is not None and last.comparison == "difference"
        if changed and last is not None and told_alike(self.marked, last.around, around):
            return "difference"
        return comparison

    def _candidates(self, around: Surroundings) -> list[Candidate]:
        found = self.matcher.candidates(around, self.topics)
        if self.stances.increment(self.marked, around):
            found = [c for c in found if c.reading.indicator.kind != "stock"]
        return latest_topic_first(best_of_each(found, around.mention.start), self.costs.margin)

    def _of_piece(self, around: Surroundings, pairing: Pairing | None) -> list[Candidate]:
        """The readings of a number; in a paired list what is said of all pieces goes before what its own says
        alone (调解组织、仲裁院分别受理争议53件、12件, 一审、二审分别审结9件、4件).
        """
        found = self._candidates(around)
        if pairing is None or not pairing.common[1]:
            return found
        told = of_its_piece(self._candidates(replace(around, common=pairing.common)), around, pairing.common)
        together = [c for c in told if max(c.used)[0] >= pairing.common[0]]
        if together and together[0].score >= self.costs.fact:
            return together
        alone = found and any(c.indicator_id == found[0].indicator_id for c in told)
        return found if alone else told

    def _decide(
        self,
        around: Surroundings,
        comparison: Comparison,
        candidates: list[Candidate],
        pairing: Pairing | None,
    ) -> Link:
        costs = self.costs
        if not candidates or candidates[0].score < costs.candidate:
            return Link(around, comparison)
        best, rest = candidates[0], candidates[1:]
        close = [c for c in rest if best.score - c.score < costs.margin]
        at = around.mention.start
        follower = self.marked.quantity_after(at + 1)
        next_number = len(self.marked.normal) if follower is None else follower.start
        before = self.last.chosen[0] if self.last is not None and self.last.sure else None
        before = before if before is not None and own_word(best, around.left, at) else None
        rivals = [c for c in close if not told_apart(best, c, at, next_number, before)]
        unclear = None if pairing is None or pairing.clear else "unclear_list"
        rule = "paired_list" if pairing else "topic" if best.by_topic else "phrase"
        sure = best.score >= costs.fact and not rivals and countable(around, best)
        sure = sure and not in_row(self.marked, around.mention)
        known = outcome(self.last, self.fact, self.marked)
        unknown = not known and rate_of_unknown(self.last, around, best, self.marked, self.costs)
        unknown = unknown or told_of_unknown(self.last, around, best, self.topics.sentence)
        sure = sure and not of_number_before(self.last, best, around)
        sure = sure and not unknown and not self._of_other_figure(around, best)
        if sure and (reason := self.doubts.reason(self.marked, around, best) or unclear) is not None:
            rule, sure = reason, False
        others = tuple(c for c in rest if c.score >= costs.candidate)
        shared = tuple(best._replace(reading=replace(best.reading, indicator=i)) for i in best.reading.shared)
        return Link(around, comparison, (best, *shared), others, rule, sure)

    def _of_other_figure(self, around: Surroundings, best: Candidate) -> bool:
        """Whether people, money or a share are told of the count before them and read as of another."""
        beside = self.costs.no_subject
        if best.opening is None or around.mention.unit not in beside:
            return False
        subject = next((link for link in reversed(self.told) if link.around.mention.unit not in beside), None)
        if subject is None or best.opening.sentence == self.topics.sentence:
            return False
        shared = any(start < subject.around.mention.start for start, _ in best.used)
        return not shared and subject.chosen[0].indicator_id not in best.reading.phrase.topics

    def _shared(self, around: Surroundings, comparison: Comparison, pairing: Pairing) -> Link:
        """One number for several nouns (参考率和合格率均达100%): every piece is read on its own."""
        chosen: list[Candidate] = []
        for start, end in pairing.pieces:
            piece = replace(around, left=start, clause=start, left_end=end)
            found = self._candidates(piece)
            if found and found[0].score >= self.costs.candidate:
                chosen.append(found[0])
        unique = list({c.indicator_id: c for c in chosen}.values())
        if not unique:
            return self._decide(around, comparison, self._candidates(around), None)
        sure = all(c.score >= self.costs.fact for c in unique)
        return Link(
            around, comparison, tuple(unique), (), "shared_number" if len(unique) > 1 else "phrase", sure
        )

    def _remember(self, link: Link) -> None:
        self.last = link
        counted = (
            not link.chosen
            and link.comparison == "level"
            and link.rule not in MEASURES
            and link.around.mention.unit not in self.costs.no_subject
        )
        part = self.parts.takes(link.around, self.fact, self.marked)
        if counted and not part:
            added = self.stances.increment(self.marked, link.around)
            stale = not added and unknown_noun(self.marked, link.around)
            self.topics.close(self.marked.vocabulary.excluded, stale=stale)
        if link.sure and link.comparison == "level":
            self.fact = link
            self.told.append(link)
            self.counted[link.chosen[0].indicator_id] = link.around.mention
            self.topics.name(c.indicator_id for c in link.chosen)
