"""What is still to come, told by a word for the future before a deed (将发放资料300份, 节后将约谈企业6家)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from catalog import Catalog
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import STRONG
from ingestion.extraction.words.wordlist import ending, one_of, standing_alone
from ingestion.quantities.compiled import compiled_once


@compiled_once
def foreseeing(catalog: Catalog) -> Foreseeing:
    """The words of ``catalog`` for it; the same content is compiled once per process."""
    return Foreseeing(catalog)


class Foreseeing:
    """Tells 将 before a deed from 将 before an object (将案件移送…); see ``catalog/lexicon/stances.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data: Mapping[str, Any] = catalog.lexicon["stances"]["foreseen"]
        self._of = catalog.lexicon["linking"]["attributive"]
        word = standing_alone(data["words"], data["not_words"])
        self._begins = _begins(catalog, word.pattern)
        self._done_with = one_of(data["done_with_objects"])
        self._turned_back = one_of(ending(catalog.lexicon["stances"]["turning_back"], "foreseen"))
        targets = catalog.lexicon["stances"]["target"]
        self._announced = tuple(word for word in targets if word.startswith(tuple(data["words"])))
        """What announces what the clauses behind it count (将开展专项行动，检查企业300户)."""

    def governs(self, marked: MarkedText, start: int, at: int) -> bool:
        """Whether a deed that is foreseen from ``start`` on is told at ``at``: in its clause, or in one that
        goes on with it before a word of what was done.
        """
        for begun in reversed(list(self._begins.finditer(marked.normal, max(0, start - 1), at))):
            end = marked.boundary_after(begun.end(), STRONG, reach.AIM)
            if self._is_deed(marked, begun, end):
                return end >= at or self._turned_back.search(marked.normal, end, at) is None
        return False

    def _is_deed(self, marked: MarkedText, begun: re.Match[str], end: int) -> bool:
        """Whether a clause counts what is done, and does nothing with what it has counted or named."""
        text, number = marked.normal, marked.quantity_after(begun.end())
        if self._done_with.search(text, begun.end(), end):
            return False
        if number is None or number.start >= end:
            return text.startswith(self._announced, begun.start())
        definite = text.endswith(self._of, begun.end(), number.start) or text.startswith(self._of, number.end)
        return not definite


def _begins(catalog: Catalog, word: str) -> re.Pattern[str]:
    """Up to where a deed is told: 将 and a verb, or a time to come and 将."""
    lexicon = catalog.lexicon
    data, scopes = lexicon["stances"]["foreseen"], lexicon["scopes"]
    told_by = lexicon["stances"]["comparison"]["told_by"]
    deeds = one_of((*data["deeds"], *told_by, *scopes["body_verbs"])).pattern
    of, no_mark = lexicon["linking"]["attributive"], f"[^{STRONG}]"
    at_place = rf"{one_of(data['placed']).pattern}(?:(?!{of}){no_mark}){{1,16}}?"
    adverbs = rf"(?:{one_of(data['adverbs']).pattern}|{at_place})"
    times = rf"(?:^|(?<=[{STRONG}])){no_mark}{{0,6}}?{one_of(data['times']).pattern},?{no_mark}{{0,8}}?"
    return re.compile(rf"{word}{adverbs}*{deeds}(?!{of})|{times}{word}(?!{of}|\d)")
