"""The level of another year that is only told beside this year's (受理534件，2031年为612件；办结531件)."""

from __future__ import annotations

import re

from catalog import Catalog
from ingestion.extraction.text.dates import YEAR
from ingestion.extraction.text.marked import SENTENCE_ENDS, STOPS, MarkedText
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities.compiled import compiled_once
from ingestion.quantities.numerals import numeral_value


@compiled_once
def level_beside(catalog: Catalog) -> LevelBeside:
    """The words of ``catalog`` that tell no more than a level; compiled once per content."""
    return LevelBeside(catalog)


class LevelBeside:
    """What stands between another year and its level, where nothing else is told of that year."""

    def __init__(self, catalog: Catalog) -> None:
        comparison = catalog.lexicon["stances"]["comparison"]
        same = one_of(comparison["same_time"]).pattern
        self._is = re.compile(rf"{same}?{one_of(comparison['only_level']).pattern}[ ]?")
        self._bare = re.compile(rf"{same}?(?:{one_of(comparison['only_level']).pattern})?[ ]?")
        self._past = one_of(comparison["past_year"])

    def told(self, marked: MarkedText, start: int, end: int) -> bool:
        """Whether the year named from ``start`` to ``end`` has one number, told beside that of this year.

        The number before it in the sentence counts with the same measure word, and no year before it is as
        early: where one is, the sentence tells of several years in turn.
        """
        return self._told_by(self._is, marked, start, end, SENTENCE_ENDS)

    def told_up_to(self, marked: MarkedText, start: int, end: int, at: int) -> bool:
        """… and a semicolon ends that before ``at`` (诉讼8件，2031年11件；…), in whatever words."""
        level = marked.quantity_after(end)
        if level is None or level.start >= at or ";" not in marked.normal[level.end : at]:
            return False
        return self._told_by(self._bare, marked, start, end, STOPS)

    def _told_by(self, says: re.Pattern[str], marked: MarkedText, start: int, end: int, ends: str) -> bool:
        level, before = marked.quantity_after(end), marked.quantity_before(start)
        if level is None or before is None or before.unit != level.unit:
            return False
        sentence = marked.boundary_before(start, ends)
        if before.start < sentence or says.fullmatch(marked.normal, end, level.start) is None:
            return False
        return not self._earlier(marked.normal, sentence, start, end)

    def _earlier(self, text: str, sentence: int, start: int, end: int) -> bool:
        """Whether the sentence has told of a year that is no later than the one from ``start`` to ``end``."""
        if self._past.search(text, sentence, start):
            return True
        named = re.match(YEAR, text[start:end])
        years = [numeral_value(found["year"]) for found in re.finditer(YEAR, text[sentence:start])]
        return named is not None and any(year <= numeral_value(named["year"]) for year in years)
