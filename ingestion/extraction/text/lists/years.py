"""Numbers of several years side by side: each has the year at its place in a list of years.

2030年、2031年分别受理案件47件、53件，审结45件、52件; 受理数2030年、2031年依次为47件、53件;
受理2030年47件，2031年53件，审结两年分别为45件、52件. What follows such a row up to a semicolon and is told
alone, or in a row of another length, waits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ingestion.extraction.text import reach
from ingestion.extraction.text.lists.pairing import MIN_PIECE, Pairing, pieces_of, row_at
from ingestion.extraction.text.lists.year_words import YearList, YearWords
from ingestion.extraction.text.marked import SENTENCE_ENDS, MarkedText
from ingestion.extraction.text.surroundings import STRONG
from ingestion.quantities import Mention

NEXT_IN_ROW = 3
"""The numbers of a row are no further apart than a separator and a blank."""
GOES_ON = (":", ";")
"""A line that ends so goes on in the next one."""
MAX_LINES = 12
ENDED = "。"
Span = tuple[int, int]


class ToldOfYears(NamedTuple):
    """What a sentence has told up to the end of a row."""

    end: int
    years: tuple[int, ...]
    """The years whose numbers the next row may have."""
    used: bool = False
    """Whether a row had their numbers."""


def by_years(marked: MarkedText) -> dict[int, Pairing]:
    """The numbers of such rows, by their places."""
    found: dict[int, Pairing] = {}
    last: tuple[int, ...] = ()
    done = 0
    for number, following in pairwise(marked.quantities):
        if number.start >= done and following.start - number.end <= NEXT_IN_ROW:
            sentence = YearsOfSentence(marked, *_sentence(marked, number))
            ahead = last if sentence.start == done + 1 else sentence.told_ahead()
            told = sentence.pairings(ahead)
            done, last = sentence.end, ahead if told else ()
            found |= told
    return found


def _sentence(marked: MarkedText, number: Mention) -> Span:
    """The sentence around a number, over lines that lead in to it or go on with it."""
    text, boundaries = marked.normal, marked.boundaries
    start = boundaries.before(number.start, SENTENCE_ENDS, reach.YEARS)
    for _ in range(MAX_LINES):
        if not text.startswith("\n", max(0, start - 1)) or not _goes_on_below(text, start):
            break
        start = boundaries.before(start - 1, SENTENCE_ENDS, reach.YEARS)
    end = boundaries.after(number.end, SENTENCE_ENDS, reach.YEARS)
    for _ in range(MAX_LINES):
        if not text.startswith("\n", end) or not text[number.end : end].rstrip().endswith(GOES_ON):
            break
        end = boundaries.after(end + 1, SENTENCE_ENDS, reach.YEARS)
    return start, end


def _goes_on_below(text: str, start: int) -> bool:
    """Whether the line before goes on in the one that begins at ``start``."""
    return text[max(0, start - 4) : start].rstrip().endswith(GOES_ON)


class YearsOfSentence:
    """Reads the numbers of one sentence that tells of several years."""

    def __init__(self, marked: MarkedText, start: int, end: int) -> None:
        self.marked, self.start, self.end = marked, start, end
        self.words: YearWords = marked.lists.years
        self.lists = self.words.lists(marked.normal, start, end)

    def told_ahead(self) -> tuple[int, ...]:
        """The years of a sentence before it in its paragraph that only says in what order they are told."""
        text, at = self.marked.normal, self.start
        if not text.startswith(ENDED, at - 1):
            return ()
        start = self.marked.boundaries.before(at - 1, SENTENCE_ENDS, reach.YEARS)
        told = YearsOfSentence(self.marked, start, at - 1)
        in_order = told.lists and self.words.in_order.search(text, start, at)
        of_figures = in_order and self.words.figures.search(text, start, at)
        return told.lists[-1].years if of_figures and not any(told._rows()) else ()

    def pairings(self, ahead: tuple[int, ...]) -> dict[int, Pairing]:
        """The numbers whose years lists tell, or were told ahead."""
        found: dict[int, Pairing] = {}
        several = bool(self.lists or ahead)
        if not several and self.words.counted.search(self.marked.normal, self.start, self.end) is None:
            return found
        told = ToldOfYears(self.start, ahead)
        for row in self._rows():
            year_list = self._list_in(told.end, row[0].start)
            years = self._gone_on(told, row[0].start) if year_list is None else year_list.years
            told = told._replace(years=years, used=told.used and year_list is None)
            found |= self._paired(row, told, year_list)
            told = ToldOfYears(row[-1].end, years, told.used or self._fits(row, told, year_list))
        return found

    def _paired(
        self, row: Sequence[Mention], told: ToldOfYears, year_list: YearList | None
    ) -> dict[int, Pairing]:
        """The numbers of a row with their years, where it fits these, or unclear ones; else none."""
        noun, years = self._noun(year_list, told.end, row[0].start), told.years
        if self._fits(row, told, year_list):
            return {n.start: Pairing((noun,), year=year) for n, year in zip(row, years, strict=True)}
        if years and (self._goes_on(row, told) or self._is_unclear(row, told, year_list)):
            return {number.start: Pairing((noun,), clear=False) for number in row}
        return {}

    def _fits(self, row: Sequence[Mention], told: ToldOfYears, year_list: YearList | None) -> bool:
        """Whether a row has a number of one measure for each of the years, and one noun for all."""
        units = {number.unit for number in row[:-1] if number.unit} | {row[-1].unit}
        if not 1 < len(row) == len(told.years) or len(units) > 1:
            return False
        return self._in_pieces(year_list, told.end, row[0].start) < MIN_PIECE

    def _goes_on(self, row: Sequence[Mention], told: ToldOfYears) -> bool:
        """Whether only commas part a row from one that the years were used for."""
        return told.used and ";" not in self.marked.normal[told.end : row[0].start]

    def _is_unclear(self, row: Sequence[Mention], told: ToldOfYears, year_list: YearList | None) -> bool:
        """Whether a row that has a noun for each number, or a sum, stands behind years told one by one."""
        text, at = self.marked.normal, row[0].start
        if year_list is None or self.words.stretch.fullmatch(text, year_list.start, year_list.end):
            return False
        summed = self.words.summed.search(text, year_list.end, at) is not None
        return summed or self.marked.lists.respectively.search(text, told.end, at) is not None

    def _rows(self) -> Iterator[Sequence[Mention]]:
        """The numbers of the sentence, those of a row together, but for those in lists of years."""
        number = self.marked.quantity_after(self.start)
        while number is not None and number.start < self.end:
            at = number.start
            within = next((years.end for years in self.lists if years.start <= at < years.end), None)
            row = row_at(self.marked, at) if within is None else []
            if row:
                yield row
            number = self.marked.quantity_after(within or row[-1].end)

    def _list_in(self, start: int, at: int) -> YearList | None:
        """The last list between the number before and a row that the row can see."""
        within = [years for years in self.lists if start <= years.start and years.end <= at]
        return within[-1] if within and self._is_seen(within[-1], at) else None

    def _is_seen(self, years: YearList, at: int) -> bool:
        """Whether no other year is named before a row, and no bracket closes, unless a colon follows that."""
        if self.words.tells_one(self.marked.normal, years.end, at):
            return False
        closes = self.marked.bracket_end(years.start)
        return closes >= at or self.marked.normal.startswith(":", closes + 1)

    def _gone_on(self, told: ToldOfYears, at: int) -> tuple[int, ...]:
        """The years of the row before, until another is named; 两年 are those that were told in turn."""
        text, words = self.marked.normal, self.words
        if words.counted.search(text, told.end, at):
            return words.order(text, self.start, at)
        return () if words.tells_one(text, told.end, at) or self._closed(told.end, at) else told.years

    def _closed(self, start: int, at: int) -> bool:
        """Whether the bracket of the number before has closed."""
        return self.marked.bracket_end(max(self.start, start - 1)) < at

    def _noun(self, told: YearList | None, start: int, at: int) -> Span:
        """Where the noun of a row stands: behind the list of years, around it, or before it."""
        if told is None:
            return start, at
        before = max(start, self.marked.boundaries.before(told.start, STRONG, reach.YEARS))
        if self._names(before, told.start):
            return (before, at) if self._names(told.end, at) else (before, told.start)
        if self._names(told.end, at):
            return told.end, at
        ahead = max(start, self.marked.boundaries.before(max(0, before - 1), STRONG, reach.YEARS))
        return (ahead, before - 1) if ahead < before - 1 else (told.end, at)

    def _names(self, start: int, end: int) -> bool:
        """Whether a stretch says more than that each year has its number."""
        return self.words.each.fullmatch(self.marked.normal, start, end) is None and self.marked.says(
            start, end
        )

    def _in_pieces(self, told: YearList | None, start: int, at: int) -> int:
        """How many nouns a list before 分别, or before the row, names (复议、诉讼分别为3件、2件)."""
        text, marked = self.marked.normal, self.marked
        severally = [m.start() for m in marked.lists.respectively.finditer(text, start, at)]
        end = severally[-1] if severally else at
        clause = max(start, marked.boundaries.before(end, STRONG, reach.YEARS))
        spans = [(clause, end)]
        if told is not None and clause <= told.start:
            spans = [(clause, told.start), (told.end, end)]
        counts = [sum(marked.says(*piece) for piece in pieces_of(marked, *span)) for span in spans]
        return sum(counts) if severally else max(counts)
