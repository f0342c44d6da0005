"""Numbers of what several did together, beside which the sentence tells the bureau's own part.

联合检查组检查30个，我局检查12个.
"""

from __future__ import annotations

import re

from catalog import Catalog
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import SENTENCE_ENDS, MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.extraction.words.wordlist import one_of


class Together:
    """The words of joint deeds, see ``together_told`` in ``catalog/lexicon/doubts.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data, scopes = catalog.lexicon["doubts"], catalog.lexicon["scopes"]
        no_mark, of_which = rf"[^{STRONG}、]", catalog.lexicon["lists"]["of_which"]
        us = one_of(scopes["first_person"]).pattern + one_of(scopes["own_units"]).pattern
        self._together = re.compile(rf"\s*{no_mark}{{0,6}}?{one_of(data['together_told']).pattern}")
        self._our_part = re.compile(rf"{no_mark}*[,;](?:{of_which})?{scopes['by']}?{us}{no_mark}{{0,12}}\d")

    def tell(self, marked: MarkedText, around: Surroundings) -> bool:
        """Whether a number counts what several did, and the next one the bureau's own part of it."""
        text, number, follower = marked.normal, around.mention, around.follower
        if follower is None or follower.unit != number.unit:
            return False
        clause = marked.boundary_before(number.start, STRONG, reach.CLAUSE)
        if not self._together.match(text, clause, number.start):
            return False
        end = marked.boundary_after(number.end, SENTENCE_ENDS, reach.AIM)
        return self._our_part.match(text, number.end, end) is not None
