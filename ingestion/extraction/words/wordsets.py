"""Words that are looked for together, and what becomes of those that stand inside a longer one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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

_BY_START = itemgetter(1)
NONE: Final[Mapping[WordInfo, frozenset[str]]] = MappingProxyType({})


NO_WORD: Final = -1
"""The number of a word that is none of a part."""


class Whole(NamedTuple):
    """A word that no other overlaps: what it and the words inside it say, the same in every text."""

    inner: int
    """So many words stand inside it."""
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
        self.infos = tuple(infos)
        self._shadows = shadows
        self._numbers = whole.numbers(self.infos) if whole is not None else None
        """The number here of each word of the whole."""
        self._automaton: AhoCorasick = whole._automaton if whole is not None else _automaton(self.infos)
        self.wholes: list[Whole | None] = [None] * len(self.infos)
        """What each word says that no other overlaps, where it was asked for."""

    def found_in(self, text: str) -> list[Match]:
        """Every word in ``text``, overlapping ones too, in its order, the longer first."""
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        if (numbers := self._numbers) is not None:
            found = [(own, a, b) for index, a, b in found if (own := numbers[index]) != NO_WORD]
        found.reverse()
        found.sort(key=_BY_START)
        return found

    def numbers(self, part: Sequence[WordInfo]) -> list[int]:
        """For each word its number in a part of the set."""
        own = {info: number for number, info in enumerate(part)}
        return [own.get(info, NO_WORD) for info in self.infos]

    def whole(self, index: int) -> Whole:
        """What a word says that no other overlaps; worked out once, when it is asked for."""
        found = self.found_in(self.infos[index].word)
        told = list(self.keep_meanings((start, end, self.infos[i]) for i, start, end in found))
        counting = tuple((start, end, info) for start, end, info, counts, _ in told if counts)
        fillers = tuple((start, end, painted(end - start)) for start, end, _, _, filler in told if filler)
        self.wholes[index] = whole = Whole(len(found) - 1, counting, fillers)
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


def _automaton(infos: Iterable[WordInfo]) -> AhoCorasick:
    return AhoCorasick([info.word for info in infos], matchkind=MatchKind.Standard)
