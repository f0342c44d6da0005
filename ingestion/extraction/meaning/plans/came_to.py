"""What a plan came to, told behind it in its sentence (计划检查用人单位300户，全年检查286户)."""

from __future__ import annotations

import re
from typing import NamedTuple

from catalog import Catalog
from ingestion.extraction.matching.turns.turns import turns
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import STRONG
from ingestion.extraction.words.wordlist import any_word, ending, one_of
from ingestion.quantities import Mention
from ingestion.quantities.compiled import compiled_once


class Plan(NamedTuple):
    """A clause that tells what is to come."""

    start: int
    end: int
    said: int
    """Where its verb ends."""
    verb: str
    carries: bool = True
    """Whether clauses behind its own go on with it."""


@compiled_once
def came_to(catalog: Catalog) -> CameTo:
    """The words of ``catalog`` for it; the same content is compiled once per process."""
    return CameTo(catalog)


class CameTo:
    """Tells where a sentence turns from what was planned to what was done."""

    def __init__(self, catalog: Catalog) -> None:
        stances = catalog.lexicon["stances"]
        data = stances["foreseen"]
        turning_back = any_word(ending(stances["turning_back"], "foreseen"))
        self._turned_back = re.compile(f"{turning_back}|[{STRONG}]{one_of(data['came_to']).pattern}")
        self._whole_year = one_of(data["whole_year"])
        self._of_year = re.compile(rf"[{STRONG}][^{STRONG}\d]{{0,6}}?{self._whole_year.pattern}")
        self._of_this_year = re.compile(f"[{STRONG}]{one_of(data['this_year']).pattern}")
        self._at_beginning, self._next_year = one_of(data["at_beginning"]), one_of(data["next_year"])
        self._turns = turns(catalog)

    def told(self, marked: MarkedText, plan: Plan, at: int) -> bool:
        """Whether it is told between a plan and ``at``, or at that number."""
        text, end = marked.normal, plan.end
        if any(marked.bracket_end(turn.start()) >= at for turn in self._turned_back.finditer(text, end, at)):
            return True
        if self._of_year.search(text, end, at) and self._made_before(marked, plan):
            return True
        if self._of_this_year.search(text, end, at) and self._next_year.search(text, plan.start, end):
            return True
        if self._turns.told(marked, end, at):
            return True
        numbers = (n for n in marked.quantities_in(end, at + 1) if marked.bracket_end(n.start) >= at)
        return any(self._again(marked, plan, number) for number in numbers)

    def _made_before(self, marked: MarkedText, plan: Plan) -> bool:
        """Whether it was planned at the beginning of the year."""
        clause = marked.boundary_before(plan.start, STRONG)
        return self._at_beginning.search(marked.normal, clause, plan.said) is not None

    def _again(self, marked: MarkedText, plan: Plan, number: Mention) -> bool:
        """Whether a number takes the place of one that the plan has counted."""
        planned = marked.quantities_in(plan.start, plan.end + 1)
        return any(self._turns.turned(marked, first, number, planned=True) for first in planned)
