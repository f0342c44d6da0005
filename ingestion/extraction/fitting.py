"""The words around a number, by the part of a phrase they can play, and how a phrase takes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingestion.extraction.marked import Hit, MarkedText
from ingestion.extraction.phrases import Part
from ingestion.extraction.readings import Reading, ReadingsOfUnit
from ingestion.extraction.surroundings import Surroundings

Playing = tuple[Hit, tuple[int, ...]]
"""A word and the parts that it can play."""
Parts = Sequence[tuple[int, Part]]
"""Parts of a reading by number, the nearest to the number first."""


class Words:
    """The words around one number, by the part they can play in the readings of its measure word."""

    def __init__(self, marked: MarkedText, around: Surroundings, of_unit: ReadingsOfUnit) -> None:
        self.around = around
        self.of_unit = of_unit
        behind = marked.hits_in(around.mention.end, around.right)
        left = marked.hits_in(min(around.far_left, around.clause), around.left_end)
        played_by = of_unit.played_by
        self._left = [(hit, played) for hit in left if (played := played_by[hit.info])]
        self._right = [(hit, played) for hit in behind if (played := played_by[hit.info])]
        if around.far_right < around.far_end:
            far = marked.hits_in(around.far_right, around.far_end)
            self._right += [(hit, played) for hit in far if (played := played_by[hit.info])]
        self.parts: set[int] = set().union(*[played for _, played in (*self._left, *self._right)])
        """The parts that any word around the number can play."""
        self._before: dict[int, list[Hit]] = {}
        self._after: dict[int, list[Hit]] = {}
        self.topics_behind = frozenset([topic for hit in behind for topic in hit.info.topics])

    def before(self, part: int) -> list[Hit]:
        """The words before the number that can play a part; a longer one around another stands nearer."""
        noted = self._before.get(part)
        if noted is None:
            noted = [hit for hit, played in self._left if part in played]
            self._before[part] = noted = _inner_first(noted) if len(noted) > 1 else noted
        return noted

    def after(self, part: int) -> list[Hit]:
        """The words behind the number that can play a part."""
        noted = self._after.get(part)
        if noted is None:
            noted = self._after[part] = [hit for hit, played in self._right if part in played]
        return noted

    def _near(self) -> set[int]:
        """The parts in the clause before the number and right behind it."""
        clause, right = self.around.clause, self.around.right
        before = [played for hit, played in self._left if hit[0] >= clause]
        return set().union(*before, *[played for hit, played in self._right if hit[0] < right])

    def readings(self) -> list[Reading]:
        """The readings all of whose parts are at hand, and the part next to the number near it or far."""
        near, far, parts = self.of_unit.near, self.of_unit.far, self.parts
        next_to_it = [near[part] for part in self._near() & near.keys()]
        far_off = [far[part] for part in parts & far.keys()]
        return [r for readings in (*next_to_it, *far_off) for r in readings if r.required <= parts]


def _inner_first(hits: Iterable[Hit]) -> list[Hit]:
    """The words in order; one that lies in another comes before that."""
    ordered: list[Hit] = []
    for hit in hits:
        inside = bool(ordered) and hit.end <= ordered[-1].end
        ordered.insert(len(ordered) - inside, hit)
    return ordered


@dataclass(slots=True)
class Fit:
    """A reading while its parts are being placed."""

    cost: float = 0.0
    matched: int = 0
    used: tuple[Hit, ...] = ()
    in_place: bool = False
    """Whether any part stands on the side of the number where the phrase prints it."""

    def take_before(self, hits: Sequence[Hit], start: int, cost: float, *, in_place: bool) -> bool:
        """Take the last free word that begins at or behind ``start``."""
        for hit in reversed(hits):
            if hit.start < start:
                return False
            if self._free(hit):
                self._take(hit, cost, in_place)
                return True
        return False

    def take_after(self, hits: Sequence[Hit], end: int | None, cost: float, *, in_place: bool) -> bool:
        """Take the first free word that ends by ``end`` (anywhere, where that is None)."""
        for hit in hits:
            if (end is None or hit.end <= end) and self._free(hit):
                self._take(hit, cost, in_place)
                return True
        return False

    def take_shared(self, hits: Sequence[Hit] | None, around: Surroundings, cost: float) -> bool:
        """Take the verb of the list for a number whose own piece is no more than a noun."""
        start, end = around.governed_by
        if start >= end or not self.used or min(hit.start for hit in self.used) > around.left:
            return False
        verb = next((hit for hit in hits or () if start <= hit.start and hit.end <= end), None)
        if verb is None:
            return False
        self._take(verb, cost, in_place=True)
        return True

    def _take(self, hit: Hit, cost: float, in_place: bool) -> None:
        self.used = (*self.used, hit)
        self.matched += hit.end - hit.start
        self.cost += cost
        self.in_place |= in_place

    def _free(self, hit: Hit) -> bool:
        return not self.used or all(hit.end <= other.start or other.end <= hit.start for other in self.used)


def placed(reading: Reading, words: Words, lost: Mapping[str, float]) -> Fit | None:
    """The parts of a reading at their words; None where a needed one finds none of its own.

    A part that may be missing gives way where it took a word inside the one that a needed part asks for.
    """
    fit = _placed(reading, reading.left, reading.right, words, lost)
    if fit is None and not reading.excludes and len(reading.needed) < len(reading.left) + len(reading.right):
        left, right = ([n for n in side if not n[1].optional] for side in (reading.left, reading.right))
        fit = _placed(reading, left, right, words, lost)
    return fit


def _placed(
    reading: Reading, left: Parts, right: Parts, words: Words, lost: Mapping[str, float]
) -> Fit | None:
    """These parts of a reading at their words."""
    fit = Fit()
    for number, part in left:
        if not _take_left(fit, number, part, words, lost) and not part.optional:
            return None
    before = fit.used
    for number, part in right:
        if not _take_right(fit, number, part, words, lost) and not part.optional:
            return None
    printed = not reading.excludes or (fit.in_place and _in_order(before, fit.used[len(before) :]))
    return fit if printed else None


def _in_order(left: Sequence[Hit], right: Sequence[Hit]) -> bool:
    """Whether the words of the parts before a number and of those behind it, the nearest of each side first,
    stand in printed order (机构许可设立, not 设立机构).
    """
    left_in_order = all(further.start <= nearer.start for nearer, further in pairwise(left))
    return left_in_order and all(nearer.start <= further.start for nearer, further in pairwise(right))


def _take_left(fit: Fit, number: int, part: Part, words: Words, lost: Mapping[str, float]) -> bool:
    """Let a part take the nearest free word: before the number, behind it, further off in its clause."""
    around, before = words.around, words.before(number)
    if before and fit.take_before(before, around.left, 0.0, in_place=True):
        return True
    after = words.after(number)
    if after and fit.take_after(after, around.right, lost["other_side"], in_place=False):
        return True
    if not before:
        return False
    return (
        fit.take_before(before, around.clause, lost["beyond_enumeration"], in_place=True)
        or (part.far and fit.take_before(before, 0, lost["far"], in_place=True))
        or fit.take_shared(before, around, lost["shared_verb"])
    )


def _take_right(fit: Fit, number: int, part: Part, words: Words, lost: Mapping[str, float]) -> bool:
    """Let a part take the nearest free word: behind the number, before it, further off in its clause."""
    around, after = words.around, words.after(number)
    if after and fit.take_after(after, around.right, 0.0, in_place=True):
        return True
    before, other = words.before(number), lost["other_side"]
    if before and fit.take_before(before, around.left, other, in_place=False):
        return True
    beyond = lost["beyond_enumeration"] + other
    if before and fit.take_before(before, around.clause, beyond, in_place=False):
        return True
    return bool(after) and part.far and fit.take_after(after, None, lost["far"], in_place=True)
