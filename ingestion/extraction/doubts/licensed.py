"""Bodies that there are, which are none of the licences granted in the year.

到年底全县有民办培训学校9所; 取得人力资源服务许可证的机构23家.
"""

from __future__ import annotations

import re

from catalog import Catalog
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.extraction.words.wordlist import one_of, standing_alone


class Licensed:
    """The words of what there is, see ``licensed`` in ``catalog/lexicon/doubts.yaml``."""

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

    def tell(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """Whether a number counts the bodies that there are, and no licences."""
        number, text = around.mention, marked.normal
        if best.indicator_id not in self._of or number.unit not in self._measures:
            return False
        start = marked.boundary_before(number.start, STRONG, reach.CLAUSE)
        if self._this_year.search(text, start, number.start):
            return False
        return self._stock.search(text, max(0, start - 1), number.start) is not None
