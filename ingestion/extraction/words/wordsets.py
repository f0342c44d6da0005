"""Words that are looked for together, and what becomes of those that stand inside a longer one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import compress
from operator import itemgetter
from types import MappingProxyType
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from ingestion.extraction.words.painting import painted
from ingestion.extraction.words.readings import WordInfo

MANY: Final = 8
"""With more words than these in mind, those that have ended are forgotten: the time stays linear."""

Match = tuple[int, int, int]
"""Number, start and end of a word."""
Standing = tuple[int, int, WordInfo, bool, bool]
"""Start and end of a word, what it is good for, whether it says that here and whether it adds nothing."""

_NUMBER, _BY_START = itemgetter(0), itemgetter(1)
NONE: Final[Mapping[WordInfo, frozenset[str]]] = MappingProxyType({})


class Whole(NamedTuple):
    """A word that no other overlaps: what it and the words inside it say, the same in every text."""

    words: int
    """So many are it and those inside it."""
    counting: tuple[tuple[int, int, WordInfo], ...]
    """Those that say something, the word itself among them, with their places in it."""
    fillers: tuple[tuple[int, int, bytes], ...]
    """The places of those that add nothing, and the marks for these."""


class WordSet:
    """Words that are looked for together, and what each of them is good for."""

    def __init__(
        self,
        infos: Iterable[WordInfo],
        shadows: Mapping[WordInfo, frozenset[str]] = NONE,
        whole: WordSet | None = None,
    ) -> None:
        """``shadows`` are the words that keep their meaning inside another.

        A part of a ``whole`` set is found by the automaton of that: it is large, and a second one would wait
        for memory of its own.
        """
        own = tuple(infos)
        self.infos: tuple[WordInfo, ...] = own if whole is None else whole.infos
        """The words by their numbers; a part numbers them as the whole does."""
        self._shadows = shadows
        self._is_own = None if whole is None else _marked(own, among=whole.infos)
        """For each word of the whole whether it is of the part."""
        self._automaton: AhoCorasick = _automaton(own) if whole is None else whole._automaton
        self.wholes: list[Whole | None] = [None] * len(self.infos)
        """What each word says that no other overlaps, where it was asked for."""

    def found_in(self, text: str) -> list[Match]:
        """Every word in ``text``, overlapping ones too, in its order, the longer first."""
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        if self._is_own is not None:
            found = list(compress(found, map(self._is_own.__getitem__, map(_NUMBER, found))))
        found.reverse()
        found.sort(key=_BY_START)
        return found

    def whole(self, index: int) -> Whole:
        """What a word says that no other overlaps; worked out once, when it is asked for."""
        found = self.found_in(self.infos[index].word)
        told = list(self.keep_meanings((start, end, self.infos[i]) for i, start, end in found))
        counting = tuple((start, end, info) for start, end, info, counts, _ in told if counts)
        fillers = tuple((start, end, painted(end - start)) for start, end, _, _, filler in told if filler)
        self.wholes[index] = whole = Whole(len(found), counting, fillers)
        return whole

    def keep_meanings(
        self, words: Iterable[tuple[int, int, WordInfo]], before: Iterable[tuple[int, WordInfo]] = ()
    ) -> Iterator[Standing]:
        """Words in the order of a text; one inside another keeps its meaning only where the other says so.

        Words that began ``before`` and end among them are given with their ends.
        """
        around = list(before)
        reach = max((end for end, _ in around), default=0)
        for start, end, info in words:
            counts, filler = info.counts, info.filler
            if start >= reach:
                around.clear()
            elif end <= reach:
                if len(around) > MANY:
                    around[:] = [other for other in around if other[0] > start]
                holders = [holder for other_end, holder in around if other_end >= end]
                counts = counts and all(info.word in self._shadows[holder] for holder in holders)
                filler = filler and not any(holder.different for holder in holders)
            reach = max(reach, end)
            around.append((end, info))
            yield start, end, info, counts, filler


def _marked(part: Iterable[WordInfo], among: Iterable[WordInfo]) -> bytes:
    """A mark for each of some words that is of a part of them."""
    own = frozenset(part)
    return bytes([info in own for info in among])


def _automaton(infos: Iterable[WordInfo]) -> AhoCorasick:
    return AhoCorasick([info.word for info in infos], matchkind=MatchKind.Standard)
