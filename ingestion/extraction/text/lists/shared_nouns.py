"""Nouns that several numbers share, and numbers that several nouns share.

文件、合同91份 counts both together; 检查18家和57家 has one noun for two numbers; 今年为287户、28份
takes those of a row before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingestion.extraction.text import reach
from ingestion.extraction.text.lists.pairing import MIN_PIECE, Pairing, pieces_of, row_at
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import STRONG, Surroundings
from ingestion.quantities import Mention

MAX_PIECES = 6
LONGEST_VERB = 4


def told_before(marked: MarkedText, told: Sequence[Mention], mention: Mention) -> int | None:
    """Which of the figures ``told`` before gives its noun to a number of a row without nouns.

    省定目标为调解成功率60%、结案率92%,我县分别达到74.3%、96.8%: as many of the same measures stand before.
    Where each has a measure of its own that is enough (去年检查322户、责令改正31份,今年为287户、28份).
    """
    if not told:
        return None
    clause = marked.boundaries.before(mention.start, STRONG, reach.LIST)
    said = marked.lists.respectively.search(marked.normal, clause, mention.start)
    row = row_at(marked, clause if said is None else said.end(), most=len(told))
    measures = [number.unit for number in row]
    if mention not in row or marked.unexplained(clause, row[0].start):
        return None
    if said is None and (len(row) == 1 or len(set(measures)) < len(row)):
        return None
    earlier = [index for index, other in enumerate(told) if other.start < clause][-len(row) :]
    return earlier[row.index(mention)] if [told[index].unit for index in earlier] == measures else None


def told_alike(marked: MarkedText, before: Surroundings, around: Surroundings) -> bool:
    """Whether a number is told as the one before it in its row (增长6%、8%), with 分别 of any measure."""
    between = marked.normal[before.mention.end : around.mention.start]
    if not marked.lists.between_numbers.fullmatch(between):
        return False
    if before.mention.unit == around.mention.unit:
        return True
    each = marked.lists.respectively.search(marked.normal, before.clause, before.mention.start)
    return each is not None and "," not in between


def enumeration(marked: MarkedText, around: Surroundings, used: Iterable[tuple[int, int]]) -> Pairing | None:
    """The pieces of A、B和C before a number, where what was read stands in the last of them only."""
    text = marked.normal[around.clause : around.left_end]
    if around.left_end <= around.clause or marked.lists.separator.search(text) is None:
        return None
    pieces = [p for p in pieces_of(marked, around.clause, around.left_end) if p[1] - p[0] >= MIN_PIECE]
    if len(pieces) < MIN_PIECE:
        return None
    summed = marked.lists.summed.search(text) is not None
    spans = [span for span in used if not _governs(span, pieces[0])]
    pieces = _whole_words(pieces, spans)
    if len(pieces) < MIN_PIECE or _of_all(marked, pieces, spans):
        return None
    if any(around.clause <= start < pieces[-1][0] for start, _ in spans) and not summed:
        return None
    return Pairing(tuple(pieces[-MAX_PIECES:]))


def _governs(span: tuple[int, int], first: tuple[int, int]) -> bool:
    """Whether a word is the verb of a list (审查文件、合同91份): a noun follows it in the first piece."""
    start, end = span
    return first[0] <= start and end < first[1] and end - start <= LONGEST_VERB


def _whole_words(pieces: list[tuple[int, int]], spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """``pieces`` of which the last is not cut inside a word that was read (文件、“合同、协议”91份)."""
    begin, end = pieces[-1]
    cut = min((a for a, b in spans if a < begin < b), default=begin)
    kept = [piece for piece in pieces if piece[1] <= cut]
    first = next(piece[0] for piece in pieces if piece[1] > cut)
    return [*kept, (first, end)]


def _of_all(marked: MarkedText, pieces: list[tuple[int, int]], spans: list[tuple[int, int]]) -> bool:
    """Whether a reading names what all pieces have in common (A、B等许可申请9件), or takes a word of each."""
    common = marked.normal.find(marked.lists.and_others, *pieces[-1])
    if common >= 0 and all(start > common for start, _ in spans):
        return True
    return all(any(a <= start and end <= b for start, end in spans) for a, b in pieces)


def one_of_several(marked: MarkedText, around: Surroundings) -> bool:
    """Whether another number of its measure follows that has no words of its own (检查18家和57家).

    One noun is told of both, and no year or piece of a list of each.
    """
    after = around.follower
    if after is None or not after.unit or not beside_its_like(marked, around):
        return False
    ends = marked.normal[after.end : after.end + 1]
    return not ends or ends in STRONG


def beside_its_like(marked: MarkedText, around: Surroundings) -> bool:
    """Whether no more than 、 or a conjunction parts it from a number of its measure behind it."""
    mention, after = around.mention, around.follower
    if after is None or after.unit != mention.unit:
        return False
    between = marked.normal[mention.end : after.start].strip()
    return between == "、" or between in marked.lists.conjunctions


def in_row(marked: MarkedText, around: Surroundings) -> bool:
    """Whether only a blank parts it from a number of the same measure, as in the row of a table."""
    row = ((around.previous, around.mention), (around.mention, around.follower))
    pairs = ((a, b) for a, b in row if a is not None and b is not None)
    return any(
        a.unit == b.unit and a.end < b.start and not marked.normal[a.end : b.start].strip(" \t")
        for a, b in pairs
    )
