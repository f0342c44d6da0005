"""What there is by now, which is nothing done in the year.

到年底全县有民办培训学校9所; 取得人力资源服务许可证的机构23家; 至此全县民办培训学校达到17所; 专户已开设859个.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from catalog import Catalog
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.extraction.words.wordlist import one_of, standing_alone
from ingestion.quantities import Mention


class Licensed:
    """The words of what there is, see ``licensed`` and ``opened`` in ``catalog/lexicon/doubts.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data, scopes = catalog.lexicon["doubts"]["licensed"], catalog.lexicon["scopes"]
        self._of, self._measures = frozenset(data["of"]), frozenset(data["measures"])
        no_mark, of = rf"[^{STRONG}、\d]", catalog.lexicon["linking"]["attributive"]
        self._this_year = standing_alone(data["this_year"], data["not_this_year"])
        licensed, there_are = (one_of(data[name]).pattern for name in ("having", "there_are"))
        when, where = one_of(data["at_the_end"]).pattern, one_of(scopes["region"]).pattern
        allowed, being = (one_of(data[name]).pattern for name in ("allowed", "in_being"))
        has_one = rf"{licensed}{no_mark}*{of}{no_mark}+$"
        was_allowed = rf"{allowed}{no_mark}*{of}{no_mark}{{2,}}{being}$"
        ends = one_of(catalog.lexicon["periods"]["ends"]).pattern
        led = rf"(?:(?:{when}|\d{{1,2}}月{ends}?|{where}),?)*"
        standing = rf"(?:^|[{STRONG}])\s*{led}{there_are}{no_mark}*$"
        self._stock = re.compile(f"{has_one}|{was_allowed}|{standing}")
        self._read_levels(data, catalog.lexicon["doubts"]["opened"])

    def _read_levels(self, data: Mapping[str, Any], opened: Mapping[str, Any]) -> None:
        """The words of what all of them have grown to, or of how many there are by now."""
        self._reached = one_of(data["reached"], r"\s*$")
        self._granting = one_of(data["granting"])
        self._opened_of, self._done_for = frozenset(opened["of"]), one_of(opened["urged"])
        self._by_now = one_of(opened["by_now"])

    def tell(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """Whether a number counts what there is by now, and nothing that was granted or urged."""
        number, text = around.mention, marked.normal
        if best.indicator_id in self._opened_of:
            return self._opened(marked, number)
        if best.indicator_id not in self._of or number.unit not in self._measures:
            return False
        start = marked.boundary_before(number.start, STRONG, reach.CLAUSE)
        if self._has_reached(text, start, number.start):
            return True
        if self._this_year.search(text, start, number.start):
            return False
        return self._stock.search(text, max(0, start - 1), number.start) is not None

    def _has_reached(self, text: str, start: int, at: int) -> bool:
        """Whether a clause says how many there are by now, and not that so many were granted."""
        reached = self._reached.search(text, start, at)
        return reached is not None and self._granting.search(text, start, reached.start()) is None

    def _opened(self, marked: MarkedText, number: Mention) -> bool:
        """Whether so many have been opened by now, whoever saw to it (专户已开设859个)."""
        start = marked.boundary_before(number.start, STRONG, reach.CLAUSE)
        end = marked.boundary_after(number.end, STRONG, reach.CLAUSE)
        if self._done_for.search(marked.normal, start, end):
            return False
        return self._by_now.search(marked.normal, start, end) is not None
