"""What stands already, told beside what is planned (三、下一步打算 … 现有调解员32名，计划增加8名)."""

from __future__ import annotations

import re

from catalog import Catalog
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import SENTENCE_ENDS, MarkedText
from ingestion.extraction.text.surroundings import STRONG
from ingestion.extraction.words.wordlist import each_alone, one_of
from ingestion.observations import Assertion
from ingestion.quantities import Mention
from ingestion.quantities.compiled import compiled_once


@compiled_once
def standing(catalog: Catalog) -> Standing:
    """The words of ``catalog`` for it; the same content is compiled once per process."""
    return Standing(catalog)


class Standing:
    """Tells the levels of today from those that are planned; see ``catalog/lexicon/stances.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        stances = catalog.lexicon["stances"]
        data, foreseen = stances["standing"], stances["foreseen"]
        self._stands, self._only = one_of(data["words"]), one_of(data["only"])
        self._only_if = one_of(data["only_if"])
        self._done = one_of(data["of_this_year"])
        self._basis = re.compile(rf"[^{STRONG}\d]{{0,8}}{one_of(data['as_basis']).pattern}")
        kinds = ("words", "intending", "parts_of_plan")
        self._to_come = re.compile(
            "|".join(each_alone(foreseen[kind], data["not_to_come"]) for kind in kinds)
        )

    def told(self, marked: MarkedText, mention: Mention) -> Assertion | None:
        """As what a number is told that says what there is; None for one that is planned."""
        text, at = marked.normal, mention.start
        clause = marked.boundary_before(at, STRONG)
        if self._to_come.search(text, clause, at):
            return None
        if self._of_word(marked, self._only, clause, mention):
            sentence = marked.boundary_after(mention.end, SENTENCE_ENDS, reach.CLAUSE)
            return None if self._only_if.search(text, mention.end, sentence) else "problem"
        basis = self._basis.match(text, mention.end) and self._done.search(text, clause, at)
        return "actual" if basis or self._of_word(marked, self._stands, clause, mention) else None

    def _of_word(self, marked: MarkedText, words: re.Pattern[str], clause: int, mention: Mention) -> bool:
        """Whether it is the first number behind one of ``words`` in its clause."""
        found = words.search(marked.normal, clause, mention.start)
        return found is not None and marked.quantity_after(found.end()) == mention
