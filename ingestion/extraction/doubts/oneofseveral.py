"""Numbers beside which the sentence tells the rest of the year, or the bureau's own part of a joint deed.

年初举办4场，年底又举办6场; 第一批公布5件，第二批公布6件; 联合检查组检查30个，我局检查12个.
"""

from __future__ import annotations

import re

from catalog import Catalog
from ingestion.extraction.matching.turns import turns
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import SENTENCE_ENDS, MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.extraction.words.wordlist import one_of, standing_alone
from ingestion.quantities import Mention


class OneOfSeveral:
    """The words of parts of a year and of joint deeds; see ``catalog/lexicon/doubts.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data, scopes = catalog.lexicon["doubts"], catalog.lexicon["scopes"]
        self._kinds, self._turns = catalog.indicators, turns(catalog)
        parts, no_mark = data["instalments"], rf"[^{STRONG}、]"
        first, following = (
            standing_alone(parts[name], parts["no_part"]).pattern for name in ("first", "next")
        )
        again = rf"{no_mark}{{0,8}}?{one_of(parts['again']).pattern}(?={no_mark}{{0,16}}\d)"
        self._first = re.compile(rf"\s*{first}")
        self._next = re.compile(rf"\s*(?:{following}(?={no_mark}*\d)|{again})")
        self._in_order = re.compile(rf"[^。\n]*?[,;](?:{self._next.pattern})")
        us = one_of(scopes["first_person"]).pattern + one_of(scopes["own_units"]).pattern
        of_which = catalog.lexicon["lists"]["of_which"]
        self._together = re.compile(rf"\s*{no_mark}{{0,6}}?{one_of(data['together_told']).pattern}")
        self._our_part = re.compile(rf"{no_mark}*[,;](?:{of_which})?{scopes['by']}?{us}{no_mark}{{0,12}}\d")

    def reason(self, marked: MarkedText, around: Surroundings, indicator_id: str) -> str | None:
        """Why a number may not be the whole of ours of the year, by name; None where nothing says so."""
        number = around.mention
        flow = self._kinds[indicator_id].kind == "flow" and number.unit != "%"
        if flow and self._is_instalment(marked, around) and self._turns.first_of(marked, number) is None:
            return "an_instalment"
        return "done_together" if self._is_together(marked, around) else None

    def _is_instalment(self, marked: MarkedText, around: Surroundings) -> bool:
        """年初举办4场，年底又举办6场: none of the parts of a year is the whole."""
        text, number = marked.normal, around.mention
        clause = marked.boundary_before(number.start, STRONG, reach.CLAUSE)
        if self._first.match(text, clause, number.start):
            end = marked.boundary_after(number.end, SENTENCE_ENDS, reach.AIM)
            rest = self._in_order.match(text, number.end, end)
            if rest is not None and self._alike(marked, rest.end(), number):
                return True
        before = marked.quantity_before(clause)
        if before is None or before.start < around.sentence or before.unit != number.unit:
            return False
        if not self._next.match(text, clause, number.end):
            return False
        begun = marked.boundary_before(before.start, STRONG, reach.CLAUSE)
        return self._first.match(text, begun, before.start) is not None

    def _alike(self, marked: MarkedText, at: int, number: Mention) -> bool:
        """Whether the next number is counted as the one before it."""
        following = marked.quantity_after(at)
        return following is not None and following.unit == number.unit

    def _is_together(self, marked: MarkedText, around: Surroundings) -> bool:
        """联合检查组检查30个，我局检查12个: what several did together is not what the bureau did."""
        text, number, follower = marked.normal, around.mention, around.follower
        if follower is None or follower.unit != number.unit:
            return False
        clause = marked.boundary_before(number.start, STRONG, reach.CLAUSE)
        if not self._together.match(text, clause, number.start):
            return False
        return self._our_part.match(text, number.end) is not None
