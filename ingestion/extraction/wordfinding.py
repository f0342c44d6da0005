"""The words of the vocabulary at their places in a text, and which of them keep their meaning there."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from operator import itemgetter
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from ingestion.extraction.readings import WordInfo
from ingestion.extraction.vocabulary import Vocabulary

PASSED_OVER = re.compile("[“”\"' ]")
STRETCH = 20_000
"""A long text is searched in stretches of about this many characters, so that few words are held at once."""
STRETCH_END = re.compile(r"[。;!?\n]")
"""No word holds one of these marks."""

MANY = 8
"""With more words than these in mind, those that have ended are forgotten: the time stays linear."""

_BY_START = itemgetter(1)
LETTERS = re.compile(r"[A-D][、和与及,]?(?:[A-D][、和与及,]?){0,6}(?P<last>[A-D])(?P<head>[级类])")
"""Letters of a row that share one head."""


class Hit(NamedTuple):
    """A word of the vocabulary at its place."""

    start: int
    end: int
    info: WordInfo


_hit: Callable[[Iterable[object]], Hit] = partial(tuple.__new__, Hit)
"""Makes a hit of its three fields, in a third of the time: thousands are asked for."""


class Hits:
    """The words found in a text, in its order, the longer first; columns, because a long text has many."""

    def __init__(self, hits: Iterable[Hit] = ()) -> None:
        self.starts = array("i")
        self.ends = array("i")
        self.infos: list[WordInfo] = []
        for hit in hits:
            self.add(*hit)

    def add(self, start: int, end: int, info: WordInfo) -> None:
        """A word is found behind all others."""
        self.starts.append(start)
        self.ends.append(end)
        self.infos.append(info)

    def __iter__(self) -> Iterator[Hit]:
        return map(_hit, zip(self.starts, self.ends, self.infos, strict=True))

    def within(self, start: int, end: int) -> list[Hit]:
        """The words that begin and end in a stretch."""
        low = bisect_left(self.starts, start)
        high = bisect_left(self.starts, end, low)
        fields = zip(self.starts[low:high], self.ends[low:high], self.infos[low:high], strict=True)
        return [_hit(of_hit) for of_hit in fields if of_hit[1] <= end]

    def those(
        self, wanted: Callable[[WordInfo], object], start: int = 0, end: int | None = None
    ) -> list[Hit]:
        """The words that are good for something, those that begin in a stretch where one is given."""
        low = bisect_left(self.starts, start)
        high = len(self.starts) if end is None else bisect_left(self.starts, end, low)
        places = [at for at, info in enumerate(self.infos[low:high], low) if wanted(info)]
        return [_hit((self.starts[at], self.ends[at], self.infos[at])) for at in places]


def find_words(
    text: str, vocabulary: Vocabulary, closed: bytearray, counted: bytearray, explained: bytearray
) -> Hits:
    """The words of ``text`` that say something, in its order, the longer first.

    None begins or ends where ``closed`` is marked. Words that say something of numbers only are looked for
    where ``counted`` is marked, and those that add nothing are marked in ``explained`` there. A word within
    another one keeps its meaning only where the other says so.
    """
    names, infos = vocabulary.words, vocabulary.infos
    hits = Hits()
    around: list[tuple[int, WordInfo]] = []
    reach = 0
    for begin, stop in _stretches(text):
        kept = _kept(text, begin, stop)
        whole = len(kept) == stop - begin
        for index, first, behind in _places(text[begin:stop], vocabulary.automaton):
            start, info = kept[first], infos[index]
            if not (counted[start] or info.tells):
                continue
            last = kept[behind - 1]
            if closed[start] or closed[last]:
                continue
            end = last + 1
            if not whole and end - start > info.length and _halved(text, start, end):
                continue
            counts, filler = info.counts, info.filler
            if start >= reach:
                around = [(end, info)]
                reach = end
            else:
                if len(around) > MANY:
                    around = [other for other in around if other[0] > start]
                if end > reach:
                    reach = end
                else:
                    for other_end, holder in around:
                        if other_end >= end:
                            counts = counts and names[index] in holder.shadows
                            filler = filler and not holder.different
                around.append((end, info))
            if filler:
                explained[start:end] = b"\1" * (end - start)
            if counts:
                hits.add(start, end, info)
    return _with_shared_heads(text, vocabulary, hits)


def _with_shared_heads(text: str, vocabulary: Vocabulary, hits: Hits) -> Hits:
    """With the letters that share the head of the last one: A、B、C级 names A级, B级 and C级."""
    shared = [
        Hit(letter, letter + 1, info)
        for row in LETTERS.finditer(text)
        for letter in range(row.start(), row.start("last"))
        if (info := _info_of(text[letter] + row["head"], vocabulary)) is not None
    ]
    return Hits(sorted((*hits, *shared), key=lambda hit: (hit.start, -hit.end))) if shared else hits


def _info_of(word: str, vocabulary: Vocabulary) -> WordInfo | None:
    """What a word is good for; None where the vocabulary does not have it."""
    found = vocabulary.automaton.find_matches_as_indexes(word, overlapping=True)
    return next((vocabulary.infos[i] for i, start, end in found if end - start == len(word)), None)


def _halved(text: str, start: int, end: int) -> bool:
    """Whether a word takes a quotation apart (双随机”抽查 holds no 随机抽查, “一站式”中心 is one word)."""
    opened, closed = "“" in text[start:end], "”" in text[start:end]
    if opened == closed:
        return False
    return text[start - 1 : start] != "“" if closed else text[end : end + 1] != "”"


def _places(text: str, automaton: AhoCorasick) -> list[tuple[int, int, int]]:
    """Number, start and end of every word among the characters that are kept, the longer first."""
    found = automaton.find_matches_as_indexes(PASSED_OVER.sub("", text), overlapping=True)
    found.reverse()
    found.sort(key=_BY_START)
    return found


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        mark = STRETCH_END.search(text, min(start + STRETCH, len(text)))
        end = mark.end() if mark else len(text)
        yield start, end
        start = end


def _kept(text: str, start: int, end: int) -> Sequence[int]:
    """The places of the characters that are not passed over."""
    kept: list[int] = []
    for passed in PASSED_OVER.finditer(text, start, end):
        kept.extend(range(start, passed.start()))
        start = passed.end()
    kept.extend(range(start, end))
    return kept
