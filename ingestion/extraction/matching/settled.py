"""Numbers that were laid down or told too early, and the one that says what they came to.

年初确定检查260户，…，实际检查286户; 快报为503件，剔除重复登记的14件，实为489件.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from catalog import Catalog
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import SENTENCE_ENDS, MarkedText
from ingestion.extraction.text.surroundings import STRONG
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities import Mention
from ingestion.quantities.compiled import compiled_once


@compiled_once
def settled(catalog: Catalog) -> Settled:
    """The words of ``catalog`` for them; the same content is compiled once per process."""
    return Settled(catalog)


class Settled:
    """Tells such numbers from the figure, see ``settled`` in ``catalog/lexicon/doubts.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data, stances = catalog.lexicon["doubts"]["settled"], catalog.lexicon["stances"]
        self._read_earlier(data, stances)
        corrected = catalog.lexicon["corrections"]["corrected"]
        self._read_later(data, corrected, stances["foreseen"]["done_marks"])

    def _read_earlier(self, data: Mapping[str, Any], stances: Mapping[str, Any]) -> None:
        """The words of a number that another one settles, and of what was taken out of it."""
        plans = stances["foreseen"]
        beginning, set_then = (one_of(plans[key]).pattern for key in ("at_beginning", "setting"))
        laid_down = rf"{beginning}[^{STRONG}\d]{{0,12}}?{set_then}"
        self._early = re.compile(f"{laid_down}|{one_of(data['early']).pattern}")
        planned = (*stances["was_planned"], *stances["planned"], *plans["intended_alone"])
        self._planned = one_of((*planned, *stances["orders"]))
        self._taken_out, self._made = one_of(data["taken_out"]), one_of(data["made"])

    def _read_later(
        self, data: Mapping[str, Any], corrected: Iterable[str], done_marks: Iterable[str]
    ) -> None:
        """The words of the number that settles it."""
        words = {name: one_of(of_it).pattern for name, of_it in data.items()}
        right, done = one_of(corrected).pattern, one_of(done_marks).pattern
        verbs, begins = f"(?:{words['verbs']}|{words['own_verbs']})", rf"[{STRONG}]?\s*(?:{words['lead']},?)*"
        says = rf"{words['truly']}(?:{verbs})?{done}?|{words['only']}{verbs}{done}?|{verbs}{done}|{right}"
        self._came_to, self._put_right = re.compile(f"{begins}(?:{says})"), re.compile(f"{right}$")
        self._own_verb = re.compile(rf"{words['own_verbs']}{done}?$")
        self._given = re.compile(begins + words["given"])
        self._somewhere = re.compile(f"{says}|{words['given']}")

    def outdone(self, marked: MarkedText, mention: Mention) -> bool:
        """Whether behind a number its sentence tells what it came to."""
        number = marked.quantity_after(mention.end)
        if number is None or number.start - mention.end > reach.AIM:
            return False
        end = marked.boundary_after(mention.end, SENTENCE_ENDS, reach.AIM)
        if number.start >= end or not self._somewhere.search(marked.normal, mention.end, end):
            return False
        while number is not None and number.start < end:
            if self._outdoes(marked, mention, number):
                return True
            number = marked.quantity_after(number.end)
        return False

    def _outdoes(self, marked: MarkedText, first: Mention, number: Mention) -> bool:
        """Whether a number is what one laid down or told too early came to, or how many were given out."""
        if first.unit != number.unit:
            return False
        return self._settles(marked, first, number) or self._given_out(marked, first, number)

    def _settles(self, marked: MarkedText, first: Mention, number: Mention) -> bool:
        """Whether ``first`` was told too early, and the number put it right or tells what it came to."""
        put_right = self._put_right.search(marked.normal, _clause(marked, number), number.start)
        if put_right is None and not self._without_noun(marked, first, number):
            return False
        early = self._early.search(marked.normal, _clause(marked, first), first.start)
        return early is not None or self._taken_out.search(marked.normal, first.end, number.start) is not None

    def told_by(self, marked: MarkedText, mention: Mention) -> Mention | None:
        """The number before it in its sentence that says what it counts, where it has no noun of its own."""
        return next((n for n in _before(marked, mention) if self._lends(marked, n, mention)), None)

    def _lends(self, marked: MarkedText, first: Mention, number: Mention) -> bool:
        """Whether a number has the noun of ``first``, which it settles or which was planned."""
        if first.unit != number.unit:
            return False
        if not self._without_noun(marked, first, number):
            return self._given_out(marked, first, number)
        planned = self._planned.search(marked.normal, _clause(marked, first), first.start)
        return planned is not None or self._settles(marked, first, number)

    def _without_noun(self, marked: MarkedText, first: Mention, number: Mention) -> bool:
        """Whether a clause tells what something came to, by no verb with an object but that of ``first``."""
        clause = _clause(marked, number)
        if self._came_to.fullmatch(marked.normal, clause, number.start) is None:
            return False
        own = self._own_verb.search(marked.normal, clause, number.start)
        return own is None or marked.normal.find(own.group(), _clause(marked, first), first.start) >= 0

    def _given_out(self, marked: MarkedText, first: Mention, number: Mention) -> bool:
        """Whether ``first`` were made of which the number was given out."""
        given = self._given.fullmatch(marked.normal, _clause(marked, number), number.start)
        made = self._made.search(marked.normal, _clause(marked, first), first.start)
        return given is not None and made is not None


def _clause(marked: MarkedText, number: Mention) -> int:
    """Where the clause of a number begins."""
    return marked.boundary_before(number.start, STRONG, reach.CLAUSE)


def _before(marked: MarkedText, mention: Mention) -> Iterator[Mention]:
    """The numbers of its sentence before a number, the nearest first."""
    start = marked.boundary_before(mention.start, SENTENCE_ENDS, reach.AIM)
    number = marked.quantity_before(mention.start)
    while number is not None and number.start >= start:
        yield number
        number = marked.quantity_before(number.start)
