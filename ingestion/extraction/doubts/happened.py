"""What happened to some of a whole, told by a word that counts a kind of them (其中有1件一审判我局输)."""

from __future__ import annotations

import re

from catalog import Catalog
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.extraction.words.wordlist import one_of


class Happened:
    """Tells such numbers from those of a kind, see ``happened`` in ``catalog/lexicon/doubts.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data, lists = catalog.lexicon["doubts"]["happened"], catalog.lexicon["lists"]
        of_which = one_of((lists["of_which"], *data["of_which"])).pattern
        found = one_of(data["found"]).pattern
        self._part = re.compile(rf"\s*{of_which}{found}?\s*$")
        self._course = one_of(data["course"])
        self._suffered = frozenset(data["outcomes"])

    def to_some(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """Whether the word behind the number of some of a whole only says when something happened to them.

        It counts a kind of them where its piece ends with it (其中6件一审、3件二审).
        """
        mention, text = around.mention, marked.normal
        start = marked.boundary_before(mention.start, STRONG)
        if self._part.match(text, start, mention.start) is None:
            return False
        if best.indicator_id in self._suffered:
            return False
        return self._course.match(text, max(end for _, end in best.used)) is not None
