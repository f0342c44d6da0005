"""Words in a row that share a number or divide it: it may belong to a neighbour of what a reading takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from catalog import Catalog
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.text.marked import Hit, MarkedText
from ingestion.extraction.text.surroundings import Surroundings
from ingestion.extraction.words.wordlist import one_of

LONGEST_NAME = 32


class SameFigure:
    """What stands next to the numbers of a figure in all its wordings."""

    def __init__(self) -> None:
        self._next_to: dict[tuple[str, str], frozenset[int]] = {}

    def names(self, marked: MarkedText, around: Surroundings, best: Candidate, hit: Hit) -> bool:
        """Whether a word stands next to the number in other wordings of the figure read (没收、吊销)."""
        id_, unit = best.indicator_id, around.mention.unit
        if (known := self._next_to.get((id_, unit))) is None:
            roles = marked.vocabulary.by_unit.get(unit)
            readings = roles.readings if roles is not None else ()
            near = (r.needed[0][0] for r in readings if r.indicator.id == id_ and not r.excludes)
            self._next_to[id_, unit] = known = frozenset(near)
        return not known.isdisjoint(hit.info.parts)


class Coordination:
    """What joins the words of a row, and what names an item of it; see ``catalog/lexicon/doubts.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data, lists = catalog.lexicon["doubts"], catalog.lexicon["lists"]
        self._joining = frozenset({"、", *lists["conjunctions"]})
        self._inside_words = tuple(lists["not_conjunctions"])
        self._each = tuple(lists["each_of_them"])
        self._counted_things = tuple(catalog.lexicon["narrowing"]["counted_things"])
        self._same = SameFigure()
        self._own_name = re.compile(rf"“[^“”,。;]{{2,12}}”(?:{one_of(data['of_named']).pattern}|[ ])*$")

    def named_otherwise(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """“甲办”31项、“乙办”44项: an item with a quoted name of its own is none of its neighbour's.

        What has a verb of its own right before the name (印发“漫画”2万份) is no such item.
        """
        text, end = marked.normal, around.left_end
        start = max(around.left, end - LONGEST_NAME)
        name = self._own_name.search(text, start, end) if text.find("”", start, end) >= 0 else None
        if name is None or not around.mention.start >= name.end():
            return False
        return not any(
            max(start, name.start()) < min(stop, name.end())
            or start >= around.mention.end
            or (start >= around.left and stop == name.start())
            for start, stop in best.used
        )

    def joined(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """受理、审结争议案件53件: the number belongs to two verbs, of which the reading knows one."""
        text, joining = marked.normal, self._joining
        spans = [(a, b) for a, b in best.used if text[a - 1] in joining or text[b : b + 1] in joining]
        if not spans or text.endswith(self._each, around.left, around.mention.start):
            return False
        spans = sorted(span for span in spans if span[1] <= around.left_end)
        others = [(span, hit) for span in spans for hit in self._coordinates(marked, around, best, span)]
        if not others:
            return False
        own = {word for _, part in (*best.reading.left, *best.reading.right) for word in part.words}
        return any(
            text[hit.start : hit.end] not in own
            and not _shares_head(text, span, hit, own)
            and not _modifies(hit, best)
            and not self._same.names(marked, around, best, hit)
            for span, hit in others
        )

    def _coordinates(
        self, marked: MarkedText, around: Surroundings, best: Candidate, span: tuple[int, int]
    ) -> list[Hit]:
        """The words that stand beside a used word with nothing but a conjunction between them."""
        text, (start, end) = marked.normal, span
        found: list[Hit] = []
        joined = text[start - 1] in self._joining and not text.endswith(self._inside_words, 0, start)
        if start > around.clause and joined:
            begin = marked.boundary_before(start - 1)
            words = [hit for hit in marked.hits_in(max(begin, around.clause), start - 1) if hit.info.parts]
            if _compact(marked, best) and len(words) == 1 and words[0].end == start - 1:
                found += [] if marked.unexplained(begin, words[0].start) else words
            found += self._under_one_verb(marked, best, words, start - 1)
        if text[end : end + 1] in self._joining and end < around.left_end:
            following = min((other for other in best.used if other[0] > end), default=None)
            words = [hit for hit in marked.hits_in(end + 1, around.left_end) if hit.info.parts]
            leads_on = words and words[0].start == end + 1 and following is not None
            if leads_on and following is not None and not marked.unexplained(words[0].end, following[0]):
                found.append(words[0])
        return found

    def _under_one_verb(
        self, marked: MarkedText, best: Candidate, words: Sequence[Hit], end: int
    ) -> list[Hit]:
        """The thing that ends there, right behind a used word: its other object (检查企业和工地)."""
        verbs = {stop for _, stop in best.used}
        return [
            hit
            for hit in words
            if hit.end == end
            and hit.start in verbs
            and marked.normal.endswith(self._counted_things, hit.start, end)
        ]


def _shares_head(text: str, span: tuple[int, int], hit: Hit, own: set[str]) -> bool:
    """Whether a word beside a used one lacks only the head of that (乡镇和企业调解组织)."""
    other, used = text[hit.start : hit.end], text[slice(*span)]
    return any(other + used[at:] in own for at in range(1, len(used) - 1))


def _modifies(hit: Hit, best: Candidate) -> bool:
    """Whether a word beside a used one holds another used one with it (窗口与网上办件)."""
    return any(hit.start < start and end <= hit.end for start, end in best.used)


def _compact(marked: MarkedText, best: Candidate) -> bool:
    """Whether nothing unexplained stands between the words of a reading."""
    return not any(marked.unexplained(a[1], b[0]) for a, b in pairwise(sorted(best.used)))
