"""Whether a number counts something that the catalogue does not know."""

from __future__ import annotations

from ingestion.extraction.marked import MarkedText
from ingestion.extraction.surroundings import STRONG, Surroundings

MIN_NOUN = 4


def unknown_noun(marked: MarkedText, around: Surroundings) -> bool:
    """Whether something that the catalogue does not know was counted, no part of a figure before it."""
    clause = marked.boundary_before(around.mention.start, STRONG)
    if marked.normal.startswith(marked.lists.parts_of, clause):
        return False
    return any(
        marked.different_words(start, end) or marked.unknown(start, end) >= MIN_NOUN
        for start, end in ((around.left, around.left_end), (around.mention.end, around.right))
    )
