"""What the unexplained characters between, before and behind the matched words cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise
from operator import itemgetter
from typing import Final, NamedTuple

from ingestion.extraction.matching.costs import Costs
from ingestion.extraction.matching.fitting import Fit
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import Surroundings
from ingestion.extraction.words.readings import Reading

MAX_BEFORE: Final = 0.16
MAX_BETWEEN: Final = 0.2
MAX_DECLARED: Final = 0.12
"""… where the phrase itself says that any wording may stand in between."""
MAX_GAP: Final = 8
"""No more characters than these count behind a number."""

Span = tuple[int, int]
NOTHING: Final[frozenset[str]] = frozenset()


class Told(NamedTuple):
    """The words that readings of one number use, and what stands around them; many readings use the same."""

    used: frozenset[Span]
    key: Span
    """The word next to the number."""
    matched: int
    """How many characters the words have."""
    before: bool
    """Whether any of them stands in the clause before the number."""
    gap: int
    """So many characters are unexplained between the last of these and the number."""
    turning: float
    """What words that turn the sense cost there."""
    between: int
    """… between two of them."""
    head: int
    """… before the first one."""
    undone: bool
    """Whether something else was done with what that names."""
    behind: bool
    """Whether any of them stands behind the number."""
    to_behind: int
    """… between the number and the first of these."""
    parted: bool
    """Whether something of its own is counted between the number and the first of these."""


_told: Callable[[Iterable[object]], Told] = partial(tuple.__new__, Told)


class Residue:
    """What stands around one number and is not said by a reading of it."""

    def __init__(self, marked: MarkedText, around: Surroundings, costs: Costs) -> None:
        self.marked = marked
        self.around = around
        self.costs = costs
        self.lost = costs.lost
        self.counted = marked.normal.startswith(costs.counted_themselves, around.mention.end)
        """Whether the number counts something else that stands directly behind it."""
        self._known: dict[tuple[Span, ...], Told] = {}
        self._gaps: dict[int, tuple[float, int]] = {}
        self._heads: dict[int, tuple[bool, int]] = {}
        self._topics: frozenset[str] | None = None
        self._preceded: bool | None = None
        """Whether the own piece says anything before the number, once that was asked."""

    def told(self, fit: Fit) -> Told:
        """What stands around the words that a reading uses."""
        used = fit.used
        spans = (used[0][:2],) if len(used) == 1 else tuple(sorted([hit[:2] for hit in used]))
        return self._known.get(spans) or self._work_out(spans)

    def _work_out(self, spans: tuple[Span, ...]) -> Told:
        around, unexplained = self.around, self.marked.unexplained
        clause, left_end, end = around.clause, around.left_end, around.mention.end
        before = [span for span in spans if clause <= span[0] and span[1] <= left_end]
        turning, gap, undone, head, between = 0.0, 0, False, 0, 0
        if before:
            (turning, gap), (undone, head) = self._gap(before[-1][1]), self._head(before[0][0])
        if len(before) > 1:
            between = sum([unexplained(a[1], b[0]) for a, b in pairwise(before)])
        follows, to_behind, parted = spans[-1][0] >= end, 0, False
        if follows:
            behind = next(a for a, _ in spans if a >= end)
            to_behind, parted = unexplained(end, behind), behind > end and self.counted
        key, matched = _nearest(spans, around.mention.start), sum([b - a for a, b in spans])
        placed = frozenset(spans), key, matched, bool(before), gap, turning, between, head, undone
        self._known[spans] = told = _told((*placed, follows, to_behind, parted))
        return told

    def cost(self, reading: Reading, told: Told) -> float:
        """What a reading costs whose words are placed so."""
        lost, far = self.lost, reading.key_is_far
        own_noun = (
            len(reading.needed) > 1 or told.matched >= self.costs.own_noun or self._names_topic(reading)
        )
        cost = lost["counted_itself"] if told.parted else 0.0
        if told.before:
            cost += self._before(told, own_noun, MAX_DECLARED if reading.may_part else MAX_BETWEEN, far)
        elif told.behind and not reading.right and not far:
            cost += told.to_behind * lost["next_to_number"]
        if told.behind:
            if reading.right and not reading.right[0][1].far:
                cost += min(told.to_behind, MAX_GAP) * lost["between_parts"]
        elif not own_noun:
            rest = self.marked.unexplained(self.around.mention.end, self.around.right)
            cost += min(MAX_GAP, rest) * lost["behind_number"]
        return cost

    def _names_topic(self, reading: Reading) -> bool:
        """Whether the own piece before the number names the topic (对欠薪单位立案12件)."""
        topics = reading.asked.topics
        return bool(topics) and not topics.isdisjoint(self._named())

    def _named(self) -> frozenset[str]:
        """The topics that the own piece before the number names."""
        if self._topics is None:
            hits = self.marked.hits_in(self.around.left, self.around.left_end)
            self._topics = NOTHING.union(*[hit.info.topics for hit in hits])
        return self._topics

    def out_of_place(self, fit: Fit) -> float:
        """The cost of a reading none of whose words stand where its phrase prints them."""
        if self._opens(fit) or self._is_attribute(fit):
            return self.lost["opens_clause"]
        return self.lost["none_in_place"]

    def _is_attribute(self, fit: Fit) -> bool:
        """Whether a share is the attribute of its rate, which closes the clause (达到99.7%的满意率)."""
        around = self.around
        if around.mention.unit != "%":
            return False
        behind = self.marked.normal.startswith(self.costs.attributive, around.mention.end)
        return behind and not self._says(max(hit.end for hit in fit.used), around.right)

    def _opens(self, fit: Fit) -> bool:
        """Whether the number opens its clause and its words, which follow, close it (3起移送公安机关), or are
        told to be what the next numbers are parts of (46户参评企业中A级15户).
        """
        around = self.around
        if self._preceded is None:
            self._preceded = self._says(around.left, around.left_end)
        if self._preceded:
            return False
        end = max(hit.end for hit in fit.used)
        if self.marked.lists.within.match(self.marked.normal, end):
            return True
        if around.follower is not None and around.follower.start == around.right:
            return False
        return not self._says(end, around.right)

    def _says(self, start: int, end: int) -> bool:
        """Whether a stretch says more than that parts are told of (其中7件被维持)."""
        lead = self.marked.lists.lead.match(self.marked.normal, start, end)
        begin = lead.end() if lead else start
        return self.marked.unexplained(begin, end) > 0 or self.marked.says(begin, end)

    def _before(self, told: Told, own_noun: bool, most: float, key_is_far: bool) -> float:
        """What stands between the words used before the number, before them and behind them."""
        lost = self.lost
        cost = told.turning
        if not key_is_far:
            cost += told.gap * lost["next_to_number"]
        if told.between:
            cost += min(most, told.between * lost["between_parts"])
        if told.undone:
            cost += lost["different_word"]
        if own_noun:
            return cost + min(MAX_BEFORE, told.head * lost["before_parts"])
        return cost + told.head * lost["before_lone_part"]

    def _gap(self, end: int) -> tuple[float, int]:
        """What the words that turn the sense cost between the last word used and the number, and how many
        characters are unexplained there; most readings end with one of few words.
        """
        gap = self._gaps.get(end)
        if gap is None:
            marked, left_end = self.marked, self.around.left_end
            turning = self.lost["different_word"] * marked.different_words(end, left_end)
            self._gaps[end] = gap = turning, marked.unexplained(end, left_end)
        return gap

    def _head(self, start: int) -> tuple[bool, int]:
        """Whether something else was done with what the first word used names, and how many characters are
        unexplained before it.
        """
        head = self._heads.get(start)
        if head is None:
            left, marked = self.around.left, self.marked
            undone = self.costs.undone.search(marked.normal, left, start) is not None
            self._heads[start] = head = undone, marked.unexplained(max(left, 0), start)
        return head


def _nearest(spans: Sequence[Span], at: int) -> Span:
    """The span next to a place, of spans in order; of two as near, the one that begins first."""
    if len(spans) == 1 or spans[0][0] >= at:
        return spans[0]
    if spans[-1][0] < at:
        return max(spans, key=itemgetter(1))
    return min(spans, key=lambda span: (min(abs(at - span[1]), abs(span[0] - at)), span))
