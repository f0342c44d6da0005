"""What one column of a website has, which is not what was published in all (就业专栏公开信息12条)."""

from __future__ import annotations

import re

from catalog import Catalog
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities.compiled import compiled_once


@compiled_once
def columns(catalog: Catalog) -> Columns:
    """The words of ``catalog``; the same content is compiled once per process."""
    return Columns(catalog)


class Columns:
    """The words of columns, see ``one_column`` in ``catalog/lexicon/narrowing.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data = catalog.lexicon["narrowing"]["one_column"]
        self._of = frozenset(data["of"])
        column, several = one_of(data["columns"]).pattern, one_of(data["several"]).pattern
        self._column = re.compile(rf"{column}(?!{several})")
        self._name = re.compile(r"(?:“[^“”]{1,12}”|[^,。;、“”]{0,8})$")
        self._whole = one_of(data["whole"])

    def concern(self, indicator_id: str) -> bool:
        """Whether figures of an indicator may be told of one column alone."""
        return indicator_id in self._of

    def of_one(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """Whether its clause names one column before a number, and none that holds all of it."""
        if not self.concern(best.indicator_id):
            return False
        text, at = marked.normal, around.mention.start
        clause = marked.boundary_before(at, STRONG, reach.CLAUSE)
        return any(
            self._whole.search(self._named(text, clause, column.start())) is None
            for column in self._column.finditer(text, clause, at)
        )

    def _named(self, text: str, clause: int, column: int) -> str:
        """How a column is called."""
        named = self._name.search(text, clause, column)
        return named.group() if named is not None else ""
