"""Numbers that are told without their noun: they have that of a figure before them.

去年有2起诉讼，今年增加到4起; 其中市本级860件; 调解40件，占61%; 一审6件、二审3件，共9件.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ingestion.extraction.linking.deciding import Decider
from ingestion.extraction.linking.discourse import Discourse
from ingestion.extraction.linking.link import Link
from ingestion.extraction.linking.nouns.topicalised import with_topic
from ingestion.extraction.linking.nouns.totals import (
    CLAUSE_BEFORE,
    CLOSING,
    GROWN,
    mixed_sum,
    noun_before,
    sum_in_front,
    sum_of_figures,
)
from ingestion.extraction.linking.ranking import best_of_each
from ingestion.extraction.linking.shares import is_share
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.meaning.stances import Comparison
from ingestion.extraction.text.lists.shared_nouns import beside_its_like, told_before
from ingestion.extraction.text.surroundings import Surroundings, fills_with_a_year

TOLD_BEFORE = ("same_noun", "clause_before")
"""The noun of a figure with one of these rules stands further back itself."""

AT_BEGINNING, OVER_YEARS = "at_the_beginning", "over_years"
"""What keeps a figure of another time from being one of the year, but not its noun from being named."""


class Ellipsis:
    """Finds the noun that a number leaves out, by what was told before it."""

    def __init__(
        self, decider: Decider, discourse: Discourse, qualified: Callable[[Surroundings], bool]
    ) -> None:
        self.decider = decider
        self.discourse = discourse
        self.qualified = qualified
        self.marked = decider.marked
        self.matcher = decider.matcher
        self.stances = decider.stances
        self.left_behind = decider.doubts.left_behind
        self.costs = decider.costs

    def goes_on(self, around: Surroundings) -> bool:
        """Whether it is the level that one of the same measure before it went to."""
        last = self.discourse.last
        if last is None or last.around.mention.unit != around.mention.unit:
            return False
        if self.marked.bracket_end(last.around.mention.start) < around.mention.start:
            return False
        first, second = last.around.mention, around.mention
        told = self.left_behind.superseded.by(self.marked, second)
        if told is not None and (told != first or not last.sure):
            return False
        left = self.stances.left_level(self.marked, first, second)
        passed = self.left_behind.by(self.marked, first, second)
        return left or passed or self.stances.continues_noun(self.marked, around)

    def left_out(self, link: Link) -> Link:
        """A number without a noun of its own, with that of one before it where there is one."""
        found = self.share(self.same_noun(self.total(link)))
        return found if found.chosen else with_topic(self.decider, found)

    def gone_on(self, link: Link) -> Link:
        """去年有2起诉讼，今年增加到4起: the level reached has the noun of the level left."""
        last, unit = self.discourse.last, link.around.mention.unit
        if last is None or last.comparison != "previous" or not last.chosen:
            return link
        if last.around.mention.unit != unit:
            return link
        score = min(last.chosen[0].score, self.costs.start) - self.costs.lost["same_noun"]
        candidate = last.chosen[0]._replace(score=score, by_topic=False)
        return replace(link, chosen=(candidate,), rule="level_reached", sure=score >= self.costs.fact)

    def share(self, link: Link) -> Link:
        """其中调解40件，占61%: the rate that says which share the figure before has of its total."""
        around, last = link.around, self.discourse.last
        said = self.marked.normal[around.left : around.mention.start].strip()
        if link.chosen or around.mention.unit != "%" or last is None or not last.sure:
            return link
        rate = self.marked.vocabulary.shares.get(last.chosen[0].indicator_id)
        between = self.marked.normal[last.around.mention.end : around.left].strip(",( ")
        if rate is None or between or self.marked.lists.share_said.fullmatch(said) is None:
            return link
        score = self.costs.start - self.costs.lost["same_noun"]
        candidate = last.chosen[0].read_as(rate)._replace(score=score, by_topic=False)
        whole = self.discourse.counted.get(last.chosen[0].reading.indicator.parent or "")
        sure = is_share(around.mention, last.around.mention, whole)
        return replace(link, chosen=(candidate,), rule="share_of_total", sure=sure)

    def total(self, link: Link) -> Link:
        """The noun of a sum stands before its first part (一审6件、二审3件,共9件), of others before."""
        rule, around = noun_before(self.marked, link.around, self.discourse.heading)
        whole, cost = self.marked.vocabulary.indicators, self.costs.lost["same_noun"]
        if (found := sum_of_figures(self.marked, link, self.discourse.told, whole, cost)) is not None:
            return found
        if link.comparison != "level":
            return link
        found = None if around is None else self._told_there(link, rule, around)
        if found is None and rule == GROWN:
            rule, around = noun_before(self.marked, link.around, self.discourse.heading, grown=False)
            found = None if around is None else self._told_there(link, rule, around)
        in_front = None if found is not None else sum_in_front(self.marked, link.around, self.qualified)
        if in_front is not None:
            rule, found = CLOSING, self._told_there(link, CLOSING, in_front)
        if found is None:
            return link
        mixed = mixed_sum(self.marked, link.around, found.chosen[0], self.discourse.told)
        return replace(
            found, around=link.around, rule="common_total" if mixed else rule, sure=found.sure and not mixed
        )

    def _told_there(self, link: Link, rule: str, around: Surroundings) -> Link | None:
        """A number with the noun that stands in ``around``; None where none does."""
        if rule == GROWN:
            around = replace(around, left_end=self.stances.before_change(self.marked, around))
        candidates = self._grown(around) if rule == GROWN else self.decider.candidates(around)
        if self.marked.lists.ranked.match(self.marked.normal, around.left_end, link.around.left - 1):
            candidates = self._ranked(around, candidates)
        found = self.decider.decide(around, link.comparison, candidates, None)
        own = link.around.left, link.around.left_end
        unsaid = rule == CLAUSE_BEFORE and around.left_end == own[1] and not self.marked.says(*own)
        if unsaid and not found.sure:
            around = replace(around, left_end=link.around.left - 1)
            alone = self.decider.decide(around, link.comparison, self.decider.candidates(around), None)
            found = alone if alone.sure else found
        return found if found.chosen else None

    def _ranked(self, around: Surroundings, candidates: list[Candidate]) -> list[Candidate]:
        """Of the readings of a noun that is put in order (工伤待遇次之，31件) those of a part of a whole.

        Nothing stands before it: the months or the towns of a figure are put in order as well.
        """
        text, lead = self.marked.normal, self.marked.lists.lead.match(self.marked.normal, around.left)
        begins = lead.end() if lead is not None else around.left
        return [
            c
            for c in candidates
            if c.reading.indicator.parent is not None and not text[begins : min(c.used)[0]].strip()
        ]

    def _grown(self, around: Surroundings) -> list[Candidate]:
        """What the number before it was added to (新设中心3个，累计建成29个), or what it changed."""
        last = self.discourse.last
        changed = last is not None and last.comparison == "difference"
        if not changed and not self.stances.increment(self.marked, around):
            return []
        found = self.matcher.candidates(around, self.discourse.topics)
        kept = [c for c in found if changed or c.reading.indicator.kind == "stock"]
        return best_of_each(kept, around.mention.start)

    def same_noun(self, link: Link) -> Link:
        """其中市本级860件: only whose or when is said, the noun is that of the figure before."""
        around, told = link.around, self.discourse.told
        for figures in (self.discourse.compared, told):
            row = told_before(self.marked, [figure.around.mention for figure in figures], around.mention)
            if row is not None:
                return self._with_noun_of(figures[row], link)
        earlier = self._last_of_its_unit(told, around.mention.unit)
        if earlier is None or not self._says_only_whose(around, earlier, link.comparison):
            return link
        if beside_its_like(self.marked, around):
            return link
        if link.comparison != "previous" and not self.qualified(around):
            return link
        return self._with_noun_of(earlier, link)

    def _last_of_its_unit(self, told: Sequence[Link], unit: str) -> Link | None:
        """The last figure of a measure that was told, where no other level of that stands in between."""
        if (compared := self._of_another_year(unit)) is not None:
            return compared
        earlier = next((f for f in reversed(told) if f.around.mention.unit == unit), self.discourse.fact)
        if earlier is None or earlier.around.mention.unit != unit:
            return None
        last = self.discourse.last
        if last is None or last is earlier or last.around.mention.unit != unit:
            return earlier
        aside = last.comparison != "level" or fills_with_a_year(self.marked, last.around.mention)
        return earlier if aside else None

    def _of_another_year(self, unit: str) -> Link | None:
        """The number right before it, where that is of the year before, or of several (去年9件)."""
        last = self.discourse.last
        if last is None or last.around.mention.unit != unit or not last.chosen:
            return None
        if last.comparison == "previous" and (last.sure or last.rule == AT_BEGINNING):
            return None if self._told_twice(unit) else last
        return last if last.rule == OVER_YEARS else None

    def _told_twice(self, unit: str) -> bool:
        """Whether the sentence tells several levels of that year in a measure (去年受理9件，审结8件)."""
        return [link.around.mention.unit for link in self.discourse.compared].count(unit) > 1

    def _says_only_whose(self, around: Surroundings, earlier: Link, comparison: Comparison) -> bool:
        """Whether the words beside a number say whose or of when it is, and nothing of what it counts."""
        normal = self.marked.normal
        if all(self.costs.levels.fullmatch(normal, *span) for span in earlier.chosen[0].used):
            return False
        said = normal[around.left : around.left_end].strip()
        bare = self.marked.unexplained(around.left, around.left_end) <= self._repeated(around, earlier)
        bare = bare or self.marked.lists.ours.fullmatch(said) is not None
        alone = comparison == "previous" or not self.marked.unexplained(around.mention.end, around.right)
        if not (said and bare and alone):
            return False
        stock = earlier.chosen[0].reading.indicator.kind == "stock"
        return not (stock and self.stances.increment(self.marked, around))

    def _with_noun_of(self, earlier: Link, link: Link) -> Link:
        """A number that has the noun of an earlier figure; that is no less sure further down the row."""
        lost = 0.0 if earlier.rule in TOLD_BEFORE else self.costs.lost["same_noun"]
        score = min(earlier.chosen[0].score, self.costs.start) - lost
        candidate = earlier.chosen[0]._replace(score=score, by_topic=False)
        if self.decider.doubts.licensed.tell(self.marked, link.around, candidate):
            return replace(link, chosen=(candidate,), rule="stands", sure=False)
        return replace(link, chosen=(candidate,), rule="same_noun", sure=score >= self.costs.fact)

    def _repeated(self, around: Surroundings, earlier: Link) -> int:
        """How many characters of the piece before a number repeat words of an earlier figure."""
        words = {self.marked.normal[start:end] for start, end in earlier.chosen[0].used}
        hits = self.marked.hits_in(around.left, around.left_end)
        return sum(hit.end - hit.start for hit in hits if self.marked.normal[hit.start : hit.end] in words)
