"""Lists of what was planned, by the head that says so (年初列了一张清单：班子学法8次，普法活动20场)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from catalog import Catalog
from ingestion.extraction.meaning.plans.heads import heads_of_lists
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import STOPS, MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.extraction.words.wordlist import any_word, each_alone, ending, one_of
from ingestion.quantities.compiled import compiled_once

OPENED = ",:"
"""Behind one of these marks a list goes on over semicolons."""
LINE_OPENED = ":\n"


@compiled_once
def plan_lists(catalog: Catalog) -> PlanLists:
    """The words of ``catalog`` for it; the same content is compiled once per process."""
    return PlanLists(catalog)


class PlanLists:
    """Tells the numbers of a planned list, see ``catalog/lexicon/stances.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        stances = catalog.lexicon["stances"]
        data: Mapping[str, Any] = stances["plan_lists"]
        beginnings, of = stances["foreseen"]["at_beginning"], catalog.lexicon["linking"]["attributive"]
        self.words = (
            *(*data["nouns"], *data["papers"], *beginnings, *stances["wished"]),
            *(word + of for word in data["setting"]),
        )
        """Without one of these before it a number stands in no such list."""
        self._begun, self._head = one_of(beginnings), heads_of_lists(catalog)
        self._done_before = one_of(data["done_before"])
        came_to = one_of(data["came_to"]).pattern
        ours = one_of(stances["own_result"]).pattern
        over = any_word((*data["over"], *ending(stances["turning_back"], "aim")))
        comparison = stances["comparison"]
        self._past, self._this_year = one_of(comparison["past_year"]), frozenset(data["this_year"])
        done = each_alone([data["done"]], data["not_done"])
        self._over = re.compile(rf"{over}|{done}|[{STRONG}](?:{came_to}|{ours})")

    def govern(self, marked: MarkedText, around: Surroundings, *, led: bool) -> bool:
        """Whether a number stands in one, up to where it is told what came of it.

        ``led`` are the lines of a list below the line that leads in to it.
        """
        at = around.mention.start
        start = max(around.sentence, at - reach.SENTENCE)
        head = self._last_head(marked, start, at)
        if head is None and led:
            head = self._head_of_lines(marked, at)
        return head is not None and not self._told_over(marked, head.end(), at)

    def _last_head(self, marked: MarkedText, start: int, at: int) -> re.Match[str] | None:
        """The head behind ``start`` of a list that goes on up to a number.

        One that stands right before a number tells of that alone (任务是200户，…).
        """
        heads = [h for h in self._head.finditer(marked.normal, start, at) if self._is_plan(marked, h)]
        head = heads[-1] if heads else None
        if head is None or not (self._begun.match(head.group()) or self._counts(marked, head)):
            return None
        if head.group()[-1] in OPENED:
            return head
        first, begun = marked.quantity_after(head.end()), marked.boundary_before(at, STOPS)
        if first is not None and first.start - head.end() <= reach.ITS_NUMBER:
            begun = marked.boundary_before(at, STRONG)
        return head if begun < head.end() else None

    def _counts(self, marked: MarkedText, head: re.Match[str]) -> bool:
        """Whether lines, or a clause with a number, follow a head (but: 任务包括根治欠薪，全年立案12件)."""
        if marked.normal.startswith("\n", head.end()):
            return True
        first = marked.quantity_after(head.end())
        return first is not None and first.start < marked.boundary_after(head.end(), STRONG)

    def _is_plan(self, marked: MarkedText, head: re.Match[str]) -> bool:
        """Whether nothing before it in its clause says that what it lists was done."""
        clause = marked.boundary_before(head.start(), STRONG)
        return self._done_before.search(marked.normal, clause, head.start()) is None

    def _head_of_lines(self, marked: MarkedText, at: int) -> re.Match[str] | None:
        """The head that ends the line with a colon below which a list of lines with numbers stands."""
        text = marked.normal
        opened = text.rfind(LINE_OPENED, max(0, at - reach.PARAGRAPH), at)
        lines = text[opened + len(LINE_OPENED) : at].split("\n")
        if opened < 0 or not all(any(map(str.isdigit, line)) for line in lines[:-1] if line):
            return None
        head = self._last_head(marked, marked.boundary_before(opened, STOPS), opened + 1)
        return head if head is not None and head.end() == opened + 1 else None

    def _told_over(self, marked: MarkedText, end: int, at: int) -> bool:
        """Whether it is told between a head and a number what the list came to.

        A bracket tells that of one number alone, and so do its parts between semicolons, where each of them
        tells what it came to itself.
        """
        text = marked.normal
        part = marked.boundary_before(at, STOPS)
        if part > end and self._over.search(text, at, marked.boundary_after(at, STOPS, reach.CLAUSE)):
            end = part
        return any(
            marked.bracket_end(m.start()) >= at and not self._beside_past(text, end, m)
            for m in self._over.finditer(text, end, at)
        )

    def _beside_past(self, text: str, start: int, word: re.Match[str]) -> bool:
        """Whether it only names this year beside the year before (要求：去年268次，今年312次)."""
        return word.group() in self._this_year and self._past.search(text, start, word.start()) is not None
