"""Parts that add up to the total which is told before them.

What the text itself adds up is surely the figure, whatever else is told of the same:
应诉9件，包括一审6件、二审2件、再审1件。另有1件一审判令重作.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ingestion.extraction.text.boundaries import STOP
from ingestion.observations import Observation

PART = re.compile(r"[^,。;:!?\n\d]*")
NEXT = re.compile(r"[^,。;!?\n\d]*[,:(][^,。;:!?\n\d]*")
LIST = "、"
MIN_PARTS = 2


class Sums:
    """The sums that the numbers of a text make, as its words tell of them."""

    def __init__(self, found: Sequence[Observation], text: str, parts_of: Sequence[str]) -> None:
        numbers = {o.start: o for o in found if o.start is not None and o.value is not None}
        self._numbers = [numbers[start] for start in sorted(numbers)]
        self._starts = sorted(numbers)
        self._text, self._parts_of = text, tuple(parts_of)

    def divide(self, figure: Observation) -> bool:
        """Whether a figure stands in a list of parts that add up to the total before it."""
        first = bisect_left(self._starts, figure.start or 0)
        while first > 0 and self._listed(first - 1):
            first -= 1
        if first == 0 or not self._divides(first):
            return False
        last = first
        while last + 1 < len(self._numbers) and self._listed(last):
            last += 1
        parts = self._numbers[first : last + 1]
        added = sum(part.value or 0.0 for part in parts)
        return len(parts) >= MIN_PARTS and added == self._numbers[first - 1].value

    def close(self, figure: Observation) -> bool:
        """Whether the numbers of its measure before it in its sentence add up to a figure."""
        at = bisect_left(self._starts, figure.start or 0) - 1
        added, count = 0.0, 0
        while at >= 0 and not STOP.search(self._text, self._numbers[at].end or 0, figure.start or 0):
            part = self._numbers[at]
            if part.unit == figure.unit:
                added, count = added + (part.value or 0.0), count + 1
            if count >= MIN_PARTS and added == figure.value:
                return True
            at -= 1
        return False

    def whole(self, figure: Observation, others: Sequence[Observation]) -> bool:
        """Whether others are among the parts, listed right behind a figure, that add up to it."""
        first = last = bisect_left(self._starts, figure.start or 0) + 1
        if first >= len(self._numbers) or not self._next_clause(first):
            return False
        while last + 1 < len(self._numbers) and self._listed(last):
            last += 1
        parts = self._numbers[first : last + 1]
        added = sum(part.value or 0.0 for part in parts)
        among = {part.start for part in parts}
        return len(parts) >= MIN_PARTS and added == figure.value and all(o.start in among for o in others)

    def _next_clause(self, first: int) -> bool:
        """Whether a number stands in the clause right behind that of the number before it."""
        between = self._text[self._numbers[first - 1].end or 0 : self._numbers[first].start or 0]
        return NEXT.fullmatch(between) is not None

    def _listed(self, at: int) -> bool:
        """Whether the next number goes on with the list of a number (一审6件、二审2件)."""
        start, end = self._numbers[at].end or 0, self._numbers[at + 1].start or 0
        between = self._text[start:end]
        return LIST in between and PART.fullmatch(between) is not None

    def _divides(self, first: int) -> bool:
        """Whether the clause of a number, right behind another number, begins to tell of its parts."""
        start, end = self._numbers[first - 1].end or 0, self._numbers[first].start or 0
        comma = self._text.find(",", start, end)
        led = comma >= 0 and not self._text[start:comma].strip()
        return led and self._text.startswith(self._parts_of, comma + 1)
