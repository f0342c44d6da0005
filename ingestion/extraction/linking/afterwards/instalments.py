"""Figures of one part of a year, or of one lot, beside which the sentence tells those of the next.

年初举办讲座4场，年底又举办6场; 第一批公布5件，第二批公布6件: neither is the whole. The stages of a procedure
count one thing after another, and are none (前期排查企业56户，后期责令改正21户).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from catalog import Catalog
from ingestion.extraction.linking.link import Link
from ingestion.extraction.matching.turns.rows import clause_of
from ingestion.extraction.matching.turns.turns import turns
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import STRONG
from ingestion.extraction.words.wordlist import one_of, standing_alone
from ingestion.quantities.compiled import compiled_once

MAX_VERB = 3
"""A clause with so few characters before its number has a verb, and names nothing that it counts."""


@compiled_once
def instalments(catalog: Catalog) -> Instalments:
    """The words of ``catalog`` for them; the same content is compiled once per process."""
    return Instalments(catalog)


class Instalments:
    """The words of the parts of a year, see ``instalments`` in ``catalog/lexicon/doubts.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data = catalog.lexicon["doubts"]["instalments"]
        first, following = (standing_alone(data[name], data["no_part"]).pattern for name in ("first", "next"))
        again, self._turns = one_of(data["again"]).pattern, turns(catalog)
        lots = data["lots"]
        self._next_lot = re.compile(rf"\s*{one_of(lots['next']).pattern}")
        self._first_lot = re.compile(rf"[^{STRONG}、\d]{{1,10}}?{one_of(lots['first']).pattern}")
        self._first = re.compile(rf"\s*{first}")
        self._next = re.compile(rf"\s*(?:{following}(?:{again})?|[^{STRONG}、]{{0,8}}?{again})")

    def apart(self, links: Iterable[Link], marked: MarkedText) -> Iterator[Link]:
        """``links`` with those left for review that tell such a part each."""
        for _, sentence in groupby(links, attrgetter("around.sentence")):
            told = list(sentence)
            parts = self._parts(told, marked) if len(told) > 1 else frozenset[int]()
            for at, link in enumerate(told):
                yield replace(link, sure=False, rule="an_instalment") if at in parts and link.sure else link

    def _parts(self, told: Sequence[Link], marked: MarkedText) -> frozenset[int]:
        """The places of the parts among the numbers of a sentence."""
        opened: dict[tuple[str, str], int] = {}
        """The last part by what it counts, and by its measure word alone."""
        parts: set[int] = set()
        for at, link in enumerate(told):
            counts = link.chosen[0].indicator_id if link.chosen else ""
            number = link.around.mention
            unit, clause = number.unit, clause_of(marked, number)
            earlier = self._opened(opened, unit, counts, clause, marked) if opened else None
            if earlier is not None and self._goes_on(link, clause, marked):
                parts |= {earlier, at}
            elif not _is_done(link) or not self._begins(marked, clause, number.start):
                continue
            opened[unit, counts] = opened[unit, ""] = at
        return frozenset(parts)

    def _begins(self, marked: MarkedText, clause: int, at: int) -> bool:
        """Whether a clause tells of the first part; of the first lot also behind its noun."""
        stretch = marked.normal, clause, at
        return self._first.match(*stretch) is not None or self._first_lot.match(*stretch) is not None

    def _opened(
        self, opened: dict[tuple[str, str], int], unit: str, counts: str, clause: int, marked: MarkedText
    ) -> int | None:
        """The place of the last part that counts the same; of a lot, whatever is told of the next one."""
        earlier = opened.get((unit, counts))
        if earlier is None and self._next_lot.match(marked.normal, clause):
            earlier = opened.get((unit, ""))
        return earlier

    def _goes_on(self, link: Link, clause: int, marked: MarkedText) -> bool:
        """Whether a number tells of the next part; one that is not understood has no noun of its own."""
        text, number = marked.normal, link.around.mention
        told = self._next.match(text, clause, number.start)
        if told is None or self._turns.first_of(marked, number) is not None:
            return False
        if link.chosen:
            return True
        ended = marked.boundary_after(number.end, reach=reach.CLAUSE) == number.end
        return ended and number.start - told.end() <= MAX_VERB


def _is_done(link: Link) -> bool:
    """Whether a number counts what is done in a year."""
    flow = bool(link.chosen) and link.chosen[0].reading.indicator.kind == "flow"
    return flow and link.around.mention.unit != "%"
