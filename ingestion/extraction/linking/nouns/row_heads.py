"""Rows of numbers that only say whose they are, under a clause that names what they count.

接收线索,全市412条、市本级55条;办结的,全市410条、市本级54条: what is said at the head of a row holds for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ingestion.extraction.linking.deciding import Decider
from ingestion.extraction.linking.link import Link
from ingestion.extraction.linking.ranking import own_word
from ingestion.extraction.text import reach
from ingestion.extraction.text.surroundings import STRONG, Surroundings

GOES_ON = ",", "、", ":"
ENDS = "。;!?\n()"
MAX_WHOSE = 8
MAX_ROW = 6
"""So many numbers stand in a row at most."""


class RowHeads:
    """Gives the numbers of a row the noun or verb that stands at its head."""

    def __init__(self, decider: Decider, qualified: Callable[[Surroundings], bool]) -> None:
        self.decider = decider
        self.marked = decider.marked
        self.qualified = qualified

    def anew(self, link: Link) -> Link | None:
        """The link of a number under a head that names another thing than was counted before (办结的,全市…).

        One to nothing where no indicator counts that; None where there is no such head.
        """
        around = link.around
        if any(own_word(read, around.left, around.mention.start) for read in link.chosen):
            return None
        head = self._head(around)
        if head is None or not self.marked.lists.row_head.search(self.marked.normal, *head):
            return None
        return self._read(link, head)

    def noun(self, link: Link) -> Link:
        """A number with the noun at the head of its row, where it has none of its own."""
        head = None if link.chosen else self._head(link.around)
        return link if head is None else self._read(link, head)

    def _read(self, link: Link, head: tuple[int, int]) -> Link:
        """The link of a number by the words of ``head`` alone."""
        start, end = head
        said = self.marked.lists.row_head.search(self.marked.normal, start, end)
        stop = end if said is None else said.start()
        around = replace(link.around, left=start, clause=start, left_end=stop, far_left=start)
        found = self.decider.decide(around, link.comparison, self.decider.candidates(around), None)
        return replace(found, around=link.around)

    def _head(self, around: Surroundings) -> tuple[int, int] | None:
        """Where the clause at the head of a row stands that has no number and says what is counted."""
        marked, left = self.marked, around.left
        if not self._says_only_whose(around) or self._is_summed_up(around):
            return None
        for _ in range(MAX_ROW):
            number = marked.quantity_before(left)
            if number is None or marked.normal[number.end : left].strip() not in GOES_ON:
                break
            left = marked.boundary_before(number.start)
            if marked.unexplained(left, number.start):
                return None
        start = marked.boundary_before(left - 1, STRONG, reach.WORDS)
        before = marked.quantity_before(left)
        if marked.normal[left - 1 : left] not in (",", ":") or (before is not None and before.end > start):
            return None
        lead = marked.lists.lead.match(marked.normal, start, left - 1)
        start = start if lead is None else lead.end()
        return (start, left - 1) if marked.says(start, left - 1) or marked.unknown(start, left - 1) else None

    def _says_only_whose(self, around: Surroundings) -> bool:
        """Whether nothing is said with a number but whose or of when it is."""
        marked = self.marked
        if marked.normal[around.left - 1 : around.left] not in GOES_ON:
            return False
        said = marked.normal[around.left : around.left_end].strip()
        if not 0 < len(said) <= MAX_WHOSE or said.endswith(marked.attributive):
            return False
        if marked.unexplained(around.left, around.left_end):
            return False
        return not marked.unexplained(around.mention.end, around.right) and self.qualified(around)

    def _is_summed_up(self, around: Surroundings) -> bool:
        """Whether the row of a number ends with its sum (县本级45件,乡镇30件,合计75件): that has the noun."""
        marked, at = self.marked, around.mention.end
        for _ in range(MAX_ROW):
            number = marked.quantity_after(at)
            if number is None or marked.boundary_after(at, ENDS) < number.start:
                return False
            if marked.lists.closing_total.fullmatch(marked.normal, at, number.start):
                return True
            at = number.end
        return False
