"""Sums of what the own level and those below it are told to have done: figures of the whole region.

县本级登记213件，各镇登记88件，全县合计301件: the last number has no noun of its own; that it is
the sum of both levels, told one after the other, says what it counts and whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from catalog import Catalog
from ingestion.extraction.doubts.arithmetic.reckoned import RECKONED, named_as
from ingestion.extraction.text import reach
from ingestion.extraction.text.boundaries import behind_last
from ingestion.extraction.words.wordlist import one_of
from ingestion.observations import Observation, OrgScope
from ingestion.quantities.compiled import compiled_once

CLAUSE = ",;。:!?\n"


@dataclass(frozen=True, slots=True)
class LevelWords:
    """The words of such sums, see ``catalog/lexicon/scopes.yaml``."""

    summed: tuple[str, ...]
    """One of these ends what stands before a sum."""
    alone: re.Pattern[str]
    """All that a clause says before a sum that has no noun."""
    system: re.Pattern[str]
    below: re.Pattern[str]
    """Those below, named in the clause of a part …"""
    of_body: re.Pattern[str]
    """… with the rest of the name of one of ours …"""
    strangers: re.Pattern[str]
    """… and none of these, who are others at any level."""


@compiled_once
def level_words(catalog: Catalog) -> LevelWords:
    """The words of ``catalog``."""
    scopes, lists = catalog.lexicon["scopes"], catalog.lexicon["lists"]
    summed = (*lists["summed"], *lists["closing"])
    whose = one_of((*scopes["region"], *scopes["system"], *scopes["both_levels"], *scopes["leads"])).pattern
    closing = lists["before_number"]["closing"]
    below = one_of((*scopes["below"], *scopes["parts"])).pattern
    return LevelWords(
        summed,
        re.compile(rf"\s*(?:{whose}|\([^()\d]*\)|[、\s])*{one_of(summed).pattern}[{closing}]?\s*"),
        one_of(scopes["system"]),
        re.compile(f"{below}|{'|'.join(scopes['numbered_below'])}"),
        re.compile(rf"[^,;。:\d]*{one_of(scopes['endings_below']).pattern}|[)\s]*"),
        one_of(scopes["strangers_below"]),
    )


def by_levels(found: Sequence[Observation], text: str, words: LevelWords) -> list[Observation]:
    """``found`` with the sums of both levels as figures of the region, and parts of those below as theirs."""
    proved: dict[int, Observation] = {}
    for at, o in enumerate(found):
        if _may_sum(o, text, words):
            proved.update(_Sum(found, at, text, words).proved())
    return [proved.get(id(o), o) for o in found]


def _may_sum(o: Observation, text: str, words: LevelWords) -> bool:
    """Whether a number that is no fact is told as a sum, in its clause or right before that."""
    if o.disposition not in ("unmapped", "undecided") or not o.value or o.start is None:
        return False
    if text.endswith(words.summed, 0, o.start):
        return (
            o.indicator_id is not None or words.alone.fullmatch(text, _clause(text, o), o.start) is not None
        )
    return o.indicator_id is not None and text.endswith(words.summed, 0, max(0, _clause(text, o) - 1))


class _Sum:
    """A number that may be the sum of both levels, and what stands before it in its paragraph."""

    def __init__(self, found: Sequence[Observation], at: int, text: str, words: LevelWords) -> None:
        self.found, self.at, self.text, self.words = found, at, text, words
        self.whole = found[at]

    def proved(self) -> dict[int, Observation]:
        """The sum and the parts of those below, where the own part makes it up with these."""
        below: list[Observation] = []
        for o in self._before():
            parts = [part for part in below if self._is_part(part, o)]
            if parts and self._is_own(o) and self._adds_up((o, *parts)):
                return self._made(o, parts)
            if self._is_below(o):
                below.append(o)
        return {}

    def _before(self) -> Iterator[Observation]:
        """The numbers of its measure before it in its paragraph, the nearest first."""
        start = self.whole.start or 0
        for o in self._back():
            if o.start is None or start - o.start > reach.PART or "\n" in self.text[o.start : start]:
                return
            if o.value and o.unit == self.whole.unit and o.start < start:
                yield o

    def _back(self) -> Iterator[Observation]:
        """What was found before it, the nearest first."""
        return (self.found[at] for at in range(self.at - 1, -1, -1))

    def _is_own(self, o: Observation) -> bool:
        """Whether it is a figure that is told of the own level."""
        named = self.whole.indicator_id in (None, o.indicator_id)
        return named and o.disposition == "fact" and o.org_scope == "own" and o.scope_basis != "default"

    def _is_below(self, o: Observation) -> bool:
        """Whether the words before a number, from the one before it on, name those below."""
        said = self._said(o)
        return self.words.below.search(said) is not None and not self.words.strangers.search(said)

    def _is_part(self, part: Observation, own: Observation) -> bool:
        """Whether a part counts what the own one does: as it is read, or by the same verb (登记)."""
        if part.indicator_id is not None:
            return part.indicator_id == own.indicator_id
        said = self._said(part)
        name = max((match.end() for match in self.words.below.finditer(said)), default=0)
        told = self._said(own)
        rests = (at for at in range(name, len(said) + 1) if said[at:].strip() in told)
        at = next(rests, len(said))
        return self.words.of_body.fullmatch(said, name, at) is not None

    def _said(self, o: Observation) -> str:
        """What stands before a number, from the one of its measure before it on."""
        at, begin = o.start or 0, _clause(self.text, o)
        for other in self._back():
            end = other.end or 0
            if end <= begin and other.start is not None:
                break
            if other.unit == o.unit and end <= at:
                return self.text[max(begin, end) : at]
        return self.text[begin:at]

    def _adds_up(self, parts: Sequence[Observation]) -> bool:
        return sum(part.value or 0.0 for part in parts) == self.whole.value

    def _made(self, own: Observation, parts: Sequence[Observation]) -> dict[int, Observation]:
        said = self.text[_clause(self.text, self.whole) : self.whole.start]
        scope: OrgScope = "system" if self.words.system.search(said) else "region"
        whole = named_as(self.whole, own.indicator_id or "", own)
        told = {id(self.whole): replace(whole, org_scope=scope, scope_basis="stated")}
        for part in parts:
            if part.disposition in ("fact", "undecided"):
                rule = f"{RECKONED}:{part.rule.partition(':')[2]}"
                told[id(part)] = replace(part, disposition="reference", org_scope="other", rule=rule)
        return told


def _clause(text: str, o: Observation) -> int:
    """Where the clause of a number begins."""
    at = o.start or 0
    return behind_last(text, CLAUSE, max(0, at - reach.CLAUSE), at)
