"""What was made, and what was given out of it: told side by side, the latter is the figure.

印制手册2万册，发放1.3万册; 派发手册8600册（印制1万册）. What was made and given out in one
(编印发放1.2万份), or made and nothing else told of it, stands.
"""

from __future__ import annotations

import re

from catalog import Catalog
from ingestion.extraction.matching.turns.rows import clause_of
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import SENTENCE_ENDS, MarkedText
from ingestion.extraction.text.surroundings import STRONG
from ingestion.extraction.words.wordlist import any_word, one_of
from ingestion.quantities import Mention


class GivenOut:
    """The words of both, see ``given_out`` in ``catalog/lexicon/doubts.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data = catalog.lexicon["doubts"]["given_out"]
        words = {name: one_of(data[name]).pattern for name in data}
        lead, given, piece = words["lead"], words["given"], rf"[^{STRONG}、\d]"
        whom = rf"(?:{words['to_whom']}|{words['to']}{piece}{{1,12}}?)"
        done = rf"{given}{words['marks']}*{whom}?{words['reaching']}?\s*"
        self._given = re.compile(rf"\s*(?:{lead},?)*(?P<noun>{piece}{{0,12}}?){lead}*{done}")
        self._to_whom = re.compile(
            rf"\s*(?:{lead},?)*?{words['to']}{piece}{{1,12}}?{lead}*{given}{words['marks']}*\s*"
        )
        self._made = re.compile(any_word(data["made"]))
        self._at_once = re.compile(rf"{words['made']}{words['joining']}?{given}")
        self._made_alone = re.compile(rf"\(\s*{lead}*{words['made']}{words['marks']}*\s*")

    def out_of(self, marked: MarkedText, mention: Mention) -> bool:
        """Whether it is told how many of what was made were given out."""
        if not self._is_made(marked, mention):
            return False
        end = marked.boundaries.after(mention.end, SENTENCE_ENDS, reach.AIM)
        behind = marked.quantities_in(mention.end, end)
        return self._beside_given(marked, mention) or any(self._given_of(marked, mention, n) for n in behind)

    def made_before(self, marked: MarkedText, number: Mention) -> Mention | None:
        """How many were made, where only that so many were given out is said of a number."""
        start = marked.boundaries.before(number.start, SENTENCE_ENDS, reach.AIM)
        if not marked.places("made", self._made, start, number.start):
            return None
        before = reversed(marked.quantities_in(start, number.start))
        return next((n for n in before if self._gives(marked, n, number)), None)

    def _gives(self, marked: MarkedText, first: Mention, number: Mention) -> bool:
        return self._is_made(marked, first) and self._given_of(marked, first, number)

    def _is_made(self, marked: MarkedText, mention: Mention) -> bool:
        """Whether its clause says that so many were made, and not that they were given out at once."""
        places = marked.places("made", self._made, clause_of(marked, mention), mention.start)
        return any(self._at_once.match(marked.normal, at) is None for at in places)

    def _given_of(self, marked: MarkedText, first: Mention, number: Mention) -> bool:
        """Whether so many were given out of what was made, with no noun but that of it."""
        if first.unit != number.unit:
            return False
        stretch = marked.normal, marked.boundary_before(number.start), number.start
        if self._to_whom.fullmatch(*stretch) is not None:
            return True
        given = self._given.fullmatch(*stretch)
        made = marked.normal[clause_of(marked, first) : first.start]
        return given is not None and given["noun"].strip() in made

    def _beside_given(self, marked: MarkedText, mention: Mention) -> bool:
        """Whether only how many were made stands in a bracket behind how many were given out."""
        opened = marked.normal.rfind("(", clause_of(marked, mention) - 1, mention.start)
        given = marked.quantity_before(opened) if opened > 0 else None
        if given is None or given.unit != mention.unit or marked.normal[given.end : opened].strip():
            return False
        return self._made_alone.fullmatch(marked.normal, opened, mention.start) is not None
