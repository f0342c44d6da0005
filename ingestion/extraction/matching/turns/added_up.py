"""A whole that is told last, with what is added to the part before it.

查用人单位46户；加上平时巡查，全年共检查139户; 保留20件，连同今年新发的，年末有效22件: the part waits, and the
whole has its noun where it tells none.
"""

from __future__ import annotations

import re

from catalog import Catalog
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.matching.turns.rows import clause_of
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import STRONG
from ingestion.extraction.words.wordlist import not_behind, one_of
from ingestion.quantities import Mention
from ingestion.quantities.compiled import compiled_once

MAX_SAID = 6
"""A whole whose clause says more is one of something else (共为劳动者挽回经济损失1.97亿元)."""


@compiled_once
def added_up(catalog: Catalog) -> AddedUp:
    """The words of ``catalog`` for it; the same content is compiled once per process."""
    return AddedUp(catalog)


class AddedUp:
    """Tells a part and the whole that is told behind it: ``adding_up`` in ``catalog/lexicon/doubts.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data, doubts = catalog.lexicon["doubts"]["adding_up"], catalog.lexicon["doubts"]
        adding, told = (one_of(data[name]).pattern for name in ("adding", "in_all"))
        closing = not_behind(data["closing"], data["not_closing"]).pattern
        self._adds, self._closes = re.compile(rf"\s*{adding}"), re.compile(closing)
        self._adding = re.compile(f"{adding}|{closing}")
        self._head = re.compile(rf"\s*(?:{adding}|[^{STRONG}\d]{{1,20}}?{closing})")
        self._in_all = re.compile(told)
        self._of: str = catalog.lexicon["linking"]["attributive"]
        self._usual = one_of(data["usual"])
        self._others = one_of(catalog.lexicon["scopes"]["strangers_below"])
        self.apart = frozenset(data["kinds_apart"])
        """The indicators of which what they are added to is none."""
        self._from_before = one_of((*doubts["carried_over"], *data["from_before"]))

    def adds_to(self, marked: MarkedText, number: Mention, best: Candidate) -> bool:
        """Whether a number is only a part, or goes beyond its kind (双随机60户，连同举报专查共310户)."""
        if best.indicator_id in self.apart:
            return self.part_of(marked, number) is not None
        whole = self.whole_of(marked, number)
        if whole is None or not self.adds_more(marked, whole):
            return False
        return len(self.said_last(marked, whole)) <= MAX_SAID

    def whole_of(self, marked: MarkedText, part: Mention) -> Mention | None:
        """The number that a number makes with what the words behind it add to it."""
        end = part.end + reach.WORDS
        if not marked.places("adding", self._adding, part.end, end):
            return None
        alike = (n for n in marked.quantities_in(part.end, end) if n.unit == part.unit)
        return next((number for number in alike if self.part_of(marked, number) == part), None)

    def part_of(self, marked: MarkedText, whole: Mention) -> Mention | None:
        """The number before it that a number is the whole of."""
        begin = max(0, whole.start - reach.WORDS)
        if not marked.places("adding", self._adding, begin, whole.start):
            return None
        added = self._added(marked, whole)
        if added is None:
            return None
        start, lot = added
        part = self._before(marked, start)
        if part is None or part.unit != whole.unit or not 0 < (part.value or 0) < (whole.value or 0):
            return None
        return part if lot is None or (part.value or 0) + (lot.value or 0) == whole.value else None

    def adds_more(self, marked: MarkedText, whole: Mention) -> bool:
        """Whether more of the same is added: of another time or place, by ourselves (加上平时巡查的).

        What has a noun or a verb of its own is another thing (行政处罚9件，加上行政处理6件).
        """
        added = self._added(marked, whole)
        if added is None:
            return False
        start, lot = added
        end = min(marked.boundary_after(start + 1, STRONG, reach.CLAUSE), whole.start)
        closes = self._closes.search(marked.normal, start, end)
        ends = (end, lot.start if lot else end, closes.start() if closes else end)
        said = self._adds.sub("", marked.normal[start : min(ends)], count=1).strip()
        more = said.endswith(self._of) or self._usual.match(said) is not None
        return more and self._others.search(said) is None

    def said_last(self, marked: MarkedText, whole: Mention) -> str:
        """What stands before a whole, behind the last of the words that say that it is one."""
        clause = clause_of(marked, whole)
        ends = [m.end() for m in self._in_all.finditer(marked.normal, clause, whole.start)]
        return marked.normal[max(ends, default=clause) : whole.start].strip()

    def _added(self, marked: MarkedText, whole: Mention) -> tuple[int, Mention | None] | None:
        """Where it begins to be told what is added, and the number of it that may be given."""
        text, clause = marked.normal, clause_of(marked, whole)
        if self._in_all.search(text, clause, whole.start) is None:
            return None
        before = marked.boundary_before(max(0, clause - 1), STRONG, reach.CLAUSE)
        counted = marked.quantity_after(before)
        behind = whole.start if counted is None else counted.end
        for start in (clause, before, behind):
            if start >= whole.start or self._head.match(text, start, whole.start) is None:
                continue
            lot = marked.quantity_after(start)
            end = marked.boundary_after(start + 1, STRONG, reach.CLAUSE)
            if self._from_before.search(text, start, min(end, whole.start)):
                return None
            return start, lot if lot is not None and lot.start < whole.start else None
        return None

    def _before(self, marked: MarkedText, start: int) -> Mention | None:
        """The number that stands so near before a place that this adds to it, outside brackets."""
        part = marked.quantity_before(start)
        while part is not None and marked.bracket_end(part.start) < start:
            part = marked.quantity_before(part.start)
        near = part is not None and part.start >= start - reach.CLAUSE
        return part if near else None
