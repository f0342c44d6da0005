"""Decisions of which the sentence names the kind: they are figures of that kind.

特殊工时审批申请46件，准予44件: the licences granted are those for special hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from catalog import Catalog
from ingestion.extraction.linking.link import Link
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities.compiled import compiled_once

OF_ONE_KIND = "of_one_kind"


@compiled_once
def kinds(catalog: Catalog) -> Kinds:
    """The kinds that ``catalog`` names; the same content is compiled once per process."""
    return Kinds(catalog)


class Kinds:
    """The kinds of decisions, and the figure of each; see ``catalog/lexicon/narrowing.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data = catalog.lexicon["narrowing"]["one_kind"]
        self._figures = {
            word: catalog.indicators[id_] for id_, words in data["figures"].items() for word in words
        }
        self._kinds = one_of(self._figures)
        self._decided = data["decided"]
        self._anew = one_of(data["anew"])
        self._deciding, self._not_decided = one_of(data["deciding"]), one_of(data["not_decided"])

    def told(self, links: Iterable[Link], marked: MarkedText) -> Iterator[Link]:
        """``links`` with decisions that were left for review as of one kind read as figures of that."""
        for link in links:
            yield self._as_kind(link, marked) if link.rule == OF_ONE_KIND else link

    def _as_kind(self, link: Link, marked: MarkedText) -> Link:
        """A number of decisions as the figure of the kind that stands before it in its sentence."""
        best, at = link.chosen[0], link.around.mention.start
        decided = any(self._deciding.search(marked.normal, *span) for span in best.used)
        decided = decided and not self._not_decided.search(marked.normal, link.around.left, at)
        if best.indicator_id != self._decided or not decided:
            return link
        start = max(link.around.sentence, at - reach.KIND)
        named = list(self._kinds.finditer(marked.normal, start, at))
        if not named or self._begins_anew(marked, link.around.clause, named[-1].end()):
            return link
        read = best.read_as(self._figures[named[-1][0]])
        rule = "topic" if best.by_topic else "phrase"
        return replace(link, chosen=(read,), rule=rule, sure=True)

    def _begins_anew(self, marked: MarkedText, clause: int, told: int) -> bool:
        """Whether a clause behind the kind begins with the whole year (全年准予12件): it may tell of all."""
        return told <= clause and self._anew.match(marked.normal, clause) is not None
