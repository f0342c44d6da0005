"""Lists in which nouns and numbers are paired, or in which several nouns share one number.

``A、B分别为x、y`` gives each noun its own number; ``A和B均达x`` gives one number to both; ``A、B共x`` is a
total of both and belongs to neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ingestion.extraction.marked import STOPS, MarkedText
from ingestion.extraction.surroundings import Surroundings
from ingestion.quantities import Mention

SEPARATOR = re.compile(r"、|以及|(?<![总])和(?![谐解睦])|(?<!参)与|(?<![涉普触提危波顾惠])及(?![时格])|,")
RESPECTIVELY = re.compile(r"分别|依次")
ALIKE = re.compile(r"均|都(?!市)|双双|同为|皆")
BETWEEN_NUMBERS = re.compile(r"\s*(?:、|,|和|与|及|以及|;)?\s*")
REACH = 60
MIN_PIECE = 2
MAX_PIECES = 6
LEAD = re.compile(r"^(?:其中|同时|此外|目前|截至目前|全年|今年以来|共|累计)+[,:]?")


@dataclass(frozen=True, slots=True)
class Pairing:
    """The pieces of text that numbers of a list belong to, and which of them is this number's.

    ``shared`` says that one number stands for all pieces.
    """

    pieces: tuple[tuple[int, int], ...]
    index: int = 0
    shared: bool = False


def pairings(marked: MarkedText) -> Mapping[int, Pairing]:
    """The pairings of a text by the place of the number."""
    found: dict[int, Pairing] = {}
    for match in RESPECTIVELY.finditer(marked.normal):
        found |= _respectively(marked, match)
    for mention in marked.quantities:
        if mention.start not in found and (pairing := _alike(marked, mention)) is not None:
            found[mention.start] = pairing
    return found


def _respectively(marked: MarkedText, match: re.Match[str]) -> dict[int, Pairing]:
    numbers = _row(marked, match.end())
    if len(numbers) < 2:
        return {}
    start = _list_start(marked, match.start())
    behind = (match.end(), numbers[0].start)
    for span in ((start, match.start()), behind):
        pieces = _pieces(marked.normal, *span)
        if len(pieces) >= len(numbers):
            pieces = pieces[-len(numbers) :]
            return {m.start: Pairing(tuple(pieces), index) for index, m in enumerate(numbers)}
    return {}


def _row(marked: MarkedText, at: int) -> list[Mention]:
    """The numbers that follow each other with nothing but separators between them."""
    first = marked.quantity_after(at)
    if first is None or first.start - at > REACH or any(c in STOPS for c in marked.normal[at : first.start]):
        return []
    row = [first]
    while (following := marked.quantity_after(row[-1].end)) is not None:
        if not BETWEEN_NUMBERS.fullmatch(marked.normal[row[-1].end : following.start]):
            break
        row.append(following)
    return row


def _list_start(marked: MarkedText, at: int) -> int:
    start = marked.boundary_before(at, STOPS + "():", REACH)
    before = marked.quantity_before(at)
    return max(start, before.end if before is not None else 0)


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    for separator in (*SEPARATOR.finditer(text, start, end), None):
        stop = separator.start() if separator else end
        lead = LEAD.match(text, start, stop)
        begin = lead.end() if lead else start
        if text[begin:stop].strip(" \t为是达到共"):
            found.append((begin, stop))
        start = separator.end() if separator else end
    return found


def _alike(marked: MarkedText, mention: Mention) -> Pairing | None:
    """A和B均达x, and A、B共x件, where the pieces stand directly before the number."""
    start = marked.boundary_before(mention.start, ",。;:!?\n()", REACH)
    before = marked.quantity_before(mention.start)
    start = max(start, before.end if before is not None else 0)
    text = marked.normal[start : mention.start]
    alike = ALIKE.search(text)
    if alike is None or alike.start() == 0:
        return None
    pieces = [p for p in _pieces(marked.normal, start, start + alike.start()) if p[1] - p[0] >= 2]
    return Pairing(tuple(pieces), shared=True) if len(pieces) > 1 else None


def enumeration(marked: MarkedText, around: Surroundings, used: Iterable[tuple[int, int]]) -> Pairing | None:
    """The pieces of A、B和C before a number, where what was read stands in the last of them only."""
    text = marked.normal[around.clause : around.left_end]
    if around.left_end <= around.clause or SEPARATOR.search(text) is None:
        return None
    pieces = [p for p in _pieces(marked.normal, around.clause, around.left_end) if p[1] - p[0] >= MIN_PIECE]
    if len(pieces) < MIN_PIECE or any(start < pieces[-1][0] for start, _ in used):
        return None
    return Pairing(tuple(pieces[-MAX_PIECES:]))
