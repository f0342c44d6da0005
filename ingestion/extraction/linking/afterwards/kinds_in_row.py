"""Kinds of one thing that a list counts one beside the other: none of them is the figure of all.

检查建设单位6户、服务业单位7户: what was inspected are 13, which the text does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from catalog import Catalog
from ingestion.extraction.linking.afterwards.several_kinds import SUMS
from ingestion.extraction.linking.link import Link
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import MarkedText, Span
from ingestion.extraction.text.surroundings import Surroundings
from ingestion.extraction.words.wordlist import one_of
from ingestion.quantities import Mention
from ingestion.quantities.compiled import compiled_once

LONGEST_KIND = 14
"""So many characters has the name of a kind."""
UNKNOWN = 2
"""So many characters that nobody knows before a noun name a kind (物业企业)."""
BETWEEN = 2
"""So many numbers may stand in a bracket between two of them."""
BRACKET = re.compile(r"\([^()]{1,40}\)")


@compiled_once
def kinds_in_row(catalog: Catalog) -> KindsInRow:
    """The words of ``catalog``; the same content is compiled once per process."""
    return KindsInRow(catalog)


class KindsInRow:
    """The words of kinds, see ``kinds_in_row`` in ``catalog/lexicon/narrowing.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        data = catalog.lexicon["narrowing"]["kinds_in_row"]
        self._of, self._heads = frozenset(data["of"]), one_of(data["heads"]).pattern
        self._all = re.compile(rf"(?:{one_of(data['whole']).pattern})*{self._heads}")
        self._any_head, self._narrow = tuple(data["heads"]), tuple(data["narrow"])
        self._rest = tuple(data["rest"])
        joining = one_of(data["joining"]).pattern
        self._next = re.compile(
            rf"(?:{BRACKET.pattern})?(?P<joint>{joining})"
            rf"(?P<kind>[^,。;、()\d]{{1,{LONGEST_KIND}}}?{self._heads})"
        )

    def apart(self, links: Iterable[Link], marked: MarkedText) -> Iterator[Link]:
        """``links`` with those left for review that tell one kind, also what a bracket tells of it."""
        closed = 0
        for link in links:
            at = link.around.mention.start
            told = link.sure and link.rule not in SUMS and self._tells_kind(link, marked)
            if told:
                closed = _bracket_behind(marked, link.around.mention)
            of_it = link.sure and at < closed
            yield replace(link, sure=False, rule="parts_of_a_total") if told or of_it else link

    def _tells_kind(self, link: Link, marked: MarkedText) -> bool:
        best, around = link.chosen[0], link.around
        return best.indicator_id in self._of and self._beside_another(marked, around, best)

    def _beside_another(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """Whether a number counts one kind, and a number of its measure beside it another one."""
        number, span = around.mention, _noun(marked, around, best)
        if span is None:
            return False
        behind, before = _behind(marked, number), _before(marked, number)
        told = before is not None and before.unit == number.unit and before.start >= around.sentence
        if told and marked.normal.endswith(self._rest, 0, span[0]):
            return True
        unknown = marked.unknown(around.left, span[0]) >= UNKNOWN
        alike = () if unknown else self._alike(marked, span)
        behind_it = behind is not None and self._goes_on(marked, number, behind, best, alike)
        return behind_it or (before is not None and self._goes_on(marked, before, number, best, alike))

    def _alike(self, marked: MarkedText, noun: Span) -> tuple[str, ...]:
        """How kinds end of which a noun names all: with any head, or with its own (企业、社会组织)."""
        if self._all.fullmatch(marked.normal, *noun) is None:
            return ()
        return self._narrow if marked.normal.endswith(self._narrow, *noun) else self._any_head

    def _goes_on(
        self, marked: MarkedText, first: Mention, second: Mention, best: Candidate, alike: tuple[str, ...]
    ) -> bool:
        """Whether nothing but another kind, and what is told of the first in a bracket, parts two numbers."""
        said = self._next.fullmatch(marked.normal, first.end, second.start)
        if said is None or (alike and said["kind"].endswith(alike)):
            return False
        if said["joint"] == "、":
            return True
        words = [word for _, part in (*best.reading.left, *best.reading.right) for word in part.words]
        named = max((len(word) for word in words if said["kind"].endswith(word)), default=0)
        return bool(named) and not marked.says(said.start("kind"), said.end("kind") - named)


def _bracket_behind(marked: MarkedText, number: Mention) -> int:
    """Where the bracket closes that tells more of a number; its end where there is none."""
    if not marked.normal.startswith("(", number.end):
        return number.end
    return min(marked.bracket_end(number.end + 1), number.end + reach.CLAUSE)


def _noun(marked: MarkedText, around: Surroundings, best: Candidate) -> Span | None:
    """Where the noun of a reading stands, right before the number."""
    span = max((used for used in best.used if used[1] <= around.left_end), default=None)
    return None if span is None or marked.says(span[1], around.mention.start) else span


def _behind(marked: MarkedText, number: Mention) -> Mention | None:
    """The next number of its measure, past those of a bracket between them."""
    other = marked.quantity_after(number.end)
    for _ in range(BETWEEN):
        if other is None or other.unit == number.unit:
            break
        other = marked.quantity_after(other.end)
    return other


def _before(marked: MarkedText, number: Mention) -> Mention | None:
    """The last number of its measure, past those of a bracket between them."""
    other = marked.quantity_before(number.start)
    for _ in range(BETWEEN):
        if other is None or other.unit == number.unit:
            break
        other = marked.quantity_before(other.start)
    return other
