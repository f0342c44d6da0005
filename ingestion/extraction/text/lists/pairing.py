"""Lists in which nouns and numbers are paired: which of the nouns is that of a number.

``A、B分别为x、y`` gives each noun its own number; ``A和B均达x`` gives one number to both; ``A、B共x`` is a
total of both and belongs to neither.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import STOPS, MarkedText
from ingestion.extraction.text.surroundings import STRONG
from ingestion.quantities import Mention

STRONG_SEPARATOR = re.compile(r"[、,]")
COMMAS = (",", ";")
MIN_PIECE = 2


@dataclass(frozen=True, slots=True)
class Pairing:
    """The pieces of text that numbers of a list belong to, and which of them is this number's.

    ``shared`` says that one number stands for all pieces.
    """

    pieces: tuple[tuple[int, int], ...]
    index: int = 0
    shared: bool = False
    clear: bool = True
    """Whether there are as many pieces as numbers."""
    year: int | None = None
    """The year that a list of years gives to a number: by its name, or 0 for this one, -1 for the last."""
    stands: bool = False
    """Whether only what stands can be told so (年初52人，年末55人)."""
    common: tuple[int, int] = (0, 0)
    """Behind the pieces, what is said of each of them (调解组织、仲裁院分别受理争议53件、12件)."""


def severally(marked: MarkedText) -> dict[int, Pairing]:
    """The pairings of the rows behind 分别 in a text, by the places of the numbers."""
    found: dict[int, Pairing] = {}
    before: dict[int, Pairing] = {}
    for match in marked.lists.respectively.finditer(marked.normal):
        before = _respectively(marked, match, before)
        found |= before
    return found


def without_a_word(marked: MarkedText, mention: Mention) -> dict[int, Pairing]:
    """The pairings of a number that no 分别 stands before."""
    found = _side_by_side(marked, mention)
    if mention.start not in found and (pairing := _alike(marked, mention)) is not None:
        found[mention.start] = pairing
    return found


def _respectively(
    marked: MarkedText, match: re.Match[str], before: Mapping[int, Pairing]
) -> dict[int, Pairing]:
    """The pairings of the row behind a 分别; ``before`` are those of the one before it."""
    numbers = row_at(marked, match.end())
    if len(numbers) < 2:
        return {}
    start = _list_start(marked, match.start())
    behind = (match.end(), numbers[0].start)
    again = _told_again(marked, match.start(), before, len(numbers))
    for span in ((start, match.start()), behind):
        pieces, clear = (again, True) if again else _matching(marked, span, len(numbers))
        common = behind if span != behind and _said_of_all(marked, behind) else (0, 0)
        if pieces:
            tail = _noun_of_last(marked, pieces) if clear and common == (0, 0) else common
            return {
                m.start: Pairing(pieces, i, clear=clear, common=tail if m is not numbers[-1] else common)
                for i, m in enumerate(numbers)
            }
    return {m.start: Pairing(((start, match.start()),), clear=False) for m in numbers}


def _said_of_all(marked: MarkedText, common: tuple[int, int]) -> bool:
    """Whether the words behind 分别 say more than that something was done (分别审结, not 分别作出)."""
    words = (hit.info.word for hit in marked.hits_in(*common) if hit.info.parts)
    return any(len(word) > 1 and word not in marked.vocabulary.light_verbs for word in words)


def _noun_of_last(marked: MarkedText, pieces: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The noun that only the last piece tells, where the others are verbs (接收、办结欠薪线索分别为…)."""
    if not all(_is_word(marked, *piece) for piece in pieces[:-1]):
        return 0, 0
    start, end = pieces[-1]
    verbs = [hit.end for hit in marked.hits_in(start, end) if hit.start == start and hit.end < end]
    tails = ((verb, end) for verb in sorted(verbs, reverse=True))
    return next((tail for tail in tails if _is_noun(marked, *tail)), (0, 0))


def _is_word(marked: MarkedText, start: int, end: int) -> bool:
    """Whether a piece is one word of a phrase."""
    return any((hit.start, hit.end) == (start, end) and hit.info.parts for hit in marked.hits_in(start, end))


def _is_noun(marked: MarkedText, start: int, end: int) -> bool:
    """Whether a stretch is made of known words."""
    return marked.says(start, end) and marked.unknown(start, end) == 0


def _told_again(
    marked: MarkedText, at: int, before: Mapping[int, Pairing], count: int
) -> tuple[tuple[int, int], ...]:
    """The pieces of the row before, where only a comma parts it from a 分别 (…，分别审结53件、12件)."""
    last = max(before, default=None)
    number = marked.quantity_before(at)
    if last is None or number is None or number.start != last or len(before) != count:
        return ()
    alone = marked.normal[number.end : at].strip() in (",", ";")
    return before[last].pieces if alone and len(before[last].pieces) == count else ()


