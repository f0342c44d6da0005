"""The words of the vocabulary at their places in a text, and which of them keep their meaning there."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from itertools import compress, count
from operator import attrgetter, itemgetter
from typing import Final, NamedTuple

from ingestion.extraction.text.boundaries import STOP, between
from ingestion.extraction.text.parted_words import Parted
from ingestion.extraction.words.painting import painted
from ingestion.extraction.words.readings import WordInfo
from ingestion.extraction.words.vocabulary import Vocabulary
from ingestion.extraction.words.wordsets import Standing

PASSED_OVER: Final = re.compile("[“”\"' ]")
STRETCH: Final = 20_000
"""A long text is searched in stretches of about this many characters, so that few words are held at once."""
"""No word holds one of these marks."""

BEHIND, AHEAD = 64, 512
"""So many words before and behind a stretch are held ready for the next ones: texts are read on and on."""

LONGEST: Final = 64
"""No word is longer, the characters that are passed over in it included."""
HEADLESS: Final = "ABCD"
LETTERS: Final = re.compile(
    r"[A-D][、和与及,]?(?:[A-D][、和与及,]?){0,6}(?P<last>[A-D])(?P<several>[三四]个?)?(?:等(?=级))?(?P<head>[级类])"
)
"""Letters of a row that share one head, which may say how many they are."""


class Hit(NamedTuple):
    """A word of the vocabulary at its place."""

    start: int
    end: int
    info: WordInfo


_hit: Callable[[Iterable[object]], Hit] = partial(tuple.__new__, Hit)
"""Makes a hit of its three fields, in a third of the time: thousands are asked for."""


class Stretch(NamedTuple):
    """A stretch of a text; words that begin in it end at ``reach`` at the latest."""

    start: int
    end: int
    reach: int
    told: bool
    """Whether what is said in it may be of a number."""


class Hits:
    """The words found in a text, in its order, the longer first; columns, because a long text has many."""

    def __init__(self) -> None:
        self.starts = array("i")
        self.ends = array("i")
        self.infos: list[WordInfo] = []
        self._held: list[Hit] = []
        """Those around the place that was asked about last …"""
        self._first = 0
        """… and the number of the first of them."""

    def add(self, start: int, end: int, info: WordInfo) -> None:
        """A word is found behind all others."""
        self.starts.append(start)
        self.ends.append(end)
        self.infos.append(info)

    def among(self, more: Iterable[Hit]) -> Hits:
        """These words and a few others, which come in the same order."""
        together, done = Hits(), 0
        for hit in more:
            at = bisect_left(range(len(self.starts)), _in_order(hit), key=lambda at: _in_order(self._hit(at)))
            together._take(self, done, at)
            together.add(*hit)
            done = at
        together._take(self, done, len(self.starts))
        return together

    def _take(self, others: Hits, low: int, high: int) -> None:
        self.starts.extend(others.starts[low:high])
        self.ends.extend(others.ends[low:high])
        self.infos.extend(others.infos[low:high])

    def __iter__(self) -> Iterator[Hit]:
        return map(_hit, zip(self.starts, self.ends, self.infos, strict=True))

    def within(self, start: int, end: int) -> list[Hit]:
        """The words that begin and end in a stretch."""
        low = bisect_left(self.starts, start)
        high = bisect_left(self.starts, end, low)
        if low < self._first or high > self._first + len(self._held):
            self._hold(max(0, low - BEHIND), high + AHEAD)
        held = self._held[low - self._first : high - self._first]
        return [hit for hit in held if hit[1] <= end]

    def _hold(self, low: int, high: int) -> None:
        """Hold these words ready: many stretches are asked for near one another."""
        columns = self.starts[low:high], self.ends[low:high], self.infos[low:high]
        self._held, self._first = list(map(_hit, zip(*columns, strict=True))), low

    def topical(self, start: int, end: int) -> list[Hit]:
        """The words that begin in a stretch and open topics."""
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
        noted = self._noted[bisect_left(self._noted, low) : bisect_left(self._noted, high)]
        return self._those(noted, attrgetter("topics"))

    def turning(self) -> list[Hit]:
        """The words that hold a cue and mean something else."""
        return self._those(self._noted, attrgetter("different"))

    def in_words(self) -> list[Hit]:
        """The words that phrases without a number have."""
        return self._those(self._noted, attrgetter("in_words"))

    def _those(self, numbers: Sequence[int], good_for: Callable[[WordInfo], object]) -> list[Hit]:
        """The words of these numbers that are good for something."""
        those = list(compress(numbers, map(good_for, map(self.infos.__getitem__, numbers))))
        columns = self.starts.__getitem__, self.ends.__getitem__, self.infos.__getitem__
        return list(map(_hit, zip(*(map(column, those) for column in columns), strict=True)))

    @cached_property
    def _noted(self) -> array[int]:
        """The numbers of the words that are good for more than a part of a phrase with a number."""
        return array("i", compress(count(), map(attrgetter("noted"), self.infos)))

    def _hit(self, at: int) -> Hit:
        return _hit((self.starts[at], self.ends[at], self.infos[at]))


def find_words(
    text: str,
    vocabulary: Vocabulary,
    closed: bytearray,
    counted: bytearray,
    explained: bytearray,
    parted: Iterable[Parted] = (),
) -> Hits:
    """The words of ``text`` that say something, in its order, the longer first, and those it takes apart.

    None begins or ends where ``closed`` is marked. Words that say something of numbers only are looked for
    where ``counted`` is marked, and those that add nothing are marked in ``explained`` there. A word within
    another one keeps its meaning only where the other says so.
    """
    hits = Hits()
    crossing: list[tuple[int, WordInfo]] = []
    barred, passed = bytearray(closed), array("i", map(re.Match.start, PASSED_OVER.finditer(text)))
    for at in passed:
        barred[at] = 1
    for stretch in _stretches(text, counted):
        found = _Found(stretch, text, vocabulary, closed, barred, passed)
        crossing = found.tell(hits, explained, crossing)
    more = [*_shared_heads(text, vocabulary), *_parted(parted, vocabulary, closed, explained)]
    return hits.among(sorted(more, key=_in_order)) if more else hits


class _Found:
    """All that the words of a vocabulary match in a stretch."""

    def __init__(
        self,
        stretch: Stretch,
        text: str,
        vocabulary: Vocabulary,
        closed: bytearray,
        barred: bytearray,
        passed: Sequence[int],
    ) -> None:
        """``passed`` are the places of the marks that words pass over, ``barred`` as are those ``closed``."""
        self.text, self.closed, self.barred, self.end = text, closed, barred, stretch.end
        self.words = vocabulary.words if stretch.told else vocabulary.telling
        plain = text[stretch.start : stretch.reach]
        self.kept: Sequence[int] = range(stretch.start, stretch.reach)
        if marks := between(passed, passed, stretch.start, stretch.reach):
            self.kept = _kept(stretch.start, stretch.reach, marks)
            plain = PASSED_OVER.sub("", plain)
        self.matches = self.words.found_in(plain)
        """Their places count the characters that are kept."""
        self.count = len(self.matches)
        """So many of them begin in the stretch."""
        if stretch.reach > stretch.end:
            self.count = bisect_left(self.matches, bisect_left(self.kept, stretch.end), key=itemgetter(1))
        self.matches.append((0, len(plain), len(plain)))

    def tell(
        self, hits: Hits, explained: bytearray, crossing: list[tuple[int, WordInfo]]
    ) -> list[tuple[int, WordInfo]]:
        """Note what the words say and where they add nothing.

        ``crossing`` are words of the stretch before that end in this one; those that end behind it are
        returned. Mostly one word holds all others at its place: what these say is known beforehand; nothing
        where all of it is closed, as the measure word of a number is.
        """
        matches, kept, wholes, barred = self.matches, self.kept, self.words.wholes, self.barred
        begins, ends, says = hits.starts.append, hits.ends.append, hits.infos.append
        free = -1
        reach = max((end for end, _ in crossing), default=0)
        at = cluster = 0
        while at < self.count:
            index, first, last = matches[at]
            start = kept[first]
            if free < start:
                free = barred.find(1, start, self.end)
                free = self.end if free < 0 else free
            words, counting, fillers = wholes[index] or self.words.whole(index)
            cluster = at
            at += words
            alone = matches[at][1] >= last
            if alone and start + last - first <= free and reach <= start:
                for opens, closes, info in counting:
                    begins(start + opens)
                    ends(start + closes)
                    says(info)
                for opens, closes, marks in fillers:
                    explained[start + opens : start + closes] = marks
            elif not alone or self.closed.find(0, start, kept[last - 1] + 1) >= 0:
                at = self._behind_together(cluster)
                _note(self.words.keep_meanings(self._open(cluster, at), crossing), hits, explained)
        return [(end, info) for _, end, info in self._open(cluster, self.count) if end > self.end]

    def _behind_together(self, at: int) -> int:
        """What follows a word and all words that overlap it or one another."""
        reach = self.matches[at][2]
        at += 1
        while at < self.count and self.matches[at][1] < reach:
            reach = max(reach, self.matches[at][2])
            at += 1
        return at

    def _open(self, low: int, high: int) -> Iterator[tuple[int, int, WordInfo]]:
        """Those of the words that begin and end where words may, and take no quotation apart."""
        for index, first, last in self.matches[low:high]:
            start, end, info = self.kept[first], self.kept[last - 1] + 1, self.words.infos[index]
            if self.closed[start] or self.closed[end - 1]:
                continue
            if end - start == len(info.word) or not _halved(self.text, start, end):
                yield start, end, info


def _in_order(hit: Hit) -> tuple[int, int]:
    """The order of words in a text: the longer first."""
    return hit.start, -hit.end


def _note(words: Iterable[Standing], hits: Hits, explained: bytearray) -> None:
    for start, end, info, counts, filler in words:
        if counts:
            hits.add(start, end, info)
        if filler:
            explained[start:end] = painted(end - start)


def _shared_heads(text: str, vocabulary: Vocabulary) -> Iterator[Hit]:
    """The letters that share the head of the last one: A、B、C级 names A级, B级 and C级."""
    if not any(letter in text for letter in HEADLESS):
        return
    for row in LETTERS.finditer(text):
        for letter in range(row.start(), row.end("last") if row["several"] else row.start("last")):
            if (info := _info_of(text[letter] + row["head"], vocabulary)) is not None:
                yield Hit(letter, letter + 1, info)


def _parted(
    parted: Iterable[Parted], vocabulary: Vocabulary, closed: bytearray, explained: bytearray
) -> Iterator[Hit]:
    """The words that a sentence takes apart, as far as the vocabulary has them."""
    for start, end, object_at, word in parted:
        if not closed[start] and (info := _info_of(word, vocabulary)) is not None:
            explained[start:end] = painted(end - start)
            explained[object_at] = 1
            yield Hit(start, end, info)


def _info_of(word: str, vocabulary: Vocabulary) -> WordInfo | None:
    """What a word is good for; None where the vocabulary does not have it."""
    found = vocabulary.words.found_in(word)
    return next((vocabulary.words.infos[i] for i, start, end in found if end - start == len(word)), None)


def _halved(text: str, start: int, end: int) -> bool:
    """Whether a word takes a quotation apart (双随机”抽查 holds no 随机抽查, “一站式”中心 is one word)."""
    opened, closed = "“" in text[start:end], "”" in text[start:end]
    if opened == closed:
        return False
    return text[start - 1 : start] != "“" if closed else text[end : end + 1] != "”"


def _stretches(text: str, counted: bytearray) -> Iterator[Stretch]:
    """The stretches of a text in which numbers are counted, or not."""
    start = 0
    while start < len(text):
        told = bool(counted[start])
        end = counted.find(not told, start, len(text))
        end = len(text) if end < 0 else end
        if end - start > STRETCH and (mark := STOP.search(text, start + STRETCH, end)):
            end = mark.end()
        yield Stretch(start, end, end if told else min(len(text), end + LONGEST), told)
        start = end


def _kept(start: int, end: int, passed: Iterable[int]) -> list[int]:
    """The places of the characters of a stretch that are not ``passed`` over."""
    kept: list[int] = []
    for at in passed:
        kept.extend(range(start, at))
        start = at + 1
    kept.extend(range(start, end))
    return kept
