"""What a number is said to be: a level, a change, last year's level, a claim, a target or a limit."""

from __future__ import annotations

import re
from typing import Literal

from catalog import Catalog
from ingestion.extraction.marked import MarkedText
from ingestion.extraction.structure import Role
from ingestion.extraction.surroundings import STRONG, Surroundings
from ingestion.extraction.wordlist import one_of
from ingestion.observations import Assertion
from ingestion.quantities.compiled import compiled_once

Comparison = Literal["level", "difference", "previous", "multiple"]

REACH = 60
MEASURED_AGAINST = re.compile(r"[比较与](?:19|20)\d\d年(?:度|同期)?的?$")
FILL = r"[约近超达了共为的是有高仅 ]{0,3}"


@compiled_once
def stances(catalog: Catalog) -> Stances:
    """The cue words of ``catalog``; the same content is compiled once per process."""
    return Stances(catalog)


class Stances:
    """The cue words of comparison and assertion, ready to be asked about a number."""

    def __init__(self, catalog: Catalog) -> None:
        data = catalog.lexicon["stances"]
        comparison = data["comparison"]
        self._change = one_of(comparison["change"], FILL + "$")
        self._previous = one_of(
            comparison["previous"], r"(?:期)?" + FILL + r"(?:的|为|是|数|水平)?" + FILL + "$"
        )
        self._than = one_of(comparison["than"])
        self._from = one_of(comparison["from"])
        self._reached = one_of(
            (c + r for c in comparison["change"] for r in comparison["reached"]), FILL + "$"
        )
        self._multiples = frozenset(comparison["multiple"])
        self._claimed = one_of(data["claimed"])
        self._target = one_of((*data["target"], *data["not_target"]))
        self._no_target = frozenset(data["not_target"])
        self._increments = one_of(data["increments"])
        self._rates = one_of(data["rates_of"])
        self._other_body = one_of(data["other_body"])

    def comparison(self, marked: MarkedText, around: Surroundings) -> Comparison:
        """Whether the number is a level of its own."""
        mention = around.mention
        before = marked.normal[max(around.clause, mention.start - 24) : mention.start]
        if mention.unit in self._multiples:
            return "multiple"
        if self._reached.search(before):
            return "level"
        if mention.unit in ("个百分点", "个点") or self._change.search(before):
            return "difference"
        if self._previous.search(before) or MEASURED_AGAINST.search(before):
            return "previous"
        return "level"

    def continues_noun(self, marked: MarkedText, around: Surroundings) -> bool:
        """Whether it is the level that a change went to (由85%提高到90%): its noun stands further left."""
        before = marked.normal[max(around.clause, around.mention.start - 24) : around.mention.start]
        return self._reached.search(before) is not None

    def increment(self, marked: MarkedText, around: Surroundings) -> bool:
        """Whether the number is what was added to a stock, not its level (新增调解组织5个)."""
        return self._increments.search(marked.normal, around.left, around.mention.start) is not None

    def per_case(self, marked: MarkedText, around: Surroundings) -> bool:
        """Whether the number counts per period, case or head (每季度召开1次)."""
        match = self._rates.search(marked.normal, around.left, around.mention.start)
        return match is not None

    def assertion(self, marked: MarkedText, around: Surroundings, role: Role) -> Assertion:
        """How the report stands to the number."""
        if role == "plans":
            return "target"
        clause = marked.normal[self._lead(marked, around) : around.mention.start]
        if any(m.group() not in self._no_target for m in self._target.finditer(clause)):
            return "target"
        if self._claimed.search(clause):
            return "claimed"
        return "problem" if role == "problems" else "actual"

    def _lead(self, marked: MarkedText, around: Surroundings) -> int:
        """Where the clause begins that governs a number: its own, or an earlier one without numbers."""
        start = around.mention.start
        clause = marked.boundary_before(start, STRONG, REACH)
        before = marked.quantity_before(clause)
        lead = max(around.sentence, before.end if before is not None else 0, start - REACH)
        return min(clause, lead) if before is None or before.end <= around.sentence else clause
