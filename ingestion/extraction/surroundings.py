"""The surroundings of a number: where its clause, its list piece and its sentence begin and end."""

from __future__ import annotations

from dataclasses import dataclass

from ingestion.extraction.marked import STOPS, MarkedText
from ingestion.quantities import Mention

CONJUNCTIONS = ("以及", "和", "与", "及", "并", "或")
MAX_JUXTAPOSED = 3
STRONG = ",。;:!?\n\t()"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Stretches of text around a mention.

    ``left`` to the mention is its own piece; ``clause`` begins where the enumeration before it begins;
    ``sentence`` and ``sentence_end`` bound the sentence; ``right`` is where what follows the number ends.
    """

    mention: Mention
    left: int
    left_end: int
    clause: int
    sentence: int
    right: int
    sentence_end: int


def surroundings(marked: MarkedText, mention: Mention, window: int) -> Surroundings:
    """The stretches around ``mention``, none of them longer than ``window``."""
    left, left_end, clause = _left(marked, mention)
    right = marked.boundary_after(mention.end, reach=window)
    follower = marked.quantity_after(mention.end)
    if follower is not None:
        right = min(right, follower.start)
    return Surroundings(
        mention=mention,
        left=left,
        left_end=left_end,
        clause=clause,
        sentence=min(clause, marked.boundary_before(mention.start, STOPS, window)),
        right=right,
        sentence_end=max(right, marked.boundary_after(mention.end, STOPS, window)),
    )


def _left(marked: MarkedText, mention: Mention) -> tuple[int, int, int]:
    """Start and end of the own piece before the number, and start of its clause.

    A number that follows another without a word between them shares its piece (1868人2552.11万元).
    """
    start = mention.start
    before = marked.quantity_before(start)
    for _ in range(MAX_JUXTAPOSED):
        if before is None or marked.normal[before.end : start].strip():
            break
        start, before = before.start, marked.quantity_before(before.start)
    floor = before.end if before is not None else 0
    piece = max(floor, marked.boundary_before(start))
    clause = max(floor, marked.boundary_before(start, STRONG))
    joined = floor == piece and floor and marked.normal[piece:start].rstrip().endswith(CONJUNCTIONS)
    return piece, piece if joined else start, clause
