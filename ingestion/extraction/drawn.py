"""Who was drawn by lot for an inspection, which is not yet who was inspected (抽取检查对象50户)."""

from __future__ import annotations

import re

from catalog import Catalog
from ingestion.extraction.candidates import Candidate
from ingestion.extraction.marked import SENTENCE_ENDS, MarkedText
from ingestion.extraction.surroundings import Surroundings
from ingestion.extraction.wordlist import one_of
from ingestion.quantities.compiled import compiled_once

REACH = 24


@compiled_once
def drawing(catalog: Catalog) -> Drawing:
    """The words of drawing that ``catalog`` has; the same content is compiled once per process."""
    return Drawing(catalog)


class Drawing:
    """What a sentence says of those who were drawn; see ``catalog/lexicon/narrowing.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data = catalog.lexicon["narrowing"]
        drawn, listed = one_of(data["drawn"]).pattern, one_of(data["to_be_inspected"]).pattern
        self._inspected_count = frozenset(data["inspected_only"])
        self._listed = re.compile(rf"{drawn}[^,。;、\d]{{0,4}}?{listed}[^,。;、\d]{{0,2}}$")
        self._drawn = re.compile(rf"{drawn}[{data['drawn_said']}]?$")
        self._listed_behind = re.compile(f"{catalog.lexicon['linking']['attributive']}?{listed}")
        self._inspected = re.compile(
            rf"{one_of(data['inspection_done']).pattern}[^,。;\d]{{0,6}}?{one_of(data['inspecting']).pattern}(?![^,。;]{{0,6}}\d)"
            rf"|{one_of(data['inspection_found']).pattern}(?=[^,。;])"
        )

    def concerns(self, indicator_id: str) -> bool:
        """Whether an indicator counts who was inspected."""
        return indicator_id in self._inspected_count

    def only_drawn(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """抽取检查对象50户: so many are on the list, and nothing says that they were inspected.

        Where the sentence goes on with their inspection (已全部检查完毕) or with what came of it, they were.
        """
        if best.indicator_id not in self._inspected_count:
            return False
        text, at, end = marked.normal, around.mention.start, around.mention.end
        start = max(around.sentence, at - REACH)
        listed = self._listed.search(text, start, at) or (
            self._drawn.search(text, start, at) and self._listed_behind.match(text, end)
        )
        return (
            bool(listed)
            and self._inspected.search(text, end, marked.boundary_after(end, SENTENCE_ENDS)) is None
        )
