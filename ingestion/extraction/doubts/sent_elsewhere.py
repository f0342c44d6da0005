"""What another body sent to somebody else than us: a figure of the one who got it.

县检察院向县住建局发出检察建议2件.
"""

from __future__ import annotations

import re

from catalog import Catalog
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.extraction.words.wordlist import one_of


class SentElsewhere:
    """The words for it, see ``sent_elsewhere`` in ``catalog/lexicon/scopes.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data = catalog.lexicon["scopes"]
        words = data["sent_elsewhere"]
        self._of = frozenset(words["of"])
        us = one_of((*data["own"], *data["region"], *data["our_work"], *data["first_person"])).pattern
        silent = rf"(?:(?!{us})[^{STRONG}、\d])"
        others = one_of((*data["bodies"], *words["named"])).pattern
        senders = one_of(words["senders"]).pattern
        to = rf"{silent}{{0,8}}?(?!{senders}){others}"
        self._before = re.compile(rf"{one_of((*words['towards'], *words['sent'])).pattern}{to}")
        already = one_of((*words["already"], "")).pattern
        self._behind = re.compile(rf"[,]?{already}{one_of(words['sent']).pattern}{to}")
        self._us = re.compile(us)

    def tell(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """Whether a number of what others send is told to have gone to another body, and none to us."""
        if best.indicator_id not in self._of:
            return False
        text, number = marked.normal, around.mention
        clause = marked.boundary_before(number.start, STRONG, reach.CLAUSE)
        if self._us.search(text, clause, number.start) is not None:
            return False
        if self._behind.match(text, number.end) is not None:
            return True
        return self._before.search(text, clause, number.start) is not None