def _side_by_side(marked: MarkedText, mention: Mention) -> dict[int, Pairing]:
    """行政复议和行政诉讼4件、7件: as many nouns as numbers of one measure, and nothing else in the clause."""
    start = marked.boundaries.before(mention.start, STRONG, reach.LIST)
    before = marked.quantity_before(mention.start)
    if mention.start - start < MIN_PIECE or (before is not None and before.end > start):
        return {}
    row = row_at(marked, mention.start)
    if len(row) < MIN_PIECE or len({number.unit for number in row}) > 1:
        return {}
    if marked.normal[row[-1].end : row[-1].end + 1] not in STRONG:
        return {}
    pieces = pieces_of(marked, start, mention.start)
    if len(pieces) != len(row) or not all(marked.says(*piece) for piece in pieces):
        return {}
    return {number.start: Pairing(tuple(pieces), index) for index, number in enumerate(row)}


def _matching(
    marked: MarkedText, span: tuple[int, int], count: int
) -> tuple[tuple[tuple[int, int], ...], bool]:
    """The pieces of a list for ``count`` numbers, and whether they are as many without a guess.

    Commas and 、 part the list before 和 and 及 do, which also stand inside a noun (社会保险及工伤待遇).
    """
    comma = max(marked.normal.rfind(",", *span) + 1, span[0])
    if comma > span[0] and not _said(marked, comma, span[1]):
        span = (span[0], comma - 1)
        comma = max(marked.normal.rfind(",", *span) + 1, span[0])
    for begin in (comma, span[0]):
        for separator in (STRONG_SEPARATOR, marked.lists.separator):
            pieces = pieces_of(marked, begin, span[1], separator)
            if len(pieces) == count:
                return tuple(pieces), True
    return (tuple(pieces[-count:]), False) if len(pieces) > count else ((), False)


def _said(marked: MarkedText, start: int, end: int) -> bool:
    """Whether a stretch says more than when something was (A、B和C,2031年分别…: three nouns)."""
    return marked.unexplained(start, end) > 0 or marked.says(start, end)


def row_at(marked: MarkedText, at: int, *, most: int | None = None) -> list[Mention]:
    """The numbers that follow each other with nothing but separators between them, ``most`` and one.

    A comma or semicolon does not go on with a row that another mark parts (分别为98.2%、100%,1名缺考).
    """
    first = marked.quantity_after(at)
    if (
        first is None
        or first.start - at > reach.LIST
        or any(c in STOPS for c in marked.normal[at : first.start])
    ):
        return []
    row, marks = [first], set[str]()
    while (following := marked.quantity_after(row[-1].end)) is not None:
        between = marked.normal[row[-1].end : following.start]
        mark = between.strip()
        if not marked.lists.between_numbers.fullmatch(between) or (mark in COMMAS and marks - {mark}):
            break
        row.append(following)
        marks.add(mark)
        if most is not None and len(row) > most:
            break
    return row


def _list_start(marked: MarkedText, at: int) -> int:
    """Where the list begins that a 分别 stands behind: at a mark, or behind the number before it."""
    start = marked.boundaries.before(at, STOPS + "():", reach.LIST)
    before = marked.quantity_before(at)
    return max(start, before.end if before is not None else 0)


def pieces_of(
    marked: MarkedText, start: int, end: int, pattern: re.Pattern[str] | None = None
) -> list[tuple[int, int]]:
    """The pieces of a list between two places, each without what leads in to it."""
    found, text = [], marked.normal
    for separator in (*(pattern or marked.lists.separator).finditer(text, start, end), None):
        stop = separator.start() if separator else end
        lead = marked.lists.lead.match(text, start, stop)
        begin = lead.end() if lead else start
        if text[begin:stop].strip(marked.lists.no_piece):
            found.append((begin, stop))
        start = separator.end() if separator else end
    return found


def _alike(marked: MarkedText, mention: Mention) -> Pairing | None:
    """A和B均达x, and A、B共x件, where the pieces stand directly before the number."""
    start = marked.boundaries.before(mention.start, ",。;:!?\n()", reach.LIST)
    before = marked.quantity_before(mention.start)
    start = max(start, before.end if before is not None else 0)
    end = mention.start
    if not marked.normal.startswith(marked.lists.both, end):
        alike = marked.lists.alike.search(marked.normal[start:end])
        if alike is None:
            return None
        end = start + alike.start()
    pieces = [p for p in pieces_of(marked, start, end) if p[1] - p[0] >= 2]
    return Pairing(tuple(pieces), shared=True) if len(pieces) > 1 else None
