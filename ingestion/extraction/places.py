"""Other places that a sentence tells of by their names (白榆县结案率达91%, 三河镇调解成功率最高)."""

from __future__ import annotations

import re
from bisect import bisect_left

from catalog import Catalog
from ingestion.extraction.marked import MarkedText
from ingestion.extraction.surroundings import STRONG, Surroundings
from ingestion.extraction.wordlist import one_of
from ingestion.quantities import normalise
from ingestion.quantities.compiled import compiled_once

HAN = "\u4e00-\u9fff"


@compiled_once
def _patterns(catalog: Catalog) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A place named at the head of a clause, and the words that lead back to the own one."""
    data, scopes = catalog.lexicon["places"], catalog.lexicon["scopes"]
    no_name = "".join(data["in_no_name"])
    leads = f"(?:{one_of((*scopes['leads'], *data['before_a_name'])).pattern}|[\\d年月日])*"
    name = rf"(?P<name>[{HAN}]{{2,3}}{one_of(data['heads']).pattern})(?!{one_of(data['not_behind']).pattern})"
    named = re.compile(
        rf"(?:^|(?<=[{STRONG}]))[ ]*{leads}(?=[^{no_name}]{{2,3}}{one_of(data['heads']).pattern}){name}"
    )
    return named, one_of((*scopes["region"], *scopes["own"], *scopes["system"]))


class Places:
    """The other places named in one text."""

    def __init__(self, marked: MarkedText, own: str | None, catalog: Catalog) -> None:
        """``own`` is the name of the reporting bureau's region; unknown, no place is another."""
        self._marked = marked
        named, self._own = _patterns(catalog)
        name = normalise(own) if own else ""
        found = named.finditer(marked.normal) if name else ()
        self._ends = [m.end() for m in found if not self._is_own(m, name)]

    def _is_own(self, match: re.Match[str], own: str) -> bool:
        """Whether it is the own place, or a wider one that the own name follows (澄湾市青岚县)."""
        return match["name"] in own or self._marked.normal.startswith(own, match.end())

    def tell(self, around: Surroundings) -> bool:
        """Whether another place heads a clause of the sentence before a number, and the own one no later."""
        index = bisect_left(self._ends, around.mention.start) - 1
        if index < 0 or self._ends[index] <= around.sentence:
            return False
        return self._own.search(self._marked.normal, self._ends[index], around.mention.start) is None
