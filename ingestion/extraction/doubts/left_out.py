"""Numbers that a report tells and says not to be counted in: 不含调解结案5件; 另有5件由县局统计，不计入."""

from __future__ import annotations

import re

from catalog import Catalog
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.matching.turns.turns import turns
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import STOPS, MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.extraction.words.wordlist import any_word, one_of

MAX_SUBJECT = 2
MAX_NOUN = 6
"""So many characters stand between a number, or the beginning of the next clause, and what is said of it."""


class LeftOut:
    """The words for it, see ``left_out`` and ``kept_apart`` in ``catalog/lexicon/elsewhere.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data, of_which = catalog.lexicon["elsewhere"], catalog.lexicon["lists"]["of_which"]
        self._kept_apart = re.compile(f"{any_word(data['kept_apart'])}|{_counted_elsewhere(catalog)}")
        self._of_all_told = tuple(sorted(data["of_all_told"], key=len, reverse=True))
        left_out, then = (one_of(data[key]).pattern for key in ("left_out", "left_out_then"))
        self._left_out = re.compile(rf"\s*(?:{of_which})?{left_out}(?!{then})")
        self._turns = turns(catalog)

    def tell(self, marked: MarkedText, around: Surroundings, _: Candidate) -> bool:
        """Whether the clause of a number, or what stands behind it, leaves it out of the count."""
        return self._is_left_out(marked, around) or self._told_apart(marked, around)

    def _is_left_out(self, marked: MarkedText, around: Surroundings) -> bool:
        """Whether a clause begins with a word for what is not counted in.

        It may tell what was taken out before it counts (剔除重复6件后为312件).
        """
        at = around.mention.start
        clause = marked.boundary_before(at, STRONG, reach.CLAUSE)
        left_out = self._left_out.match(marked.normal, clause, at)
        return left_out is not None and self._turns.taken_out(marked, clause, at) is None

    def _told_apart(self, marked: MarkedText, around: Surroundings) -> bool:
        """Whether it is said behind a number, or behind several of them, that they are counted by others."""
        text, at = marked.normal, around.mention.end
        apart = self._kept_apart.search(text, at, marked.boundary_after(at, STOPS, reach.ABOUT))
        if apart is None:
            return False
        of_all = next((word for word in self._of_all_told if text.endswith(word, at, apart.start())), "")
        start, following = apart.start() - len(of_all), around.follower
        if following is not None and following.start < start and not of_all:
            return False
        clause = max(marked.boundary_before(start, STRONG, reach.CLAUSE), at + text.startswith("(", at))
        return start - max(clause, at) <= (MAX_SUBJECT if clause > at else MAX_NOUN)


def _counted_elsewhere(catalog: Catalog) -> str:
    """Numbers that another counts (由管委会统计上报), or that are in no count of ours (不在本报告之列)."""
    data, scopes = catalog.lexicon["elsewhere"]["counted_elsewhere"], catalog.lexicon["scopes"]
    words = {name: one_of(data[name]).pattern for name in data if name != "our_units"}
    ours = one_of((*scopes["first_person"], *scopes["our_parts"], *data["our_units"])).pattern
    no_mark = rf"[^{STRONG}、\d]"
    strange = rf"(?!{no_mark}{{0,6}}?{ours}){no_mark}"
    counted = rf"(?:{words['told_apart']}|{words['alone']}?{words['count']})"
    told = (
        rf"{words['not_in']}{no_mark}{{0,8}}?{words['our_count']}",
        rf"{scopes['by']}{strange}{{1,14}}?{counted}",
        rf"{words['put_into']}{strange}{{0,4}}?{words['bodies']}{no_mark}{{0,6}}?{words['papers']}",
        rf"{words['told_apart']}(?=[{STRONG}]|$)",
    )
    return "|".join(told)
