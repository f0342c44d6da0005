"""The numbers of a sentence beside each other: in one clause, in a row, before and behind another."""

from __future__ import annotations

from ingestion.extraction.text import reach
from ingestion.extraction.text.marked import MarkedText
from ingestion.extraction.text.surroundings import STRONG
from ingestion.quantities import Mention


def clause_of(marked: MarkedText, number: Mention) -> int:
    """Where the clause of a number begins."""
    return marked.boundaries.before(number.start, STRONG, reach.CLAUSE)


def end_of(marked: MarkedText, number: Mention) -> int:
    """… and where it ends."""
    return marked.boundary_after(number.end, STRONG, reach.CLAUSE)


def apart(first: Mention, second: Mention) -> float:
    """How far the values of two numbers lie apart."""
    return abs((first.value or 0.0) - (second.value or 0.0))


def said_behind(marked: MarkedText, number: Mention) -> str:
    """What stands behind a number in its piece, but for what a bracket tells of it."""
    if row_of(marked, number)[-1] is not number:
        return ""
    return marked.normal[number.end : marked.boundary_after(number.end)].partition("(")[0].strip()


def row_of(marked: MarkedText, number: Mention) -> list[Mention]:
    """The numbers without words between them that a number is in a row with (实际12场、5期, 实际2批40户)."""
    row, separators = [number], (*marked.lists.conjunctions, "、", "")
    before, after = marked.quantity_before(number.start), marked.quantity_after(number.end)
    while before is not None and marked.normal[before.end : row[0].start].strip() in separators:
        row.insert(0, before)
        before = marked.quantity_before(before.start)
    while after is not None and marked.normal[row[-1].end : after.start].strip() in separators:
        row.append(after)
        after = marked.quantity_after(after.end)
    return row


def differ_by(whole: Mention, part: Mention, rest: Mention) -> bool:
    """Whether a part and the rest make up a whole."""
    return bool(part.value and rest.value) and whole.value == (part.value or 0) + (rest.value or 0)


def topic_before(marked: MarkedText, start: int) -> tuple[int, int] | None:
    """The clause before one in its sentence, where it counts nothing (双随机抽查，计划3批60户)."""
    before = marked.boundary_before(max(0, start - 1), STRONG, reach.CLAUSE)
    counted = marked.quantity_after(before)
    if not marked.normal.endswith(",", before, start) or counted is None or counted.start < start:
        return None
    return before, start - 1


def last_before(marked: MarkedText, number: Mention, count: int) -> list[Mention]:
    """The last so many numbers before one."""
    found: list[Mention] = []
    before = marked.quantity_before(number.start)
    while before is not None and len(found) < count:
        found.insert(0, before)
        before = marked.quantity_before(before.start)
    return found
