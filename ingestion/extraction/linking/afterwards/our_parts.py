"""A whole of which the sentence tells next how many are ours: the rest of it is that of others.

政务服务事项128项，其中由我局承办的有58项: the bureau has 58 of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from catalog import Catalog
from ingestion.extraction.linking.link import Link
from ingestion.extraction.text.marked import STOPS, MarkedText
from ingestion.extraction.text.surroundings import STRONG
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities.compiled import compiled_once

WHOLE_OF_OTHERS = "whole_of_others"


@compiled_once
def our_parts(catalog: Catalog) -> OurParts:
    """The words of ``catalog`` for it; the same content is compiled once per process."""
    return OurParts(catalog)


class OurParts:
    """Tells such wholes, see ``catalog/lexicon/scopes.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data = catalog.lexicon["scopes"]
        bureau = one_of(data["first_person"]).pattern + one_of(data["own_offices"]).pattern
        bureau = rf"(?:{bureau}|{one_of(data['own_as_named']).pattern})"
        parts, of = catalog.lexicon["lists"]["of_which"], catalog.lexicon["linking"]["attributive"]
        by, silent = one_of(data["done_by_us"]).pattern, rf"[^{STRONG}、\d]"
        told = rf"(?:{parts},?)?{by}{bureau}|{parts},?{bureau}(?={silent}{{1,8}}{of})"
        self._ours = re.compile(rf"{silent}{{0,6}}[,(](?:{told}){silent}{{0,12}}")
        self._said = one_of((*data["own"], *data["spoken_own"], *data["region"], *data["system"]))

    def apart(self, links: Iterable[Link], marked: MarkedText) -> Iterator[Link]:
        """``links`` with the wholes left for review of which so many are told to be done by us."""
        before: Link | None = None
        for link in links:
            if before is not None:
                of_others = self._is_whole(before, link, marked)
                yield replace(before, sure=False, rule=WHOLE_OF_OTHERS) if of_others else before
            before = link
        if before is not None:
            yield before

    def _is_whole(self, whole: Link, part: Link, marked: MarkedText) -> bool:
        """Whether a number tells our part of the figure before it, of which nobody said that it is ours."""
        if not (whole.sure and part.sure and _alike(whole, part)):
            return False
        first, second = whole.around.mention, part.around.mention
        if self._ours.fullmatch(marked.normal, first.end, second.start) is None:
            return False
        start = max(whole.around.sentence, marked.boundary_before(first.start, STOPS))
        return self._said.search(marked.normal, start, first.start) is None


def _alike(whole: Link, part: Link) -> bool:
    """Whether both count the same, and the second no more than the first."""
    first, second = whole.around.mention, part.around.mention
    smaller = (second.value or 0.0) <= (first.value or 0.0)
    return whole.chosen[0].indicator_id == part.chosen[0].indicator_id and smaller
