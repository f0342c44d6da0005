"""A text with everything on it that linking asks about: words, numbers, boundaries, explained stretches."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from catalog import Catalog
from ingestion.extraction.readings import WordInfo
from ingestion.extraction.vocabulary import Vocabulary, vocabulary
from ingestion.quantities import Mention, mentions_of, normalise

BOUNDARY = re.compile(r"[,。;:!?、\n\t()]")
SENTENCE_ENDS = "。!?\n"
STOPS = SENTENCE_ENDS + ";"
QUOTED = re.compile(r"“[^“”\n。]{1,24}”")
TITLE = re.compile(r"《[^《》\n]{0,80}》")
BRACKET = re.compile(r"\(([^()\n]{1,16})\)")
PASSED_OVER = re.compile("[“”\"' ]+")


class Hit(NamedTuple):
    """A word of the vocabulary at its place."""

    start: int
    end: int
    info: WordInfo


class MarkedText:
    """A report ready to be read; all offsets count characters of its text."""

    def __init__(self, text: str, catalog: Catalog) -> None:
        self.text = text
        self.normal = normalise(text)
        self.vocabulary: Vocabulary = vocabulary(catalog)
        self.mentions: tuple[Mention, ...] = mentions_of(self.normal, catalog)
        self.quantities = [m for m in self.mentions if m.kind == "quantity"]
        self.quantity_starts = [m.start for m in self.quantities]
        self.quantity_places = frozenset(self.quantity_starts)
        self.asides = self._asides()
        self.boundaries = self._boundaries()
        self.boundary_marks = [self.normal[at] for at in self.boundaries]
        self._brackets()
        self.fillers: list[tuple[int, int]] = []
        self.hits = self._hits()
        self.hit_starts = [hit.start for hit in self.hits]
        self._explained = self._explain()

    def hits_in(self, start: int, end: int) -> Sequence[Hit]:
        """The words that lie wholly within a stretch."""
        low = bisect_left(self.hit_starts, start)
        high = bisect_left(self.hit_starts, end)
        return [hit for hit in self.hits[low:high] if hit.end <= end]

    def unexplained(self, start: int, end: int) -> int:
        """How many characters of a stretch no filler, name or date explains."""
        return max(0, end - start - (self._explained[end] - self._explained[start])) if end > start else 0

    def different_words(self, start: int, end: int) -> int:
        """How many words of a stretch contain a cue and mean something else."""
        return sum(hit.info.different for hit in self.hits_in(start, end)) if start < end else 0

    def says(self, start: int, end: int) -> bool:
        """Whether a stretch holds a word that plays a part in some phrase or turns the sense."""
        return any(hit.info.parts or hit.info.different for hit in self.hits_in(start, end))

    def unknown(self, start: int, end: int) -> int:
        """How many characters of a stretch neither a filler nor any word of the vocabulary covers."""
        covered = {
            at for hit in self.hits_in(start, end) if hit.info.parts for at in range(hit.start, hit.end)
        }
        plain = range(start, end)
        return sum(at not in covered and self._explained[at + 1] == self._explained[at] for at in plain)

    def boundary_before(self, at: int, marks: str | None = None, reach: int = 400) -> int:
        """The end of the nearest boundary before ``at`` (of these marks, where given), or ``reach`` back."""
        index = bisect_left(self.boundaries, at) - 1
        limit = max(0, at - reach)
        while index >= 0 and self.boundaries[index] >= limit:
            if marks is None or self.boundary_marks[index] in marks:
                return self.boundaries[index] + 1
            index -= 1
        return limit

    def boundary_after(self, at: int, marks: str | None = None, reach: int = 400) -> int:
        """The start of the nearest boundary from ``at`` on, or the reach of sight."""
        index = bisect_left(self.boundaries, at)
        limit = min(len(self.normal), at + reach)
        while index < len(self.boundaries) and self.boundaries[index] < limit:
            if marks is None or self.boundary_marks[index] in marks:
                return self.boundaries[index]
            index += 1
        return limit

    def quantity_before(self, at: int) -> Mention | None:
        """The last quantity that ends at or before ``at``."""
        index = bisect_right(self.quantity_starts, at) - 1
        while index >= 0 and self.quantities[index].end > at:
            index -= 1
        return self.quantities[index] if index >= 0 else None

    def quantity_after(self, at: int) -> Mention | None:
        """The first quantity that starts at or behind ``at``."""
        index = bisect_left(self.quantity_starts, at)
        return self.quantities[index] if index < len(self.quantities) else None

    def bracket_end(self, at: int) -> int:
        """Where the innermost bracket around ``at`` closes; the end of the text outside brackets."""
        index = bisect_right(self._bracket_starts, at) - 1
        while index >= 0:
            if self._bracket_ends[index] > at:
                return self._bracket_ends[index]
            index = self._bracket_outer[index]
        return len(self.normal)

    def _brackets(self) -> None:
        """Pairs the brackets that are boundaries, each with the one around it."""
        self._bracket_starts: list[int] = []
        self._bracket_ends: list[int] = []
        self._bracket_outer: list[int] = []
        open_: list[int] = []
        for at, mark in zip(self.boundaries, self.boundary_marks, strict=True):
            if mark == "(":
                self._bracket_outer.append(open_[-1] if open_ else -1)
                open_.append(len(self._bracket_starts))
                self._bracket_starts.append(at)
                self._bracket_ends.append(at)
            elif mark == ")" and open_:
                self._bracket_ends[open_.pop()] = at
            elif mark in SENTENCE_ENDS:
                open_.clear()

    def _asides(self) -> list[tuple[int, int]]:
        """Short brackets without a quantity: they interrupt nothing (（第二批）, 乡镇（街道）)."""
        spans = (m.span() for m in BRACKET.finditer(self.normal))
        return [span for span in spans if not self._has_quantity(span)]

    def _has_quantity(self, span: tuple[int, int]) -> bool:
        index = bisect_left(self.quantity_starts, span[0])
        return index < len(self.quantity_starts) and self.quantity_starts[index] < span[1]

    def _boundaries(self) -> list[int]:
        closed = bytearray(len(self.normal) + 1)
        quotes = (m.span() for m in QUOTED.finditer(self.normal))
        titles = (m.span() for m in TITLE.finditer(self.normal))
        for start, end in (*quotes, *titles, *self.asides, *((m.start, m.end) for m in self.mentions)):
            closed[start:end] = b"\1" * (end - start)
        return [m.start() for m in BOUNDARY.finditer(self.normal) if not closed[m.start()]]

    def _hits(self) -> list[Hit]:
        words, infos = self.vocabulary.words, self.vocabulary.infos
        spans = self._words()
        closed = self._closed()
        kept: list[Hit] = []
        containers: list[tuple[int, WordInfo]] = []
        reach = 0
        for start, negative_end, index in spans:
            end, info = -negative_end, infos[index]
            if closed[start] or closed[end - 1]:
                continue
            if start >= reach:
                containers = [(end, info)]
                if info.counts:
                    kept.append(Hit(start, end, info))
                if info.filler:
                    self.fillers.append((start, end))
            else:
                around = [other for other_end, other in containers if other_end >= end]
                containers.append((end, info))
                if info.filler and not any(other.different for other in around):
                    self.fillers.append((start, end))
                if info.counts and all(words[index] in other.shadows for other in around):
                    kept.append(Hit(start, end, info))
            if end > reach:
                reach = end
        return kept

    def _words(self) -> list[tuple[int, int, int]]:
        """Every word with its place, quotation marks and blanks within it passed over; the longest first."""
        kept: list[int] = []
        last = 0
        for match in PASSED_OVER.finditer(self.normal):
            kept.extend(range(last, match.start()))
            last = match.end()
        kept.extend(range(last, len(self.normal)))
        dense = PASSED_OVER.sub("", self.normal)
        found = self.vocabulary.automaton.find_matches_as_indexes(dense, overlapping=True)
        return sorted((kept[start], -kept[end - 1] - 1, index) for index, start, end in found)

    def _closed(self) -> bytearray:
        """Where no word is looked for: in numbers, and in titles unless they are counted (《…书》32份)."""
        closed = bytearray(len(self.normal))
        titles = (m.span() for m in TITLE.finditer(self.normal) if m.end() not in self.quantity_places)
        for start, end in (*titles, *((m.start, m.end) for m in self.quantities)):
            closed[start:end] = b"\1" * (end - start)
        return closed

    def _explain(self) -> list[int]:
        marks = bytearray(len(self.normal))
        fixed = ((m.start, m.end) for m in self.mentions if m.kind != "quantity")
        titles = (m.span() for m in TITLE.finditer(self.normal))
        silent = (m.span() for m in self.vocabulary.plain_fillers.finditer(self.normal))
        spans: Iterable[tuple[int, int]] = (*self.fillers, *fixed, *self.asides, *titles, *silent)
        for start, end in spans:
            marks[start:end] = b"\1" * (end - start)
        return list(accumulate(marks, initial=0))
