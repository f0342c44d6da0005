"""Through which clauses of a sentence a subject goes on, and which only interrupt it.

What heads a clause is the subject of the next ones too, until another stands there
(住建局检查68个，下达整改通知52份). A clause that tells who else took part is told beside it and changes
nothing (我局检查86户，工会派员参加，责令改正6户).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from catalog import Catalog
from ingestion.extraction.meaning.scopes.words import before_subject
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import STRONG
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities.compiled import compiled_once


class ChainPatterns(NamedTuple):
    """What a clause does to the subject before it; see ``catalog/lexicon/scopes.yaml``."""

    taking_part: re.Pattern[str]
    took_part: re.Pattern[str]
    """A clause that tells of a body, whoever it is, that it took part."""
    own_unit: re.Pattern[str]
    """A clause that a part of the own bureau heads (监察大队检查用人单位86户)."""
    counting_it: tuple[str, ...]
    """How a clause begins that counts what the one before tells."""


@compiled_once
def _patterns(catalog: Catalog) -> ChainPatterns:
    data = catalog.lexicon["scopes"]
    taking_part, endings = (
        one_of(data["taking_part"]),
        one_of((*data["name_endings"], *data["unit_endings"])).pattern,
    )
    bodies = one_of((*data["bodies"], *data["own"], *data["name_endings"])).pattern
    piece = rf"(?:(?!{one_of(data['no_part_of_units']).pattern})[\u4e00-\u9fff])"
    work, parts = (one_of(data[key]).pattern for key in ("our_units", "our_parts"))
    unit = rf"{piece}{{0,6}}?(?:{parts}|{work}{piece}{{0,8}}?{endings})"
    us = one_of((*data["our_name"], *data["all_of_us"])).pattern
    return ChainPatterns(
        taking_part,
        re.compile(rf"[^,。;\d]{{0,20}}?{bodies}[^,。;、\d]{{0,8}}?{taking_part.pattern}"),
        re.compile(rf"{before_subject(catalog).pattern}{data['by']}?(?:{us}|{unit})"),
        tuple(data["counting_it"]),
    )


class TopicChains:
    """The clauses of one text, by what they do to the subject that was named before them."""

    def __init__(self, marked: MarkedText, catalog: Catalog) -> None:
        self.marked = marked
        self._patterns = _patterns(catalog)
        self._interludes: dict[int, bool] = {}

    def before(self, sentence: int, at: int) -> list[int]:
        """Where the clauses of a sentence before the one of a number begin, the nearest first.

        Those of a bracket that has closed, and those that only tell who took part, are left out; but the
        sentence may begin with one of them.
        """
        starts = list(self._clauses(sentence, at))
        told = [start for start in starts[:-1] if not self._beside(start, at)]
        return told + (starts[-1:] or [sentence])

    def _clauses(self, sentence: int, at: int) -> Iterator[int]:
        clause = self.marked.boundaries.before(at, STRONG, reach.WHOSE)
        while clause > sentence:
            clause = self.marked.boundaries.before(clause - 1, STRONG, reach.WHOSE)
            yield clause

    def _beside(self, clause: int, at: int) -> bool:
        """Whether a clause before a number stands in a bracket that does not hold it, or is an interlude."""
        return self.marked.bracket_end(clause) < at or self.interlude(clause)

    def interlude(self, clause: int) -> bool:
        """Whether a clause tells no more than that somebody took part (，县总工会派员参加，)."""
        known = self._interludes.get(clause)
        if known is None:
            known = self._interludes[clause] = self._tells_who_took_part(clause)
        return known

    def counted(self, clause: int, at: int) -> bool:
        """Whether the number counts those who took part, by the clause before (，我局派员参加，计16人次)."""
        own = self.marked.boundaries.before(at, STRONG, reach.CLAUSE)
        follows = self.marked.boundaries.after(clause, STRONG, reach.CLAUSE) + 1 == own
        return follows and self.marked.normal.startswith(self._patterns.counting_it, own)

    def _tells_who_took_part(self, clause: int) -> bool:
        end = self.marked.boundaries.after(clause, STRONG, reach.CLAUSE)
        if not self.marked.places("taking part", self._patterns.taking_part, clause, end):
            return False
        number = self.marked.quantity_after(clause)
        counts = number is not None and number.start < end
        return not counts and self._patterns.took_part.match(self.marked.normal, clause, end) is not None

    def of_own_unit(self, clause: int, at: int) -> bool:
        """Whether a part of the own bureau heads a clause, and does more in it than to take part."""
        return self._patterns.own_unit.match(
            self.marked.normal, clause, at
        ) is not None and not self.interlude(clause)
