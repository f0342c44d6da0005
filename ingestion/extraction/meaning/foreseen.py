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
from ingestion.quantities import Mention
from ingestion.quantities.compiled import compiled_once

MAX_NOUN = 6
"""A noun behind its number is no longer than this."""
MIN_NAME = 2
"""… and one before it has so many characters at least."""


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
        self._deed = _deed(catalog)
        self._done_with = one_of(data["done_with_objects"])
        sources, results = one_of(data["from_before"]).pattern, one_of(data["comes_to"]).pattern
        self._changed = re.compile(rf"{sources}|(?<!{data['amounts']}){results}$")
        ends = rf"[{STRONG}、]|$|{one_of(data['goes_on_with']).pattern}"
        self._noun = re.compile(rf"[^{STRONG}、\d]{{0,{MAX_NOUN}}}?(?={ends})")
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
        text, deed = marked.normal, self._deed.match(marked.normal, begun.end(), end)
        if deed is None and begun["time"] is None:
            return False
        said = deed.end() if deed is not None else begun.end()
        number = marked.quantity_after(said)
        if number is None or number.start >= end:
            announced = text.startswith(self._announced, begun.start("word"))
            return announced and self._done_with.search(text, said, end) is None
        if deed is None and number.start == said:
            return False
        return self._counts(text, said, number)

    def _counts(self, text: str, said: int, number: Mention) -> bool:
        """Whether a number counts a deed: its noun stands before it or behind it, and the clause ends there.

        A verb behind them has them for its object (将意见36条反馈起草单位, 将案件12件逐案销号), and so has
        one that says from what, or to what, something was changed (将检查频次由2次增加到4次).
        """
        named = text[said : number.start].strip()
        if self._changed.search(named) or self._done_with.search(named):
            return False
        if text.endswith(self._of, said, number.start) or text.startswith(self._of, number.end):
            return False
        noun = self._noun.match(text, number.end)
        return noun is not None and (len(named) < MIN_NAME or noun.end() == noun.start())


def _begins(catalog: Catalog, word: str) -> re.Pattern[str]:
    """A word for the future, with a time to come before it or without."""
    times = one_of(catalog.lexicon["stances"]["foreseen"]["times"]).pattern
    no_mark, of = f"[^{STRONG}]", catalog.lexicon["linking"]["attributive"]
    time = rf"(?P<time>(?:^|(?<=[{STRONG}])){no_mark}{{0,6}}?{times},?{no_mark}{{0,8}}?)"
    return re.compile(rf"{time}?(?P<word>{word})(?!{of}|\d)")


def _deed(catalog: Catalog) -> re.Pattern[str]:
    """A verb of the catalogue, behind adverbs and what it is done for or with."""
    lexicon = catalog.lexicon
    data, scopes = lexicon["stances"]["foreseen"], lexicon["scopes"]
    told_by = lexicon["stances"]["comparison"]["told_by"]
    deeds = one_of((*data["deeds"], *told_by, *scopes["body_verbs"])).pattern
    of, no_mark = lexicon["linking"]["attributive"], f"[^{STRONG}]"
    at_place = rf"{one_of(data['placed']).pattern}(?:(?!{of}){no_mark}){{1,16}}?"
    adverbs = rf"(?:{one_of(data['adverbs']).pattern}|{at_place})"
    return re.compile(rf"{adverbs}*{deeds}(?!{of})")
