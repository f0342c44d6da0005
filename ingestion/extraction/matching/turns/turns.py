"""The turn of a sentence from a number that does not hold to the one that does, see ``turns.yaml``.

原定办6期，受疫情影响办成4期; 应不少于4次，实际研究5次; 原先统计41份，有3份重号，剔除后是38份.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from catalog import Catalog
from ingestion.extraction.matching.turns.holding import Holding
from ingestion.extraction.matching.turns.rows import (
    apart,
    clause_of,
    differ_by,
    end_of,
    last_before,
    row_of,
    said_behind,
    topic_before,
)
from ingestion.extraction.matching.turns.told_of_all import told_of_all
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import SENTENCE_ENDS, STOPS, MarkedText
from ingestion.extraction.text.surroundings import STRONG
from ingestion.extraction.words.wordlist import any_word, each_alone, one_of, standing_alone
from ingestion.quantities import Mention
from ingestion.quantities.compiled import compiled_once

MIN_NOUN = 2
SENTENCES_BEFORE = 2
"""A correction in a sentence of its own is told so soon behind what it puts right."""
MAX_LEFT = 2
"""A word that says from where something was left stands so near before its number."""


class Early(NamedTuple):
    """What the clause of the first number says of it."""

    planned: bool
    early: bool
    lost: bool
    """Something was taken out of it, or it was wrong, as is told behind it."""
    arranged: bool
    """So many were arranged, which may have been so many that took place."""


@compiled_once
def turns(catalog: Catalog) -> Turns:
    """The words of ``catalog`` for it; the same content is compiled once per process."""
    return Turns(catalog)


class Turns:
    """Tells which of two numbers of a sentence was only planned or told too early, and which one holds."""

    def __init__(self, catalog: Catalog) -> None:
        self._read_first(catalog)
        self.holding, self._of_all = Holding(catalog), told_of_all(catalog)
        self._ours = one_of(catalog.lexicon["stances"]["own_result"])
        self._occasions = frozenset(catalog.lexicon["turns"]["occasions"])

    def _read_first(self, catalog: Catalog) -> None:
        """The words of a number that does not hold."""
        data, stances = catalog.lexicon["turns"], catalog.lexicon["stances"]
        foreseen = stances["foreseen"]
        begun = one_of(foreseen["at_beginning"]).pattern
        setting = one_of((*foreseen["setting"], *data["setting"])).pattern
        plans = (*data["planned"], *stances["was_planned"])
        planned = each_alone((*plans, *data["owed"]), data["not_planned"])
        set_then = rf"{begun}[^{STRONG}\d]{{0,12}}?{setting}"
        rates = "|".join(data["rates"])
        guessed = rf"{one_of(data['guessing']).pattern}[^{STRONG}\d]{{0,12}}"
        self._planned = re.compile(f"{set_then}|{guessed}|{planned}")
        self._rates = re.compile(rates)
        self._part_of_year = re.compile("|".join(data["part_of_year"]))
        arranged = any_word(data["arranged"])
        self._arranged = re.compile(f"{arranged}|{rates}")
        self._lost_some = one_of(data["lost_some"], r"\s*$")
        self._early, self._lost = one_of(data["early"]), standing_alone(data["lost"], data["not_lost"])
        self._told_as = re.compile(f"{begun}|{guessed}|{planned}|{rates}|{self._early.pattern}|{arranged}")
        self._owed = standing_alone((*data["owed"], *data["arranged"]), data["not_planned"])
        self._dealt = one_of(data["dealt_with"])
        self._from = one_of(data["from"], r"\s*$")
        self._added = one_of(stances["increments"])
        first = (data[name] for name in ("owed", "early", "lost", "from", "guessing", "arranged"))
        words = any_word((*plans, *chain.from_iterable(first)))
        self._any = re.compile(f"{words}|{rates}")

    def taken_out(self, marked: MarkedText, start: int, at: int) -> tuple[int, int] | None:
        """Where, from ``start`` up to ``at``, it is told what was taken out (剔除重复6件后), if anywhere."""
        found = self.holding.taken_out.search(marked.normal, start, at)
        return None if found is None else found.span()

    def first_of(self, marked: MarkedText, number: Mention) -> Mention | None:
        """The number before it in its sentence that a number takes the place of."""
        start = marked.boundaries.before(number.start, SENTENCE_ENDS, reach.AIM)
        start = self._sentences_before(marked, number, start)
        if not marked.places("turns", self._any, start, number.end):
            return None
        start = self._own_part(marked, number, start)
        found = list(self._taken_over(marked, number, start))
        planned = [n for n in found if self._told(marked, n, number).planned]
        if planned:
            return self._of_its_verb(marked, planned, number)
        return min(found, key=lambda first: apart(first, number), default=None)

    def _own_part(self, marked: MarkedText, number: Mention, start: int) -> int:
        """Where the part of its sentence between semicolons begins, if it names what it counts itself before
        the clause of a number (学法9次；讲座因防汛停了2场，实际8场).
        """
        part, clause = marked.boundary_before(number.start, STOPS), clause_of(marked, number)
        if not start < part < clause or marked.normal[part - 1] in SENTENCE_ENDS:
            return start
        earlier, text = marked.normal[start:part], marked.normal
        own = (
            hit for hit in marked.hits_in(part, clause) if hit.info.parts and hit.end - hit.start >= MIN_NOUN
        )
        return part if any(text[hit.start : hit.end] not in earlier for hit in own) else start

    def _of_its_verb(self, marked: MarkedText, planned: Sequence[Mention], number: Mention) -> Mention | None:
        """The planned number that a number takes the place of: of several in one list the one with its verb
        (计划主动检查180户、书面审查300户，实际检查206户).
        """
        listed = [n for n in planned if clause_of(marked, n) == clause_of(marked, planned[0])]
        if len(listed) == 1 or len(row_of(marked, number)) > 1:
            return planned[0]
        said = marked.normal[clause_of(marked, number) : number.start]
        core = self.holding.core(said)
        named = [n for n in listed if marked.says(marked.boundary_before(n.start), n.start)]
        if len(named) < len(listed) or len({n.value for n in listed if n.value}) <= 1:
            return planned[0]
        alike = [
            n for n in listed if core and core in marked.normal[marked.boundary_before(n.start) : n.start]
        ]
        return alike[0] if len(alike) == 1 else None

    def _sentences_before(self, marked: MarkedText, number: Mention, start: int) -> int:
        """Where the sentences begin that a number puts right in one of its own (…写成57件。应为51件)."""
        text = marked.normal
        if start == 0 or text[start - 1] == "\n" or not self.holding.rights(text, start, number):
            return start
        for _ in range(SENTENCES_BEFORE):
            start = marked.boundaries.before(start - 1, SENTENCE_ENDS, reach.AIM)
            if start == 0 or text[start - 1] == "\n":
                break
        return start

    def _taken_over(self, marked: MarkedText, number: Mention, start: int) -> Iterator[Mention]:
        """The numbers behind ``start`` that a number may take the place of, the nearest first.

        Between them and it no other is told but what was lost of them.
        """
        row = row_of(marked, number)
        rows = last_before(marked, row[0], len(row)) if len(row) > 1 else ()
        planned = any(self.said_of(marked, n) is not None for n in rows if n.start >= start)
        first = marked.quantity_before(row[0].start)
        while first is not None and first.start >= start:
            before = marked.quantity_before(first.start)
            missed = self._of_all.missed_none(marked, first) and self.said_of(marked, first) is None
            if not missed and self._alike(first, number) and self._paired(marked, first, row, number):
                if self.turned(marked, first, number, planned=planned):
                    yield first
                listed = before is not None and self._listed(marked, before, first)
                if not listed and not self._is_loss(marked, before, first, number):
                    return
            first = before

    def _listed(self, marked: MarkedText, before: Mention, first: Mention) -> bool:
        """Whether two numbers were planned in one list."""
        return (
            clause_of(marked, before) == clause_of(marked, first) and self.said_of(marked, first) is not None
        )

    def _is_loss(self, marked: MarkedText, before: Mention | None, lost: Mention, number: Mention) -> bool:
        """Whether so many are told to be missing between a number and the one that it came to, or make up
        the difference of both (抽取50户，4户查无下落，实查46户).
        """
        if self._lost.search(marked.normal, clause_of(marked, lost), number.start):
            return True
        return before is not None and differ_by(before, lost, number)

    def lost_before(self, marked: MarkedText, number: Mention) -> Mention | None:
        """The number right before one of what came about, in the clause before it, that says how many of them
        were lost or made up for, with their noun (讲座因防汛停了2场，实际9场).
        """
        lost = marked.quantity_before(number.start)
        if (
            lost is None
            or not self._alike(lost, number)
            or end_of(marked, lost) + 1 != clause_of(marked, number)
        ):
            return None
        if self._lost_some.search(marked.normal, clause_of(marked, lost), lost.start) is None:
            return None
        deed = self.holding.deed(marked, self.told_with(marked, lost), number)
        return lost if deed is not None and deed.turned else None

    def told(self, marked: MarkedText, start: int, at: int) -> bool:
        """Whether one of the numbers from ``start`` up to ``at`` takes the place of another."""
        return any(
            marked.bracket_end(number.start) >= at and self.first_of(marked, number) is not None
            for number in marked.quantities_in(start, at + 1)
        )

    def second_of(self, marked: MarkedText, first: Mention) -> Mention | None:
        """The number behind it in its sentence that takes the place of a number."""
        end = marked.boundaries.after(first.end, SENTENCE_ENDS, reach.AIM)
        start = clause_of(marked, first)
        end = self._sentences_behind(marked, end)
        if not marked.places("turns", self._any, start, end):
            return None
        behind = (n for n in marked.quantities_in(first.end, end) if self._alike(first, n))
        return next((number for number in behind if self._displaces(marked, number, first)), None)

    def _sentences_behind(self, marked: MarkedText, end: int) -> int:
        """Where the sentence ends that may put right a number of the one that ends here."""
        text = marked.normal
        if not marked.places("put_right", self.holding.right, end, min(len(text), end + reach.CLAUSE)):
            return end
        for _ in range(SENTENCES_BEFORE):
            if text[end : end + 1] in ("\n", ""):
                break
            end = marked.boundaries.after(end + 1, SENTENCE_ENDS, reach.AIM)
        return end

    def _displaces(self, marked: MarkedText, number: Mention, first: Mention) -> bool:
        """Whether a number takes the place of ``first``, or of another one of its clause and its measure
        (定的是一季度一回、一年四回，实际学了六次).
        """
        taken = self.first_of(marked, number)
        if taken is None or self._is_part(marked, taken, number):
            return False
        return taken == first or clause_of(marked, taken) == clause_of(marked, first)

    def turned(self, marked: MarkedText, first: Mention, number: Mention, *, planned: bool = False) -> bool:
        """Whether a number takes the place of ``first``, which may be known to be ``planned``."""
        if not self._alike(first, number) or clause_of(marked, first) == clause_of(marked, number):
            return False
        deed = self.holding.deed(marked, self.told_with(marked, first), number)
        if deed is None or self._begin(marked, number) <= first.start:
            return False
        early = self._told(marked, first, number)
        if planned or early.planned or early.early:
            return True
        fewer = early.lost and (first.value or 0) > (number.value or 0)
        if deed.so_far and early.arranged:
            return True
        if deed.turned and (early.arranged or fewer or (early.lost and deed.bare)):
            return True
        if early.lost and deed.bare and (deed.put_right or self._left(marked, first)):
            return True
        return deed.turned and deed.bare and self._is_part(marked, first, number)

    def _is_part(self, marked: MarkedText, first: Mention, number: Mention) -> bool:
        """Whether ``first`` is told of a part of the year alone, and stays true (上半年97件，收口231件)."""
        if not 0 < (first.value or 0) < (number.value or 0) or self._lost_between(marked, first, number):
            return False
        return self._part_of_year.search(marked.normal, clause_of(marked, first), first.start) is not None

    def _lost_between(self, marked: MarkedText, first: Mention, number: Mention) -> bool:
        """Whether something was taken out of a number, or was wrong with it, before another is told."""
        if self._lost.search(marked.normal, first.end, number.start):
            return True
        between = marked.quantities_in(first.end, number.start)
        return any(n.unit == number.unit and differ_by(first, n, number) for n in between)

    def _alike(self, first: Mention, number: Mention) -> bool:
        """Whether two numbers have the same measure, or both count occasions (年初定四回，学了六次)."""
        return first.unit == number.unit or self._occasions.issuperset((first.unit, number.unit))

    def _paired(self, marked: MarkedText, first: Mention, row: Sequence[Mention], number: Mention) -> bool:
        """Whether a number has the place in its row that ``first`` has in its clause, or among as many
        numbers before the row, or is the only one of its measure in both; one alone has any.
        """
        if len(row) == 1:
            return True
        told = marked.quantities_in(clause_of(marked, first), end_of(marked, first))
        if sum(self._alike(n, number) for n in told) == sum(self._alike(n, number) for n in row) == 1:
            return True
        if len(told) < len(row):
            told = last_before(marked, row[0], len(row))
        return first in told and told.index(first) == row.index(number)

    def _left(self, marked: MarkedText, first: Mention) -> bool:
        """Whether it is said of a number that a change begins there."""
        at = first.start
        return self._from.search(marked.normal, max(0, at - MAX_LEFT), at) is not None

    def said_of(self, marked: MarkedText, first: Mention) -> tuple[int, int] | None:
        """Where it is said of a number that it was planned, if anywhere.

        What is done with things says nothing of their number (对拟印发的3件文件进行审核).
        """
        start, end = self._begin(marked, first), end_of(marked, first)
        found = self._planned.search(marked.normal, start, end)
        dealt = self._dealt.match(marked.normal, start)
        if found is None or (dealt and marked.normal.endswith(marked.attributive, start, first.start)):
            return None
        return found.span()

    def _begin(self, marked: MarkedText, first: Mention) -> int:
        """Where the clause of a number begins, or the one before it whose sum it is (每月一场，全年12场)."""
        start = clause_of(marked, first)
        if start == 0 or not self.holding.lead.fullmatch(marked.normal, start, first.start):
            return start
        if self._of_all.done(said_behind(marked, first)):
            return start
        before = marked.boundary_before(start - 1, STRONG, reach.CLAUSE)
        return before if self._rates.search(marked.normal, before, start) else start

    def told_with(self, marked: MarkedText, first: Mention) -> str:
        """The clause of a number."""
        return marked.normal[clause_of(marked, first) : end_of(marked, first)]

    def repeats(self, marked: MarkedText, first: Mention, word: str) -> bool:
        """Whether the clause of a number has a word, but for what says that it was done (讲了)."""
        told = self.told_with(marked, first)
        return word in told or self.holding.end.sub("", word) in told

    def owed(self, marked: MarkedText, first: Mention) -> Iterator[tuple[int, int]]:
        """Where it is said of a number that so many are owed, or were asked for."""
        return (m.span() for m in self._owed.finditer(marked.normal, clause_of(marked, first), first.start))

    def noun_of(self, marked: MarkedText, first: Mention) -> tuple[int, int] | None:
        """Where the noun of a number stands that is told before what says of when or how it was told."""
        start, text = self._begin(marked, first), marked.normal
        told = self._told_as.search(text, start, first.start)
        if told is None:
            return None
        if told.start() == start:
            return topic_before(marked, start)
        objects = [m.end() for m in self._dealt.finditer(text, start, told.start())]
        return (objects[-1] if objects else start), told.start()

    def is_ours(self, marked: MarkedText, number: Mention) -> bool:
        """Whether the clause of a number says that it is our own."""
        return self._ours.search(marked.normal, clause_of(marked, number), number.start) is not None

    def adds(self, marked: MarkedText, first: Mention) -> bool:
        """Whether it was to be added to what there is already."""
        return self._added.search(marked.normal, clause_of(marked, first), first.start) is not None

    def _told(self, marked: MarkedText, first: Mention, number: Mention) -> Early:
        """How the words around ``first`` tell it."""
        text, start = marked.normal, clause_of(marked, first)
        return Early(
            self.said_of(marked, first) is not None,
            self._early.search(text, start, first.start) is not None,
            self._lost_between(marked, first, number),
            self._arranged.search(text, self._begin(marked, first), first.start) is not None,
        )
