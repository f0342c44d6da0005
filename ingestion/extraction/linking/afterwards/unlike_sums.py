"""Sums of unlike things: what adds up to a number, and is no part of what that would be read as.

监察立案20件，加上仲裁立案312件，全年共立案332件; 县总工会举办讲座12场，我局举办8场，共20场: the noun of one
part, or who did it, is not that of the sum, which waits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from catalog import Catalog, Indicator
from ingestion.extraction.doubts.arithmetic.reckoned import reckoning
from ingestion.extraction.linking.link import Link
from ingestion.extraction.linking.nouns.totals import (
    CLOSING,
    MIN_PARTS,
    closes_list,
    parts_of_sum,
)
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.meaning.bodies.patterns import body_patterns, own_matters
from ingestion.extraction.meaning.bodies.sources import of_who_acts
from ingestion.extraction.meaning.bodies.unknown import unknown_bodies
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities import Mention
from ingestion.quantities.compiled import compiled_once

MAX_VERB = 6
"""A word for a sum is followed by no more than its verb (全年共立案332件)."""


@compiled_once
def unlike_sums(catalog: Catalog) -> UnlikeSums:
    """The words of ``catalog`` for them; the same content is compiled once per process."""
    return UnlikeSums(catalog)


class UnlikeSums:
    """Tells such sums by their parts, as far as these were read."""

    def __init__(self, catalog: Catalog) -> None:
        lists, data = catalog.lexicon["lists"], catalog.lexicon["scopes"]
        summing = one_of((*lists["summed"], *lists["closing"])).pattern
        self._sums = re.compile(rf"{summing}[^{STRONG}、\d]{{0,{MAX_VERB}}}$")
        self._deed = one_of(lists["deeds_of_parts"])
        self._members = one_of((*data["parts"], *data["below"], *data["towns"]))
        self._bodies, self._unknown = body_patterns(catalog), unknown_bodies(catalog)
        self._identities = reckoning(catalog).sums
        matters = own_matters(catalog)
        self._anybodys = matters.coming_in | matters.told_before | frozenset(matters.heard)

    def apart(self, links: Iterable[Link], marked: MarkedText) -> Iterator[Link]:
        """``links`` with the sums left for review of which a part is read otherwise, or of another deed."""
        for _, sentence in groupby(links, attrgetter("around.sentence")):
            told = list(sentence)
            for link in told:
                unlike = len(told) > MIN_PARTS and _borrows(link) and self._is_unlike(link, told, marked)
                yield replace(link, sure=False, rule="common_total") if unlike else link

    def _is_unlike(self, link: Link, told: Sequence[Link], marked: MarkedText) -> bool:
        added, whole = self._added(marked, link.around), link.chosen[0]
        if not added:
            return False
        parts = {part.start for part in added}
        summed = (other for other in told if other.around.mention.start in parts)
        return any(self._is_stranger(other, whole, added[-1], marked) for other in summed)

    def _is_stranger(self, part: Link, whole: Candidate, first: Mention, marked: MarkedText) -> bool:
        """Whether a number that adds to a sum is none of the kind that ``whole`` is, or not our own."""
        if self._of_another(marked, part.around.mention, whole.reading.indicator):
            return True
        if not part.chosen:
            return self._tells_otherwise(marked, part.around.mention, first, whole)
        return part.sure and not self._makes_up(part.chosen[0].reading.indicator, whole.indicator_id)

    def _makes_up(self, part: Indicator, whole: str) -> bool:
        """Whether one figure is a part of another, or both stand in a sum that holds of them."""
        if whole in (part.id, part.parent) or whole in part.further_parents:
            return True
        return any(
            (whole in one and part.id in other) or (whole in other and part.id in one)
            for one, other in self._identities
        )

    def _added(self, marked: MarkedText, around: Surroundings) -> tuple[Mention, ...]:
        """The numbers that a number sums up, where a word for a sum stands before it."""
        said = marked.normal[around.left : around.mention.start]
        if closes_list(marked, around) or self._sums.search(said) is not None:
            return parts_of_sum(marked, around)
        return ()

    def _tells_otherwise(self, marked: MarkedText, part: Mention, first: Mention, whole: Candidate) -> bool:
        """Whether a part that is not understood tells of a deed that is not that of the first one."""
        begin = marked.boundary_before(part.start)
        deed = self._deed.search(marked.normal, begin, part.start)
        if deed is None or marked.normal[begin - 1 : begin] == ":":
            return False
        start = marked.boundary_before(min(whole.used)[0])
        return deed[0] not in marked.normal[start : first.start]

    def _of_another(self, marked: MarkedText, part: Mention, whole: Indicator) -> bool:
        """Whether a part is another body's, of what is counted by who does it."""
        if whole.id in self._anybodys or not of_who_acts(whole):
            return False
        clause = marked.boundaries.before(part.start, STRONG)
        if self._bodies.acting.match(marked.normal, clause, part.start) is not None:
            return True
        body = self._unknown.subject(marked, clause)
        return body is not None and self._members.search(body["body"]) is None


def _borrows(link: Link) -> bool:
    """Whether a number is read by a noun that it does not tell itself."""
    return link.sure and (link.rule in (CLOSING, "same_noun") or link.chosen[0].by_topic)
