"""Totals that close a list: the noun of 一审6件、二审3件,共9件 stands before the first part."""

from __future__ import annotations

from dataclasses import replace

from ingestion.extraction.marked import MarkedText
from ingestion.extraction.surroundings import Surroundings, surroundings
from ingestion.quantities import Mention

MIN_PARTS = 2
MAX_WORD = 4
WINDOW = 160


def closing_total(marked: MarkedText, around: Surroundings) -> Surroundings | None:
    """The surroundings of a number that is the sum of the parts listed before it.

    In ``办理某许可设立9家、变更5家,共14家`` what is counted stands before 设立. None where it is no such sum.
    """
    if marked.lists.closing_total.fullmatch(marked.normal, around.left, around.left_end) is None:
        return None
    first = _first_part(marked, around)
    if first is None:
        return None
    head = surroundings(marked, first, WINDOW)
    words = [
        hit for hit in marked.hits_in(head.clause, first.start) if hit.end == first.start and hit.info.parts
    ]
    own = max(
        (hit.start for hit in words if MIN_PARTS <= hit.end - hit.start <= MAX_WORD), default=head.clause
    )
    if own <= head.clause:
        return None
    return replace(around, left=head.clause, clause=head.clause, left_end=own, far_left=head.clause)


def _first_part(marked: MarkedText, around: Surroundings) -> Mention | None:
    """The first of the numbers of the same measure before it in the sentence that add up to it."""
    whole, added, parts = around.mention, 0.0, 0
    part = marked.quantity_before(around.left)
    while part is not None and part.start >= around.sentence and part.unit == whole.unit:
        added, parts = added + (part.value or 0.0), parts + 1
        if parts >= MIN_PARTS and added == whole.value:
            return part
        part = marked.quantity_before(part.start)
    return None
