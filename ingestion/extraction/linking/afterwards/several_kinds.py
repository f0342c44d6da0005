"""Kinds of one thing that a list tells one by one with one verb: each is a part, none of them the whole.

发放宣传单6000份、手册2000份: what was given out are 8000, which the text does not say.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from functools import partial

from ingestion.extraction.linking.afterwards.parts import rows
from ingestion.extraction.linking.link import Link
from ingestion.extraction.text.marked import MarkedText

SUMS = ("closing_total", "same_noun")
"""Rules by which a number of a list is no kind of its own."""


def kinds_apart(links: Iterable[Link], marked: MarkedText, told_by_kinds: Container[str]) -> Iterator[Link]:
    """``links`` with those left for review that tell kinds of a figure of ``told_by_kinds`` in a list."""
    for row in rows(links, partial(_goes_on, marked=marked, told_by_kinds=told_by_kinds)):
        if len(row) == 1:
            yield row[0]
            continue
        for link in row:
            yield replace(link, sure=False, rule="parts_of_a_total")


def _goes_on(link: Link, before: Link, *, marked: MarkedText, told_by_kinds: Container[str]) -> bool:
    """Whether a number tells another kind of what the number before it in its list tells."""
    if not (link.sure and before.sure) or link.rule in SUMS or before.rule in SUMS:
        return False
    of, start, end = link.chosen[0].indicator_id, before.around.mention.end, link.around.mention.start
    if of not in told_by_kinds or before.chosen[0].indicator_id != of or link.chosen[0].by_topic:
        return False
    joined = marked.lists.separator.match(marked.normal, start, end)
    return joined is not None and _names_only(link, marked, joined.end())


def _names_only(link: Link, marked: MarkedText, start: int) -> bool:
    """Whether nothing but a noun, and no title, stands before a number in its piece, from ``start`` on."""
    at = link.around.mention.start
    named = [span for span in link.chosen[0].used if start <= span[0] and span[1] <= at]
    known = [hit for hit in marked.hits_in(start, at) if hit.info.parts]
    alone = all(any(a <= hit.start and hit.end <= b for a, b in named) for hit in known)
    alone = alone and not any(start <= a < at for a, _ in marked.titles)
    return len(named) == 1 and alone and not marked.unexplained(start, named[0][0])
