"""The clause around a published figure, fit for the public: short, marked, and without personal names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from publishing.comparison import Source
from publishing.personal_names import masked

CLAUSE_END = re.compile(r"[。；;！？!?\n]")
BEFORE, AFTER = re.compile(r"[0-9０-９.．]$"), re.compile(r"[0-9０-９]|[.．][0-9０-９]")
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
LONGEST_SIDE = 60
"""Characters of context kept on either side of a figure inside a very long clause."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a clause; ``is_figure`` marks the number that is published."""

    text: str
    is_figure: bool = False


def printable(text: str) -> str:
    """``text`` with every character that a page or a workbook cannot hold replaced by a space.

    One character stays one character, so that what was found in a text is still found in it.
    """
    return UNPRINTABLE.sub(" ", text)


def clause(source: Source) -> tuple[Piece, ...]:
    """The clause that holds the figure, cut into runs, personal names masked.

    Where the number is printed more than once in its clause, every occurrence is marked: which of them
    was read is then told by the offsets.
    """
    places = tuple(_occurrences(source.evidence, source.raw_text))
    if not places:
        return (Piece(masked(_shortened_tail(source.evidence))),)
    start, end = _clause_bounds(source.evidence, places[0])
    inside = [place for place in places if start <= place[0] and place[1] <= end]
    return _masked_across(tuple(_pieces(source.evidence, start, end, inside)))


def plain_clause(source: Source) -> str:
    """The clause as plain text, for workbooks and tables."""
    return "".join(piece.text for piece in clause(source))


def place(source: Source) -> str:
    """Where in the file the figure stands, in Chinese: cell, page or characters."""
    parts = []
    if source.sheet is not None:
        parts.append(f"工作表“{source.sheet}”")
    if source.cell is not None:
        parts.append(f"单元格{source.cell}")
    if source.page is not None:
        parts.append(f"第{source.page}页")
    if source.start is not None and source.end is not None:
        parts.append(f"第{source.start}至{source.end}字符")
    return "，".join(parts)


def _masked_across(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces; as one, unmarked, where only together they show a name (张三, of which 三 is a number)."""
    whole = "".join(piece.text for piece in pieces)
    hidden = masked(whole)
    return pieces if hidden == whole else (Piece(hidden),)


def _occurrences(text: str, number: str | None) -> Iterator[tuple[int, int]]:
    """Where ``number`` stands by itself, so that 15 is not found in 151 or 2.15."""
    start = text.find(number) if number else -1
    while number and start >= 0:
        end = start + len(number)
        if not BEFORE.search(text[max(0, start - 1) : start]) and not AFTER.match(text, end):
            yield start, end
        start = text.find(number, end)


def _clause_bounds(text: str, place: tuple[int, int]) -> tuple[int, int]:
    ends = [found.end() for found in CLAUSE_END.finditer(text)]
    start = max((end for end in ends if end <= place[0]), default=0)
    stop = min((end for end in ends if end >= place[1]), default=len(text))
    return max(start, place[0] - LONGEST_SIDE), min(stop, place[1] + LONGEST_SIDE)


def _pieces(text: str, start: int, end: int, places: list[tuple[int, int]]) -> Iterator[Piece]:
    at = start
    lead = "…" if start > 0 and not CLAUSE_END.match(text[start - 1]) else ""
    for first, last in places:
        yield Piece(lead + masked(text[at:first]))
        yield Piece(text[first:last], is_figure=True)
        at, lead = last, ""
    tail = "" if end == len(text) or CLAUSE_END.match(text[end - 1]) else "…"
    yield Piece(masked(text[at:end]).rstrip() + tail)


def _shortened_tail(text: str) -> str:
    limit = 2 * LONGEST_SIDE
    return text if len(text) <= limit else text[:limit] + "…"
