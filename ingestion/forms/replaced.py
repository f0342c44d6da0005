"""The words of a correction that have been put right, where they stand in a column of their own (原内容)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingestion.documents import Document, Table
from ingestion.forms.cells.text import read_label
from ingestion.forms.headers.lexicon import FormLexicon, compile_forms
from ingestion.forms.reading import FormSource
from ingestion.forms.records.rows import aspect_of
from ingestion.observations import Observation

Span = tuple[int, int]
_HEADER_ROWS = 3


def without_replaced(
    document: Document, observations: Iterable[Observation], catalog: FormSource
) -> tuple[Observation, ...]:
    """The observations of a text, those quoted only that stand in cells whose words have been put right."""
    spans = tuple(_replaced_cells(document, compile_forms(catalog.forms)))
    return tuple(
        replace(o, disposition="reference", assertion="reference", rule=f"old_value:{o.rule}")
        if o.disposition in ("fact", "undecided") and _lies_in(o, spans)
        else o
        for o in observations
    )


def _replaced_cells(document: Document, lexicon: FormLexicon) -> Iterator[Span]:
    for table in document.tables:
        columns = dict(_replaced_columns(table, lexicon))
        for cell in table.cells:
            is_below = cell.column in columns and cell.row > columns[cell.column]
            if is_below and cell.start is not None and cell.end is not None:
                yield cell.start, cell.end


def _replaced_columns(table: Table, lexicon: FormLexicon) -> Iterator[tuple[int, int]]:
    """The columns of what was put right, each with the row of its header."""
    for cell in table.cells:
        if cell.row < _HEADER_ROWS and aspect_of(read_label(cell.text, ()).name, lexicon) == "replaced":
            yield cell.column, cell.row


def _lies_in(observation: Observation, spans: Iterable[Span]) -> bool:
    if observation.start is None or observation.end is None:
        return False
    return any(start <= observation.start and observation.end <= end for start, end in spans)
