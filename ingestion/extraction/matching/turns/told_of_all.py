"""What is told of all that was planned: that it was done, and that none of it was missed.

计划举办的12场讲座全部落地; 原定每季度一期，一期没落，4期都按时办了: the number of the plan is the figure, or
the one that its deed is told behind.
"""

from __future__ import annotations

import re

from catalog import Catalog
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import STRONG
from ingestion.extraction.words.wordlist import any_word, one_of
from ingestion.quantities import Mention
from ingestion.quantities.compiled import compiled_once


@compiled_once
def told_of_all(catalog: Catalog) -> ToldOfAll:
    """The words of ``catalog`` for it; the same content is compiled once per process."""
    return ToldOfAll(catalog)


class ToldOfAll:
    """The words behind a number that say that all of it was done, see ``catalog/lexicon/turns.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data = catalog.lexicon["turns"]
        missed, each, how, marks, already = (
            one_of(data[name]).pattern
            for name in ("none_missed", "all_of_it", "as_planned", "marks", "already")
        )
        done = (
            rf"(?:{any_word((*data['done'], *data['brought_about']))}|{one_of(data['verbs']).pattern}{marks})"
        )
        none_missed = rf"[一1][^{STRONG}、\d]{{1,2}}{missed}"
        every = rf"(?:{each}|{none_missed},?(?:{each})?)"
        self._missed = re.compile(missed)
        self._done = re.compile(rf"(?:{every}|{how}|{already})+{done}(?:{marks})?")
        time = rf"(?:{one_of(data['times']).pattern}|{already})*"
        self._fulfilled = re.compile(
            rf"[^{STRONG}\d]{{0,16}}?(?:,{time})?{every}(?:{how}|{already})*{done}(?:{marks})?(?=[{STRONG}]|$)"
        )

    def missed_none(self, marked: MarkedText, number: Mention) -> bool:
        """Whether a number only says that not one was missed (一期没落)."""
        return number.value == 1 and self._missed.match(marked.normal, number.end) is not None

    def done(self, behind: str) -> bool:
        """Whether the words behind a number say only that it was done (都按时办了)."""
        return self._done.fullmatch(behind) is not None

    def fulfilled(self, marked: MarkedText, number: Mention) -> bool:
        """Whether all that a number counts was done (计划举办的12场讲座全部落地)."""
        return self._fulfilled.match(marked.normal, number.end) is not None
