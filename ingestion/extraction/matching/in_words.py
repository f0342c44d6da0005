"""Numbers in words: 无败诉, 未发现违法违规行为, 认领率、检查全覆盖双百 — phrases without a numeral."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import Hit, MarkedText
from ingestion.extraction.words.phrases import Part
from ingestion.extraction.words.readings import Reading

CLAUSE_MARKS = ",。;:!?\n\t"
"""The marks that part a phrase in words from the next; brackets do not."""
NEXT_TO = 2
LONGEST_ITEM = 12


@dataclass(frozen=True, slots=True)
class InWords:
    """A phrase in words at its place."""

    reading: Reading
    start: int
    end: int
    shared: bool = False
    """Whether its first word governs a list, of which this is a later item (没有A和B)."""


class _Places:
    """The places of one part in text order."""

    def __init__(self, hits: list[Hit]) -> None:
        self.hits = hits
        self.starts = [hit.start for hit in hits]

    def first(self, at: int, until: int, limit: int) -> Hit | None:
        """The first hit that starts in ``[at, until]`` and ends by ``limit``."""
        index = bisect_left(self.starts, at)
        while index < len(self.hits) and self.starts[index] <= until:
            if self.hits[index].end <= limit:
                return self.hits[index]
            index += 1
        return None


def phrases_in_words(marked: MarkedText) -> list[InWords]:
    """Every phrase without a number that a clause holds in its printed order."""
    playing: dict[int, list[Hit]] = defaultdict(list)
    for hit in marked.hits.in_words():
        for part in hit[2].in_words:
            playing[part].append(hit)
    at_hand = frozenset(playing)
    readings = [reading for reading in marked.vocabulary.in_words if reading.required <= at_hand]
    asked = at_hand.intersection(chain.from_iterable(reading.parts for reading in readings))
    places = {part: _Places(playing[part]) for part in asked}
    found = [span for reading in readings for span in _found(marked, reading, places)]
    return sorted(found, key=lambda f: (f.start, f.shared, -f.end, f.reading.indicator.id))


def _found(marked: MarkedText, reading: Reading, places: Mapping[int, _Places]) -> Iterator[InWords]:
    (number, part), *rest = reversed(reading.left)
    for start in places[number].hits if number in places else ():
        end = _follow(marked, start, part.far, rest, places)
        if end is not None and not _counted(marked, end):
            yield InWords(reading, start.start, end)
        elif len(rest) == 1 and not part.far and (item := _item(marked, start, places.get(rest[0][0]))):
            yield InWords(reading, start.start, item.end, shared=True)


def _counted(marked: MarkedText, end: int) -> bool:
    """Whether a number behind the words counts what they tell of (未发现问题129户, 平均合格率为97%)."""
    number = marked.quantity_after(end)
    if number is None or number.in_words:
        return False
    rate = number.unit == "%" and number.start <= marked.boundary_after(
        end, CLAUSE_MARKS, reach.RATE_IN_WORDS
    )
    return number.start == end or rate


def _item(marked: MarkedText, first: Hit, items: _Places | None) -> Hit | None:
    """A later item of the list behind a word (无行政处罚、行政强制案件), where the items are short."""
    limit = marked.boundary_after(first.end, CLAUSE_MARKS, reach.CLAUSE)
    at, number = first.end, marked.quantity_after(first.end)
    limit = limit if number is None else min(limit, number.start)
    for separator in marked.lists.separator.finditer(marked.normal, first.end, limit):
        if items is None or separator.start() - at > LONGEST_ITEM:
            return None
        at = separator.end()
        if (item := items.first(at, at, limit)) is not None:
            return item
    return None


def _follow(
    marked: MarkedText, start: Hit, far: bool, rest: list[tuple[int, Part]], places: Mapping[int, _Places]
) -> int | None:
    limit = marked.boundary_after(start.end, CLAUSE_MARKS, reach.CLAUSE)
    end = start.end
    for number, part in rest:
        until = limit if far else end + NEXT_TO
        following = places[number].first(end, until, limit) if number in places else None
        if following is None:
            return None
        end, far = following.end, part.far
    return end
