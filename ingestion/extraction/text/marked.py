"""A text with everything on it that linking asks about: words, numbers, boundaries, explained stretches."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Final

from ahocorasick_rs import AhoCorasick

from catalog import Catalog
from ingestion.extraction.text.boundaries import SENTENCE_ENDS, STOPS, Boundaries, Brackets, between
from ingestion.extraction.text.lists.words import ListWords, list_words
from ingestion.extraction.text.nothings import Nothings, nothings
from ingestion.extraction.text.parted_words import parted_words
from ingestion.extraction.text.reach import SENTENCE
from ingestion.extraction.text.typography import odd_digits_in
from ingestion.extraction.text.word_finding import Hit, find_words
from ingestion.extraction.words.painting import painted
from ingestion.extraction.words.vocabulary import Vocabulary, vocabulary
from ingestion.quantities import Mention, mentions_of
from ingestion.quantities.normalise import normalise

__all__ = ["SENTENCE_ENDS", "STOPS", "TITLE", "Hit", "MarkedText"]

QUOTED: Final = re.compile(r"“[^“”\n。]{1,24}”")
TITLE: Final = re.compile(r"《[^《》\n]{0,80}》")
INSIDE_NUMERAL: Final = re.compile("[0-9](?<=[0-9][0-9])[0-9]*")
BRACKET: Final = re.compile(r"\(([^()\n]{1,16})\)")
COPULA: Final = re.compile(r":[ ]*$")
LONGEST_COPULA: Final = 4
LEAD: Final = 64
"""The words of so many characters before a sentence are found too."""


Span = tuple[int, int]


class Named:
    """The words of a list at their places in a text."""

    def __init__(self, words: AhoCorasick, text: str) -> None:
        found = words.find_matches_as_indexes(text, overlapping=True)
        found.sort(key=itemgetter(1))
        self._numbers, self._starts, self._ends = (array("i", map(itemgetter(n), found)) for n in range(3))

    def within(self, start: int, end: int) -> list[int]:
        """The numbers of those that begin and end in a stretch."""
        low = bisect_left(self._starts, start)
        high = bisect_left(self._starts, end, low)
        return [self._numbers[at] for at in range(low, high) if self._ends[at] <= end]


class MarkedText:
    """A report ready to be read; all offsets count characters of its text."""

    def __init__(self, text: str, catalog: Catalog, *, of_last_year: bool = False) -> None:
        self.text = text
        self.of_last_year = of_last_year
        """Whether it calls the reported year last year."""
        self.normal = normalise(text)
        self.odd_digits = odd_digits_in(self.normal)
        """Whether digits are raised, lowered or struck anywhere."""
        self._places: dict[str, array[int]] = {}
        self._named: dict[str, Named] = {}
        self.vocabulary: Vocabulary = vocabulary(catalog)
        self.lists: ListWords = list_words(catalog)
        self.attributive: str = catalog.lexicon["linking"]["attributive"]
        """What ties what stands before it to the noun behind it."""
        self._nominal: str = catalog.lexicon["linking"]["nominal"]
        self.mentions: tuple[Mention, ...] = mentions_of(self.normal, catalog)
        self.quantities = [m for m in self.mentions if m.kind == "quantity"]
        self.quantity_starts = [m.start for m in self.quantities]
        self._quantity_ends = [m.end for m in self.quantities]
        self.titles = [m.span() for m in TITLE.finditer(self.normal)]
        self.quotes = [m.span() for m in QUOTED.finditer(self.normal)]
        self.denying: Nothings = nothings(catalog)
        self.asides = self._asides()
        self.interruptions = dict(self._interruptions())
        """Brackets with the number of another year before the noun (12场（去年10场）讲座)."""
        self.copulas = self._copulas()
        self.boundaries = self._boundaries()
        self.brackets = Brackets(self.boundaries)
        self.nothings = tuple(self.denying.found_in(self.normal, self.boundaries))
        """The clauses that only deny."""
        self._explained = self._explained_without_words()
        parted = parted_words(catalog).found_in(self.normal, self.quantities)
        marks = self._closed(), self._counted(), self._explained
        self.hits = find_words(self.normal, self.vocabulary, *marks, parted)
        self._turning = self.hits.turning()
        self._turning_starts = [hit.start for hit in self._turning]

    def places(self, name: str, pattern: re.Pattern[str], start: int, end: int) -> Sequence[int]:
        """Where a pattern of this name begins in a stretch; it is looked for once, in the whole text."""
        found = self._places.get(name)
        if found is None:
            found = self._places[name] = array("i", map(re.Match.start, pattern.finditer(self.normal)))
        return between(found, found, start, end) if found else ()

    def named_in(self, name: str, words: AhoCorasick, start: int, end: int) -> list[int]:
        """The numbers of the ``words`` of this name in a stretch; the text is searched for them once."""
        if name not in self._named:
            self._named[name] = Named(words, self.normal)
        return self._named[name].within(start, end)

    def boundary_before(self, at: int, marks: str | None = None, reach: int = SENTENCE) -> int:
        """The end of the nearest boundary before ``at`` (of these marks, where given), or ``reach`` back."""
        return self.boundaries.before(at, marks, reach)

    def boundary_after(self, at: int, marks: str | None = None, reach: int = SENTENCE) -> int:
        """The start of the nearest boundary from ``at`` on, or the reach of sight."""
        return self.boundaries.after(at, marks, reach)

    def hits_in(self, start: int, end: int) -> Sequence[Hit]:
        """The words that lie wholly within a stretch."""
        return self.hits.within(start, end) if start < end else ()

    def unexplained(self, start: int, end: int) -> int:
        """How many characters of a stretch no filler, name or date explains."""
        return end - start - self._explained.count(1, start, end) if end > start else 0

    def different_words(self, start: int, end: int) -> int:
        """How many words of a stretch contain a cue and mean something else."""
        low = bisect_left(self._turning_starts, start)
        high = bisect_left(self._turning_starts, end, low)
        return sum([hit.end <= end for hit in self._turning[low:high]]) if low < high else 0

    def says(self, start: int, end: int) -> bool:
        """Whether a stretch holds a word that plays a part in some phrase or turns the sense."""
        return any(hit.info.parts or hit.info.different for hit in self.hits_in(start, end))

    def unknown(self, start: int, end: int) -> int:
        """How many characters of a stretch neither a filler nor any word of the vocabulary covers."""
        known = self._explained[start:end]
        for hit in self.hits_in(start, end):
            if hit.info.parts:
                known[hit.start - start : hit.end - start] = b"\1" * (hit.end - hit.start)
        return known.count(0)

    def bracket_end(self, at: int) -> int:
        """Where the innermost bracket around ``at`` closes; the end of the text outside brackets."""
        return self.brackets.end(at)

    def quoted(self, at: int) -> bool:
        """Whether a place lies between quotation marks, in a name (“每周一讲”)."""
        index = bisect_right(self.quotes, (at, len(self.normal))) - 1
        return index >= 0 and self.quotes[index][1] > at

    def aside(self, at: int) -> bool:
        """Whether a place lies in a short bracket without a quantity."""
        index = bisect_right(self.asides, (at, len(self.normal))) - 1
        return index >= 0 and self.asides[index][1] > at

    def quantity_before(self, at: int) -> Mention | None:
        """The last quantity that ends at or before ``at``."""
        index = bisect_right(self._quantity_ends, at)
        return self.quantities[index - 1] if index else None

    def quantity_after(self, at: int) -> Mention | None:
        """The first quantity that starts at or behind ``at``."""
        index = bisect_left(self.quantity_starts, at)
        return self.quantities[index] if index < len(self.quantities) else None

    def quantities_in(self, start: int, end: int) -> Sequence[Mention]:
        """The quantities that start in a stretch, in order."""
        return between(self.quantities, self.quantity_starts, start, end)

    def _asides(self) -> list[Span]:
        """Short brackets without a quantity: they interrupt nothing (（第二批）, 乡镇（街道）).

        One that denies tells of a figure of its own (（不予受理无）).
        """
        spans = (m.span() for m in BRACKET.finditer(self.normal))
        fills = self.denying.fills
        return [s for s in spans if not self._has_quantity(s) and not fills(self.normal, s[0] + 1, s[1] - 1)]

    def _interruptions(self) -> Iterator[Span]:
        """Brackets with no more than the number of another year, where the clause goes on behind them."""
        for bracket in BRACKET.finditer(self.normal):
            start, end = bracket.span()
            year = self.lists.another_year.match(self.normal, start + 1, end)
            number = None if year is None else self.quantity_after(year.end())
            alone = (
                number is not None
                and year is not None
                and (number.start, number.end) == (year.end(), end - 1)
            )
            if alone and self.lists.goes_on_behind.match(self.normal, end) is not None:
                yield start, end

    def _has_quantity(self, span: Span) -> bool:
        index = bisect_left(self.quantity_starts, span[0])
        return index < len(self.quantity_starts) and self.quantity_starts[index] < span[1]

    def _boundaries(self) -> Boundaries:
        numbers = ((m.start, m.end) for m in self.mentions)
        spans = self.quotes, self.titles, self.asides, self.copulas
        return Boundaries(self.normal, self._painted(*spans, numbers))

    def _copulas(self) -> list[Span]:
        """The colons directly before a number (接受咨询：860人次), which part it from nothing."""
        found = (COPULA.search(self.normal, max(0, at - LONGEST_COPULA), at) for at in self.quantity_starts)
        return [match.span() for match in found if match is not None]

    def _explained_without_words(self) -> bytearray:
        """What is explained by itself: dates, names, asides, titles and characters that add nothing."""
        fixed = ((m.start, m.end) for m in self.mentions if m.kind != "quantity")
        silent = map(re.Match.span, self.vocabulary.plain_fillers.finditer(self.normal))
        return self._painted(
            fixed, self.asides, self.titles, self.copulas, silent, self.interruptions.items()
        )

    def _closed(self) -> bytearray:
        """Where no word begins or ends: in numbers, and in titles unless they are counted (《…书》32份).

        The title of a newspaper names who tells something, and is read as other words are.
        A word that begins with a digit (0败诉) does not begin inside a numeral (110).
        """
        numbers = ((m.start, m.end) for m in self.quantities)
        counted = frozenset(self.quantity_starts)
        titles = (
            (a, b)
            for a, b in self.titles
            if self._behind_title(b) not in counted
            and not self.normal.endswith(self.lists.publications, a, b - 1)
        )
        inside = (m.span() for m in INSIDE_NUMERAL.finditer(self.normal))
        return self._painted(titles, numbers, inside)

    def _behind_title(self, end: int) -> int:
        """Where a number stands that counts what a title names (《…书》 32份)."""
        at = end + self.normal.startswith(self._nominal, end)
        return at + (self.normal[at : at + 1] == " ")

    def _counted(self) -> bytearray:
        """Where what is said may be of a number: in the sentences with quantities and just before them, and
        where something is denied.
        """
        spans: list[Span] = []
        end, length = 0, len(self.normal)
        for quantity in self.quantities:
            if quantity.end > end:
                start = self.boundary_before(quantity.start, SENTENCE_ENDS, length)
                end = self.boundary_after(quantity.end, SENTENCE_ENDS, length)
                spans.append((max(0, start - LEAD), end))
        spans += [nothing.clause for nothing in self.nothings]
        return self._painted(spans)

    def _painted(self, *groups: Iterable[Span]) -> bytearray:
        """A mark for every character that a span covers."""
        marks = bytearray(len(self.normal) + 1)
        for spans in groups:
            for start, end in spans:
                if end == start + 1:
                    marks[start] = 1
                else:
                    marks[start:end] = painted(end - start)
        return marks
