"""One number of two verbs, each of which says how far all of it came (受理并审结争议120件).

The figure of the second verb is read by its own words; here that of the first one is added.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from catalog import Catalog
from ingestion.extraction.linking.deciding import Decider
from ingestion.extraction.linking.discourse import Discourse
from ingestion.extraction.linking.link import Link
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.text.lists.pairing import Pairing
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities.compiled import compiled_once

BY_WORDS = ("phrase", "topic")
"""The rules by which a number has a noun of its own."""


@dataclass(frozen=True, slots=True)
class StageWords:
    """Such verbs and their figures, see ``catalog/lexicon/stages.yaml``."""

    verbs: re.Pattern[str]
    """Two verbs with nothing but a conjunction and a manner between them."""
    before: Mapping[str, frozenset[str]]
    """The figures of the verbs before that of another."""


@compiled_once
def stage_words(catalog: Catalog) -> StageWords:
    """The words of ``catalog``; the same content is compiled once per process."""
    data: Mapping[str, Any] = catalog.lexicon["stages"]
    first, joined, manner, second = (
        one_of(data[name]).pattern for name in ("first", "joined", "manner", "second")
    )
    return StageWords(
        re.compile(rf"(?P<first>{first}){joined}(?:{manner})*(?P<second>{second})"),
        {later: frozenset(earlier) for later, earlier in data["before"].items()},
    )


class Stages:
    """Adds the figure of the first of two verbs of one number."""

    def __init__(self, decider: Decider, discourse: Discourse, words: StageWords) -> None:
        self.decider, self.discourse, self.words = decider, discourse, words
        self.marked, self.costs = decider.marked, decider.costs

    def both(self, link: Link) -> Link:
        """The link of a number with the figure of the first verb, where it has two."""
        earlier = self.words.before.get(link.chosen[0].indicator_id) if link.chosen else None
        if earlier is None or not link.sure or link.rule not in BY_WORDS or len(link.chosen) > 1:
            return link
        told = {figure.chosen[0].indicator_id for figure in self.discourse.told}
        verbs = None if not told.isdisjoint(earlier) else self._verbs_of(link)
        best = None if verbs is None else self._read_first(link, verbs)
        if best is None or best.indicator_id not in earlier:
            return link
        return replace(link, chosen=(link.chosen[0], best))

    def _verbs_of(self, link: Link) -> re.Match[str] | None:
        """The two verbs before a number, of which its reading knows the second or what is behind that."""
        around = link.around
        found = list(self.words.verbs.finditer(self.marked.normal, around.left, around.left_end))
        if not found or any(start < found[-1].end("first") for start, _ in link.chosen[0].used):
            return None
        return found[-1]

    def _read_first(self, link: Link, verbs: re.Match[str]) -> Candidate | None:
        """The best reading of the number with the first verb alone and what stands behind the second."""
        around, (start, end) = link.around, verbs.span("first")
        piece = replace(around, left=start, clause=start, left_end=end)
        said = verbs.end("second"), around.left_end
        pairing = Pairing(((start, end),), common=said if said[0] < said[1] else (0, 0))
        found = self.decider.of_piece(piece, pairing)
        best = found[0] if found else None
        return best if best is not None and best.score >= self.costs.fact else None
