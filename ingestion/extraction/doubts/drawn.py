"""Who was drawn by lot for an inspection, which is not yet who was inspected (抽取检查对象50户)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from catalog import Catalog
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import SENTENCE_ENDS, MarkedText
from ingestion.extraction.text.surroundings import Surroundings
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities import Mention
from ingestion.quantities.compiled import compiled_once

MAX_TOLD = 3
"""So many numbers further on it may be told how many of those who were drawn were inspected."""


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
        self._read_counted(data, drawn)
        self._inspected = re.compile(
            rf"{one_of(data['inspection_done']).pattern}[^,。;\d]{{0,6}}?{one_of(data['inspecting']).pattern}(?![^,。;]{{0,6}}\d)"
            rf"|{one_of(data['inspection_found']).pattern}(?=[^,。;])"
        )

    def _read_counted(self, data: Mapping[str, Any], drawn: str) -> None:
        """The words of how many were drawn, and of how many of them were inspected."""
        self._drawn_noun = re.compile(rf"{drawn}[^,。;、\d]{{0,12}}$")
        self._drawn_behind = re.compile(rf"[^,。;、\d]{{0,6}}?{drawn}")
        carried_out, found = (one_of(data[key]).pattern for key in ("carried_out", "inspection_found"))
        inspected = one_of((*data["inspecting"], *data["inspected"])).pattern
        self._from = one_of(data["drawn_from"], r"[ ]?$")
        self._drawn_later = re.compile(rf"[^,。;\d]{{0,12}}(?:\d[\d.]*%)?{drawn}")
        self._inspected_so_many = re.compile(
            rf"[,。;]{carried_out}*(?!{found}){inspected}[^,。;、\d]{{0,6}}$"
        )
        self._inspected_behind = re.compile(
            rf"[^,。;、\d]{{0,4}}?{carried_out}+{one_of(data['inspecting']).pattern}"
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
        start = max(around.sentence, at - reach.DRAWN)
        if self._drawn_from(text, around):
            return True
        if self._drawn_said(text, around) and self._fewer_inspected(marked, around.mention):
            return True
        listed = self._listed.search(text, start, at) or (
            self._drawn.search(text, start, at) and self._listed_behind.match(text, end)
        )
        return (
            bool(listed)
            and self._inspected.search(text, end, marked.boundary_after(end, SENTENCE_ENDS)) is None
        )

    def _drawn_from(self, text: str, around: Surroundings) -> bool:
        """Whether a number counts those whom some are drawn from (从1200户名录库中按3%抽取36户)."""
        at, end = around.mention.start, around.mention.end
        behind_from = self._from.search(text, max(around.clause, at - reach.DRAWN), at) is not None
        return behind_from and self._drawn_later.match(text, end) is not None

    def _drawn_said(self, text: str, around: Surroundings) -> bool:
        """Whether the clause of a number says that so many were drawn (抽中用人单位80户, 80户被抽中)."""
        at, end = around.mention.start, around.mention.end
        before = self._drawn_noun.search(text, max(around.clause, at - reach.DRAWN), at)
        return before is not None or self._drawn_behind.match(text, end) is not None

    def _fewer_inspected(self, marked: MarkedText, drawn: Mention) -> bool:
        """Whether it is told next how many of them were inspected (抽取150户，失联3户，实际检查138户)."""
        text, told = marked.normal, drawn
        for _ in range(MAX_TOLD):
            following = marked.quantity_after(told.end)
            if following is None or "\n" in text[told.end : following.start]:
                return False
            if following.unit == drawn.unit and (following.value or 0.0) < (drawn.value or 0.0):
                if self._inspected_so_many.search(text, told.end, following.start):
                    return True
                if self._inspected_behind.match(text, following.end):
                    return True
            told = following
        return False
