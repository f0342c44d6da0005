"""The words around a number, by the part of a phrase they can play, and how a phrase takes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ingestion.extraction.marked import Hit, MarkedText
from ingestion.extraction.surroundings import Surroundings


class Words:
    """The words around one number, by the part they can play."""

    def __init__(self, marked: MarkedText, around: Surroundings) -> None:
        self.around = around
        self.before: dict[int, list[Hit]] = defaultdict(list)
        self.after: dict[int, list[Hit]] = defaultdict(list)
        for hit in marked.hits_in(min(around.far_left, around.clause), around.left_end):
            _note(self.before, hit, before=True)
        for hit in marked.hits_in(around.mention.end, around.right):
            _note(self.after, hit)
        for hit in marked.hits_in(around.far_right, around.far_end):
            _note(self.after, hit)

    def near_parts(self) -> Iterator[int]:
        """The parts that stand in the clause before or right behind the number."""
        before = [part for part, hits in self.before.items() if hits[-1].start >= self.around.clause]
        after = [part for part, hits in self.after.items() if hits[0].end <= self.around.right]
        yield from dict.fromkeys((*before, *after))

    def parts(self) -> Iterator[int]:
        """All parts of the sentence."""
        yield from dict.fromkeys((*self.before, *self.after))


def _note(places: dict[int, list[Hit]], hit: Hit, *, before: bool = False) -> None:
    """Note a word under its parts; a longer word of the same part around it stands nearer to the number."""
    for part in hit.info.parts:
        noted = places[part]
        inside = bool(noted) and hit.end <= noted[-1].end
        noted.insert(len(noted) - 1 if before and inside else len(noted), hit)


@dataclass(slots=True)
class Fit:
    """A reading while its parts are being placed."""

    cost: float = 0.0
    matched: int = 0
    used: tuple[Hit, ...] = ()
    in_place: bool = False
    """Whether any part stands on the side of the number where the phrase prints it."""

    def take(self, hit: Hit, cost: float, in_place: bool) -> None:
        """Use a word at a cost."""
        self.used = (*self.used, hit)
        self.matched += hit.end - hit.start
        self.cost += cost
        self.in_place |= in_place

    def free(self, hit: Hit) -> bool:
        return all(hit.end <= other.start or other.end <= hit.start for other in self.used)
