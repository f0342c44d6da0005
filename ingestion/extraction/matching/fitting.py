"""The words around a number, by the part of a phrase they can play, and how a phrase takes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, compress, pairwise
from operator import attrgetter
from typing import Final

from ingestion.extraction.text.boundaries import NOWHERE
from ingestion.extraction.text.marked import Hit, MarkedText
from ingestion.extraction.text.surroundings import Surroundings
from ingestion.extraction.words.phrases import Part
from ingestion.extraction.words.readings import Reading, Roles, RolesOfWords

Parts = Sequence[tuple[int, Part]]
"""Parts of a reading by number, the nearest to the number first."""
LEAD: Final = 2
"""A noun that has its verb in common with the list may have so many characters before it (其他用人单位)."""
NO_TOPICS: Final[frozenset[str]] = frozenset()
NO_PARTS: Final[frozenset[int]] = frozenset()
PARTS, NEAR, FAR = attrgetter("parts"), attrgetter("near"), attrgetter("far")


Playing = dict[int, list[Hit]]
"""The words on one side of a number by the part that they can play and is asked for, each part's in order."""


class Words:
    """The words around one number, by the part they can play in the readings of its measure word."""

    def __init__(self, marked: MarkedText, around: Surroundings, of_unit: RolesOfWords) -> None:
        self.around = around
        known, work_out = of_unit.known.get, of_unit.work_out
        left = marked.hits_in(min(around.far_left, around.clause), around.left_end)
        if around.common[1]:
            left = [*left, *marked.hits_in(*around.common)]
        behind = marked.hits_in(_behind_inclusion(marked, around.mention.end), around.right)
        far = marked.hits_in(around.far_right, around.far_end)
        self._left, self._right = left, [*behind, *far]
        self._left_roles = [known(hit[2]) or work_out(hit[2]) for hit in self._left]
        self._right_roles = [known(hit[2]) or work_out(hit[2]) for hit in self._right]
        self.topics_behind = NO_TOPICS.union(*[hit[2].topics for hit in behind])
        self.readings = self._at_hand()
        """The readings all of whose parts are at hand, and the part next to the number near it or far."""
        asked = NO_PARTS.union(*[reading.parts for reading in self.readings])
        self.before = _playing(zip(self._left, self._left_roles, strict=True), asked, before=True)
        self.after = _playing(zip(self._right, self._right_roles, strict=True), asked, before=False)

    def _at_hand(self) -> list[Reading]:
        roles, begin, end = [*self._left_roles, *self._right_roles], self.around.clause, self.around.right
        near = [begin <= hit[0] for hit in self._left] + [hit[0] < end for hit in self._right]
        next_to = map(NEAR, compress(roles, near))
        found = dict.fromkeys(chain.from_iterable(chain(next_to, map(FAR, roles))))
        parts = NO_PARTS.union(*map(PARTS, roles))
        return [r for r in found if r.further in parts and r.required <= parts]


def _playing(words: Iterable[tuple[Hit, Roles]], asked: frozenset[int], *, before: bool) -> Playing:
    """The words on one side by part; of two for one part before a number the outer one stands nearer."""
    playing: Playing = {}
    for hit, roles in words:
        for part in roles[0] & asked:
            hits = playing.get(part)
            if hits is None:
                playing[part] = [hit]
            elif before and hit[1] <= hits[-1][1]:
                hits.insert(-1, hit)
            else:
                hits.append(hit)
    return playing


def _behind_inclusion(marked: MarkedText, end: int) -> int:
    """Where the words behind a number begin: behind a bracket that says what it includes (（含镇街调解）)."""
    said = marked.normal.startswith("(", end) and marked.normal.startswith(marked.lists.parts_of, end + 1)
    return marked.bracket_end(end + 1) if said else end


class Fit:
    """A reading while its parts are being placed."""

    __slots__ = ("cost", "in_place", "used")

    def __init__(self) -> None:
        self.cost = 0.0
        self.used: list[Hit] = []
        self.in_place = False
        """Whether any part stands on the side of the number where the phrase prints it."""

    def take_before(self, hits: Sequence[Hit], start: int, cost: float, *, in_place: bool) -> bool:
        """Take the last free word that begins at or behind ``start``."""
        for hit in reversed(hits):
            if hit[0] < start:
                return False
            if not self.used or self.free(hit):
                return self._take(hit, cost, in_place)
        return False

    def take_after(self, hits: Sequence[Hit], end: int, cost: float, *, in_place: bool) -> bool:
        """Take the first free word that ends by ``end``."""
        for hit in hits:
            if hit[1] <= end and (not self.used or self.free(hit)):
                return self._take(hit, cost, in_place)
        return False

    def take_shared(self, hits: Sequence[Hit], around: Surroundings, cost: float) -> bool:
        """Take the verb of the list for a number whose own piece is no more than a noun."""
        start, end = around.governed_by
        if start >= end or not self.used or min(hit.start for hit in self.used) > around.left + LEAD:
            return False
        verb = next((hit for hit in hits if start <= hit.start and hit.end <= end), None)
        return verb is not None and self._take(verb, cost, in_place=True)

    def _take(self, hit: Hit, cost: float, in_place: bool) -> bool:
        self.used.append(hit)
        self.cost += cost
        self.in_place |= in_place
        return True

    def free(self, hit: Hit) -> bool:
        """Whether a word overlaps none of those that are used."""
        start, end, _ = hit
        return not [a for a, b, _ in self.used if a < end and start < b]


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
    """These parts of a reading at their words; mostly the nearest one is free and in its place."""
    fit = Fit()
    used = fit.used
    begin, end = words.around.left, words.around.right
    for number, part in left:
        before = words.before.get(number)
        if before and before[-1][0] >= begin and (not used or fit.free(before[-1])):
            used.append(before[-1])
            fit.in_place = True
        elif not _take_left(fit, number, part, words, lost) and not part.optional:
            return None
    count = len(used)
    for number, part in right:
        after = words.after.get(number)
        if after and after[0][1] <= end and (not used or fit.free(after[0])):
            used.append(after[0])
            fit.in_place = True
        elif not _take_right(fit, number, part, words, lost) and not part.optional:
            return None
    printed = not reading.excludes or (fit.in_place and _in_order(used[:count], used[count:]))
    return fit if printed else None


def _in_order(left: Sequence[Hit], right: Sequence[Hit]) -> bool:
    """Whether the words of the parts before a number and of those behind it, the nearest of each side first,
    stand in printed order (机构许可设立, not 设立机构).
    """
    left_in_order = all(further.start <= nearer.start for nearer, further in pairwise(left))
    return left_in_order and all(nearer.start <= further.start for nearer, further in pairwise(right))


def _take_left(fit: Fit, number: int, part: Part, words: Words, lost: Mapping[str, float]) -> bool:
    """Let a part take the nearest free word: before the number, behind it, further off in its clause."""
    around, before = words.around, words.before.get(number)
    if before and fit.take_before(before, around.left, 0.0, in_place=True):
        return True
    after = words.after.get(number)
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
    around, after = words.around, words.after.get(number)
    if after and fit.take_after(after, around.right, 0.0, in_place=True):
        return True
    before, other = words.before.get(number), lost["other_side"]
    if before and fit.take_before(before, around.left, other, in_place=False):
        return True
    beyond = lost["beyond_enumeration"] + other
    if before and fit.take_before(before, around.clause, beyond, in_place=False):
        return True
    return part.far and after is not None and fit.take_after(after, NOWHERE, lost["far"], in_place=True)
