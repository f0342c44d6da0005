"""What the unexplained characters between, before and behind the matched words cost."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingestion.extraction.costs import Costs
from ingestion.extraction.fitting import Fit
from ingestion.extraction.marked import MarkedText
from ingestion.extraction.readings import Reading
from ingestion.extraction.surroundings import Surroundings

MAX_BEFORE = 0.16
MAX_BETWEEN = 0.2
MAX_DECLARED = 0.12
"""… where the phrase itself says that any wording may stand in between."""
MAX_GAP = 8
"""No more characters than these count behind a number."""

Span = tuple[int, int]
NOTHING: frozenset[str] = frozenset()


class Residue:
    """What stands around one number and is not said by a reading of it."""

    def __init__(self, marked: MarkedText, around: Surroundings, costs: Costs) -> None:
        self.marked = marked
        self.around = around
        self.costs = costs
        self.lost = costs.lost
        self.counted = marked.normal.startswith(costs.counted_themselves, around.mention.end)
        """Whether the number counts something else that stands directly behind it."""
        self._gaps: dict[int, tuple[float, int]] = {}
        self._heads: dict[int, tuple[bool, int]] = {}
        self._topics: frozenset[str] | None = None

    def cost(self, reading: Reading, fit: Fit, used: Sequence[Span]) -> float:
        """The cost of a reading whose words are placed at ``used``, in the order of the text."""
        around = self.around
        clause, left_end, end = around.clause, around.left_end, around.mention.end
        last = used[-1]
        behind = None if last[0] < end else next(span for span in used if span[0] >= end)
        before = [span for span in used if clause <= span[0] and span[1] <= left_end]
        own_noun = len(reading.needed) > 1 or fit.matched >= self.costs.own_noun or self._names_topic(reading)
        cost = 0.0
        if behind and behind[0] > end and self.counted:
            cost += self.lost["counted_itself"]
        if before:
            most = MAX_DECLARED if reading.may_part else MAX_BETWEEN
            cost += self._before(before, reading.key_is_far, own_noun, most)
        elif behind and not reading.phrase.right and not reading.key_is_far:
            cost += self._to(behind) * self.lost["next_to_number"]
        if behind and reading.phrase.right and not reading.right[0][1].far:
            cost += min(self._to(behind), MAX_GAP) * self.lost["between_parts"]
        if not behind and not own_noun:
            rest = self.marked.unexplained(around.mention.end, around.right)
            cost += min(MAX_GAP, rest) * self.lost["behind_number"]
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
        return self.lost["opens_clause" if self._opens(fit) else "none_in_place"]

    def _opens(self, fit: Fit) -> bool:
        """Whether the number opens its clause and its words, which follow, close it (3起移送公安机关)."""
        around = self.around
        last = max(hit.end for hit in fit.used)
        if self._says(around.left, around.left_end):
            return False
        follower = self.marked.quantity_after(around.mention.end)
        if follower is not None and follower.start == around.right:
            return False
        return not self._says(last, around.right)

    def _says(self, start: int, end: int) -> bool:
        """Whether a stretch says more than that parts are told of (其中7件被维持)."""
        lead = self.marked.lists.lead.match(self.marked.normal, start, end)
        begin = lead.end() if lead else start
        return self.marked.unexplained(begin, end) > 0 or self.marked.says(begin, end)

    def _to(self, behind: Span) -> int:
        """The unexplained characters between the number and the first word used behind it."""
        return self.marked.unexplained(self.around.mention.end, behind[0])

    def _before(self, used: Sequence[Span], key_is_far: bool, own_noun: bool, most: float) -> float:
        """What stands between the words used before the number, before them and behind them."""
        lost = self.lost
        cost, gap = self._gap(used[-1][1])
        cost += 0 if key_is_far else gap * lost["next_to_number"]
        if len(used) > 1:
            between = sum([self.marked.unexplained(a[1], b[0]) for a, b in pairwise(used)])
            cost += min(most, between * lost["between_parts"])
        undone, head = self._head(used[0][0])
        if undone:
            cost += lost["different_word"]
        if own_noun:
            return cost + min(MAX_BEFORE, head * lost["before_parts"])
        return cost + head * lost["before_lone_part"]

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
