"""Whether what was taught or studied is law: courses and study sessions are held on any subject."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from catalog import Catalog
from ingestion.extraction.matching.candidates import Candidate
from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import STOPS, MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.extraction.words.wordlist import one_of, standing_alone
from ingestion.quantities.compiled import compiled_once

MIN_UNSAID = 2
"""So many characters before the head tell of a subject of its own (公文写作培训班)."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What figures of one kind are counted by, and the words of their subject."""

    heads: re.Pattern[str]
    subject: re.Pattern[str]
    named_before: bool
    """Whether what stands directly before a head names its subject."""
    said: str
    """How far what was said may name it."""
    settings: re.Pattern[str] | None
    """Words of the settings in which it is something else; any, where none are listed."""

    def set_elsewhere(self, marked: MarkedText, around: Surroundings) -> bool:
        """Whether its paragraph tells of a setting in which it may be something else."""
        if self.settings is None:
            return True
        return any(self.settings.search(marked.normal, *span) for span in _paragraph(marked, around))


@compiled_once
def subjects(catalog: Catalog) -> Subjects:
    """The words of ``catalog``; the same content is compiled once per process."""
    return Subjects(catalog)


class Subjects:
    """What courses and study sessions are about; see ``catalog/lexicon/narrowing.yaml``."""

    def __init__(self, catalog: Catalog) -> None:
        entries = catalog.lexicon["narrowing"]["taught"]
        self._of = {id_: taught for entry in entries for taught in (_taught(entry),) for id_ in entry["of"]}

    def concern(self, indicator_id: str) -> bool:
        """Whether figures of an indicator are counted by what may be on any subject."""
        return indicator_id in self._of

    def of_any_subject(self, marked: MarkedText, around: Surroundings, best: Candidate) -> bool:
        """举办公文写作培训班3期, 集中学习24次: nothing says that it was law that was taught."""
        taught = self._of.get(best.indicator_id)
        if taught is None or any(taught.subject.search(marked.normal, a, b) for a, b in best.used):
            return False
        for begin, head, end in _heads(marked, around, taught):
            if taught.subject.search(marked.normal, begin, end):
                return False
            if taught.named_before and marked.unexplained(*_before(head, begin, best)) >= MIN_UNSAID:
                return True
        return taught.set_elsewhere(marked, around) and not _named_nearby(marked, around, taught)


def _taught(entry: Mapping[str, Any]) -> Taught:
    settings = one_of(entry["settings"]) if "settings" in entry else None
    subject = standing_alone(entry["subject"], entry["not_subject"])
    return Taught(one_of(entry["heads"]), subject, bool(entry["named_before"]), entry["said"], settings)


def _heads(marked: MarkedText, around: Surroundings, taught: Taught) -> Iterator[tuple[int, int, int]]:
    """The heads of the sentence up to a number, the last first, each with its piece of the text.

    A piece begins behind the number or mark before the head.
    """
    start = marked.boundary_before(around.mention.start, STOPS, reach.COURSE)
    for head in reversed(list(taught.heads.finditer(marked.normal, start, around.right))):
        begin = marked.boundary_before(head.start())
        before = marked.quantity_before(head.start())
        begin = max(begin, before.end if before is not None else 0)
        own = head.start() >= around.left
        yield begin, head.start(), around.right if own else head.end()


def _before(head: int, begin: int, best: Candidate) -> tuple[int, int]:
    """What stands between the verb and a head (参加培训 is no head with something before it)."""
    start = max((end for _, end in best.used if begin <= end <= head), default=begin)
    return start, min((a for a, b in best.used if a <= head < b), default=head)


def _named_nearby(marked: MarkedText, around: Surroundings, taught: Taught) -> bool:
    """Whether what was said so far, as far as it matters, tells of the subject."""
    return any(taught.subject.search(marked.normal, *span) for span in _SAID[taught.said](marked, around))


def _clause(marked: MarkedText, around: Surroundings) -> Iterator[tuple[int, int]]:
    """Its clause, those of its sentence without a number, and the sentence before its first number."""
    start = marked.boundary_before(around.mention.start, STOPS, reach.COURSE)
    own = marked.boundary_before(around.mention.start, STRONG)
    before = around.previous
    yield max(own, before.end if before is not None else 0), around.right
    if before is None or before.start < start:
        yield marked.boundary_before(max(0, start - 1), STOPS, reach.COURSE), own
    while own > start:
        clause = marked.boundary_before(own - 1, STRONG)
        number = marked.quantity_after(clause)
        if number is None or number.start >= own:
            yield clause, own
        own = clause


def _sentence(marked: MarkedText, around: Surroundings) -> Iterator[tuple[int, int]]:
    """Its sentence and the one, or the heading, before it."""
    start = marked.boundary_before(around.mention.start, STOPS, reach.COURSE)
    start = marked.boundary_before(max(0, start - 1), STOPS, reach.COURSE)
    yield start, marked.boundary_after(around.mention.end, STOPS, reach.COURSE)


def _paragraph(marked: MarkedText, around: Surroundings) -> Iterator[tuple[int, int]]:
    """Its paragraph so far, the line above it and the rest of the sentence."""
    line = marked.normal.rfind("\n", max(0, around.mention.start - reach.PARAGRAPH), around.mention.start)
    above = marked.normal.rfind("\n", max(0, line - reach.PARAGRAPH), max(0, line))
    start = max(above, around.mention.start - reach.PARAGRAPH, 0)
    yield start, marked.boundary_after(around.mention.end, STOPS, reach.COURSE)


_SAID: Mapping[str, Callable[[MarkedText, Surroundings], Iterable[tuple[int, int]]]] = {
    "clause": _clause,
    "sentence": _sentence,
    "paragraph": _paragraph,
}
