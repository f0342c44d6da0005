"""What the clause of a number says of it that holds: that it is the right one, or that it turned out so.

因故只开了2场; 实际研究5次; 应当以926人为准. What it takes the place of is told by ``turns.py``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from catalog import Catalog
from ingestion.extraction.matching.turns.rows import clause_of, row_of, said_behind
from ingestion.extraction.matching.turns.told_of_all import told_of_all
from ingestion.extraction.text.dates import day_or_part_of_month
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import STRONG
from ingestion.extraction.words.wordlist import any_word, each_alone, one_of
from ingestion.quantities import Mention

MIN_NOUN = 2
"""A noun that is told again has so many characters at least."""


class Deed(NamedTuple):
    """What the clause of the number that holds says of it."""

    put_right: bool
    """That it is the right one."""
    turned: bool
    """That it turned out so."""
    bare: bool
    """No verb but one that says what it is."""
    so_far: bool = False
    """Up to when it came to so much."""


class Holding:
    """The words of ``catalog`` by which a number is told that holds."""

    def __init__(self, catalog: Catalog) -> None:
        data = catalog.lexicon["turns"]
        self._read_lead(catalog)
        corrected = catalog.lexicon["corrections"]["corrected"]
        words = {
            name: one_of(data[name]).pattern for name in ("right", "number_of", "says", "taken", "holds")
        }
        right = rf"{words['right']}{words['number_of']}{{0,3}}{words['says']}"
        settled = one_of((*corrected, *data["settled_as"])).pattern
        self._right = re.compile(rf"(?:{settled}|{right})\s*$")
        self.right = re.compile(rf"{settled}|{right}|{words['holds']}")
        """What puts a number right, before it or behind it."""
        checked = each_alone(data["turning"], data["not_turning"])
        self._rights = re.compile(
            rf"(?:[^{STRONG}、\d]{{0,10}},)?[^{STRONG}、\d]{{0,8}}?(?:{settled}|{right}|(?:{checked}){words['says']})"
        )
        self._taken = re.compile(rf"{words['taken']}(?:{one_of(data['told_here']).pattern})?\s*$")
        self._holds = one_of(data["holds"])
        self._verbs, self._done = frozenset(data["verbs"]), frozenset(data["done"])
        self._bounds = frozenset(catalog.lexicon["stances"]["least"])
        marks, copulas, only = (one_of(data[name]).pattern for name in ("marks", "copulas", "only"))
        self.end = re.compile(rf"(?P<mark>{marks})?(?P<copula>{copulas})?(?P<only>{only})?$")
        self._joining, self._took_part = one_of(data["joining"]), one_of(data["took_part"])

    def _read_lead(self, catalog: Catalog) -> None:
        """What may stand before its verb."""
        data, scopes = catalog.lexicon["turns"], catalog.lexicon["scopes"]
        taken, after = (one_of(data[name]).pattern for name in ("taking_out", "after_it"))
        turned = each_alone(data["turning"], data["not_turning"])
        without = rf"{taken}[^{STRONG}]{{0,16}}?{after}"
        self.taken_out, turning = re.compile(without), rf"(?:{without}|{turned})"
        months = rf"{one_of(data['up_to']).pattern}{day_or_part_of_month(catalog)}"
        said = rf"(?:{any_word((*data['only'], *data['times']))}|{months})"
        silent = one_of((*data["adverbs"], *scopes["own"], *scopes["region"])).pattern
        self.lead = re.compile(rf"(?:\s|{turning}|{said}|{silent})*")
        self._turning = re.compile(turning)
        self._signal = re.compile(rf"{any_word((*data['turning'], *data['only'], *data['times']))}|{months}")
        self._so_far = re.compile(rf"{any_word((*data['so_far'], *data['already']))}|{months}")
        self._of_all = told_of_all(catalog)
        self._because = one_of(data["because"])

    def deed(self, marked: MarkedText, told: str, number: Mention) -> Deed | None:
        """What the clause of a number says of it, where it counts what the clause ``told`` has counted."""
        said, behind = self._said(marked, number), said_behind(marked, number)
        if (taken := self._taken.search(said)) is not None and self._holds.match(behind):
            return Deed(put_right=True, turned=False, bare=taken.start() <= self._lead_end(said))
        if self._of_all.done(behind) and self._lead_end(said) == len(said):
            return Deed(put_right=False, turned=True, bare=False)
        if behind and behind not in told and not self._goes_with(behind):
            return None
        if self._right.search(said) is not None:
            return Deed(put_right=True, turned=False, bare=True)
        return self._of_verb(said, told)

    def rights(self, text: str, start: int, number: Mention) -> bool:
        """Whether a sentence that begins at ``start`` does no more than put right what was told before it."""
        if self._taken.fullmatch(text, start, number.start) is not None:
            return self._holds.match(text, number.end) is not None
        return self._rights.fullmatch(text, start, number.start) is not None

    def _said(self, marked: MarkedText, number: Mention) -> str:
        """What stands in its clause before a number, or before the row of numbers that it is in.

        Of a list it is what leads it and the verb of its last piece (实际开展26场、发放1.3万份).
        """
        start, at = clause_of(marked, number), row_of(marked, number)[0].start
        first, piece = marked.quantity_after(start), marked.boundary_before(at)
        if first is None or not first.end <= piece < at:
            return marked.normal[start:at].strip()
        begun = marked.normal[start : first.start]
        return begun[: self._lead_end(begun)] + marked.normal[piece:at].strip()

    def _goes_with(self, behind: str) -> bool:
        """Whether what stands behind a number is no other noun (2期办完, 58人次参训)."""
        end = self.end.search(behind)
        verb = behind[: end.start()] if end is not None else behind
        return verb in self._verbs or self._took_part.fullmatch(behind) is not None

    def core(self, said: str) -> str:
        """The verb of what is said before a number, without times and adverbs (全年共检查了)."""
        return self.end.sub("", said[self._lead_end(said) :])

    def _lead_end(self, said: str) -> int:
        found = self.lead.match(said)
        return found.end() if found is not None else 0

    def _of_verb(self, said: str, told: str) -> Deed | None:
        """What a clause says of its number by a verb that ``told`` has as well, or one for any deed."""
        lead = self._lead_end(said)
        deed = self._of_core(said, lead, told)
        if deed is not None or not self._because.match(said, lead):
            return deed
        tails = (self._of_core(said, at, told) for at in range(lead + 1, len(said)))
        return next((deed for deed in tails if deed is not None), None)

    def _of_core(self, said: str, start: int, told: str) -> Deed | None:
        """What is said by the verb that stands from ``start`` on, behind another time or adverb."""
        lead = self.lead.match(said, start)
        begin = lead.end() if lead is not None else start
        turned = self._turning.search(said, 0, begin) is not None
        so_far = self._so_far.search(said, 0, begin) is not None
        rest = said[begin:].strip()
        if rest in self._done:
            return Deed(put_right=False, turned=True, bare=False)
        end = self.end.search(rest)
        core = rest[: end.start()] if end is not None else rest
        told_so = turned or self._signal.search(said, 0, begin) is not None
        if core in self._bounds:
            return None
        if core in self._done:
            return Deed(put_right=False, turned=True, bare=False)
        if not core:
            return Deed(put_right=False, turned=turned, bare=True, so_far=so_far) if told_so else None
        told_so = told_so or (end is not None and (end["mark"] or end["only"]) is not None)
        return Deed(False, turned, False, so_far) if told_so and self._counts_alike(core, told) else None

    def _counts_alike(self, core: str, told: str) -> bool:
        """Whether a verb is one for any deed, or one that ``told`` has, with no object but what that has."""
        if core in self._verbs or core in told:
            return True
        if any(len(part) >= MIN_NOUN and part in told for part in self._joining.split(core)[1:]):
            return True
        splits = ((core[:at], core[at:]) for at in range(1, len(core) - MIN_NOUN + 1))
        return any(noun in told and (verb in self._verbs or verb in told) for verb, noun in splits)
