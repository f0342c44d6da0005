"""Cells by the column: the same cells as one by one, and no columns that are none."""

from __future__ import annotations

import gc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.documents import Cell, Document, Table
from ingestion.readers.cells import cells_from, collector_paused, columns_of
from ingestion.readers.wire import decode_answer, encode_document

PLACES = st.integers(0, 1_048_576)
CELLS = st.builds(
    Cell,
    row=PLACES,
    column=PLACES,
    text=st.text(alphabet=st.characters(codec="utf-16", exclude_categories=[])),
    row_span=st.integers(1, 9),
    column_span=st.integers(1, 9),
    number=st.none() | st.floats(allow_nan=False),
    percent=st.booleans(),
    hidden=st.booleans(),
    start=st.none() | PLACES,
    end=st.none() | PLACES,
)


@given(st.lists(CELLS))
def test_cells_come_back_from_their_columns(cells: list[Cell]) -> None:
    assert cells_from(columns_of(cells)) == tuple(cells)


@given(st.lists(CELLS))
def test_cells_come_back_over_the_wire(cells: list[Cell]) -> None:
    table = Table(cells=tuple(cells), row_count=1, column_count=1, sheet="甲")
    document = Document(format="xlsx", tables=(table,))
    assert decode_answer(encode_document(document)) == document


def test_fields_at_their_default_take_no_column() -> None:
    columns = columns_of([Cell(row=0, column=0, text="甲"), Cell(row=0, column=1, text="乙", number=1.5)])
    assert columns == {"row": [0, 0], "column": [0, 1], "text": ["甲", "乙"], "number": [None, 1.5]}


@pytest.mark.parametrize(
    "columns",
    [
        {"row": [0], "column": [0]},
        {"row": [0], "column": [0], "text": ["甲"], "colour": ["红"]},
        {"row": [0], "column": [0], "text": ["甲"], "number": []},
        {"row": [0], "column": [0, 1], "text": ["甲", "乙"]},
    ],
)
def test_columns_that_are_no_cells_are_refused(columns: dict[str, list[Any]]) -> None:
    with pytest.raises(ValueError, match="column"):
        cells_from(columns)


def test_the_collector_runs_again_after_a_failure() -> None:
    with pytest.raises(ZeroDivisionError), collector_paused(10**6):
        assert not gc.isenabled()
        raise ZeroDivisionError
    assert gc.isenabled()
