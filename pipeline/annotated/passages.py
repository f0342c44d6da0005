"""The running text of a report as passages: headings, paragraphs and tables, nothing left out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingestion.documents import Document, Table
from pipeline.annotated.grids import Grid, grid
from pipeline.annotated.marks import Note, Piece, Span, annotate, merged


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a heading (``level`` is set) or a table (``grid`` is set)."""

    pieces: tuple[Piece, ...] = ()
    level: int | None = None
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int
    level: int | None = None
    table: Table | None = None


def passages(document: Document, notes: Sequence[Note]) -> Iterator[Passage]:
    """Every passage in reading order; sheets of a workbook follow the text (which they then have none of)."""
    spans = sorted(
        (Span(n.record["start"], n.record["end"], n) for n in notes if n.record["start"] is not None),
        key=lambda span: (span.start, span.end),
    )
    starts = [span.start for span in spans]
    unplaced = [n for n in notes if n.record["start"] is None]
    for stretch in _stretches(document, spans):
        # A blank cell at the end of a table stands right at its end.
        end = stretch.end if stretch.table is None else stretch.end + 1
        found = spans[bisect_left(starts, stretch.start) : bisect_left(starts, end)]
        if stretch.table is None:
            yield _prose(document, stretch, found)
        else:
            here = [*(s.note for s in found), *_only_by_cell(document, unplaced)]
            yield Passage(grid=grid(document, stretch.table, here))
    for table in document.tables:
        if table.start is None:
            yield Passage(
                grid=grid(document, table, [n for n in unplaced if n.record["sheet"] == table.sheet])
            )


def _prose(document: Document, stretch: _Stretch, spans: Iterable[Span]) -> Passage:
    shifted = (
        replace(span, start=span.start - stretch.start, end=min(span.end, stretch.end) - stretch.start)
        for span in spans
    )
    return Passage(annotate(document.text[stretch.start : stretch.end], shifted), stretch.level)


def _only_by_cell(document: Document, unplaced: Sequence[Note]) -> Sequence[Note]:
    """Notes that name a cell alone: theirs is the table of a text that has but one."""
    return unplaced if len(list(_outer_tables(document))) == 1 else ()


def _stretches(document: Document, spans: Sequence[Span]) -> list[_Stretch]:
    """Blocks, tables and what lies between them, joined where a mark runs over a border."""
    known = sorted((*_tables(document), *_prose_blocks(document)), key=lambda s: (s.start, s.end))
    joined: list[_Stretch] = []
    borders = [(start, end) for start, end, _ in merged(spans)]
    firsts = [start for start, _ in borders]
    for stretch in _with_gaps(document.text, known):
        if joined and joined[-1].table is None and stretch.table is None:
            last = joined[-1]
            before = bisect_left(firsts, stretch.start) - 1
            if before >= 0 and borders[before][0] < last.end and borders[before][1] > stretch.start:
                joined[-1] = replace(last, end=stretch.end)
                continue
        joined.append(stretch)
    return joined


def _with_gaps(text: str, known: Iterable[_Stretch]) -> Iterator[_Stretch]:
    at = 0
    for stretch in known:
        if stretch.start < at:
            continue
        if text[at : stretch.start].strip():
            yield _Stretch(at, stretch.start)
        yield stretch
        at = stretch.end
    if text[at:].strip():
        yield _Stretch(at, len(text))


def _outer_tables(document: Document) -> Iterator[Table]:
    """The tables of a text that lie in no other table."""
    end = -1
    for table in sorted((t for t in document.tables if t.start is not None), key=_table_order):
        assert table.start is not None and table.end is not None
        if table.start >= end:
            end = table.end
            yield table


def _table_order(table: Table) -> tuple[int, int]:
    return table.start or 0, -(table.end or 0)


def _tables(document: Document) -> Iterator[_Stretch]:
    for table in _outer_tables(document):
        if table.start is not None and table.end is not None:
            yield _Stretch(table.start, table.end, table=table)


def _prose_blocks(document: Document) -> Iterator[_Stretch]:
    tables = [(s.start, s.end) for s in _tables(document)]
    for block in document.blocks:
        inside = any(start < block.end and block.start < end for start, end in tables)
        if not inside and block.end > block.start:
            yield _Stretch(block.start, block.end, block.level if block.kind == "heading" else None)
