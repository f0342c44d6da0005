"""A number stands where its span says, in the text of its reading."""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expectations import spans
from expectations.spans import MISPLACED, provide_misplaced

OBSERVATIONS = pa.schema(
    {
        "observation_id": pa.string(),
        "reading_id": pa.string(),
        "start": pa.int64(),
        "end": pa.int64(),
        "raw_text": pa.string(),
    }
)
TEXTS = pa.schema({"reading_id": pa.string(), "text": pa.string()})
TEXT = "全县𠮷镇立案85件，结案67件。"


def misplaced(observations: list[tuple[Any, ...]], texts: list[tuple[Any, ...]]) -> list[str]:
    """The ids of observations (id, reading, start, end, printed) that no text (reading, text) shows."""
    with duckdb.connect() as connection:
        for name, rows, schema in (("observations", observations, OBSERVATIONS), ("texts", texts, TEXTS)):
            named = [dict(zip(schema.names, row, strict=True)) for row in rows]
            connection.register(name, pa.Table.from_pylist(named, schema))
        provide_misplaced(connection)
        return [row[0] for row in connection.execute(f"from {MISPLACED} order by all").fetchall()]


@pytest.mark.parametrize(
    ("start", "end", "printed", "is_there"),
    [
        (6, 8, "85", True),
        (12, 14, "67", True),
        (0, 16, TEXT, True),
        (15, 16, "。", True),
        (6, 6, "", True),
        (5, 7, "85", False),
        (6, 8, "67", False),
        (6, 9, "85", False),
        (6, 7, "85", False),
        (15, 17, "。", False),
        (16, 18, "85", False),
        (-2, 0, "85", False),
        (6, None, "85", False),
        (6, 8, None, False),
        (8, 6, "85", False),
        (None, None, "85", True),
    ],
)
def test_a_text_shows_a_number_at_its_span(
    start: int | None, end: int | None, printed: str | None, is_there: bool
) -> None:
    assert misplaced([("o", "r", start, end, printed)], [("r", TEXT)]) == ([] if is_there else ["o"])


def test_a_number_is_looked_for_in_the_text_of_its_own_reading() -> None:
    observations = [("a", "r", 0, 2, "12"), ("b", "s", 0, 2, "12"), ("c", "t", 0, 2, "12")]
    assert misplaced(observations, [("s", "13"), ("r", "12"), ("q", "12")]) == ["b"]


def test_every_text_of_a_reading_has_to_show_the_number() -> None:
    assert misplaced([("a", "r", 0, 1, "1")], [("r", "1"), ("r", "2")]) == ["a"]


def test_an_observation_without_a_name_is_told_as_well() -> None:
    assert misplaced([(None, "r", 0, 1, "1"), ("b", "r", 0, 1, "2")], [("r", "2")]) == [""]


def test_nothing_is_misplaced_where_there_is_nothing() -> None:
    assert misplaced([], []) == misplaced([("a", "r", 0, 1, "1")], []) == misplaced([], [("r", "1")]) == []


def shows(text: str, start: int, end: int, printed: str) -> bool:
    """Whether a span lies in a text, is as long as what is printed, and holds it."""
    return start >= 0 and end <= len(text) and end - start == len(printed) and text[start:end] == printed


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_spans_are_those_of_slices_whatever_the_texts(data: st.DataObject) -> None:
    """Also where the texts come in several portions, in an order that is not that of the observations."""
    text = st.text(st.sampled_from("一二12，𠮷é"), max_size=8)
    texts = {f"r{n}": data.draw(text) for n in range(data.draw(st.integers(1, 9)))}
    place = st.integers(-1, 9)
    spans_of = st.lists(st.tuples(st.sampled_from(sorted(texts)), place, place, text), max_size=12)
    rows = [(f"o{n:02}", *span) for n, span in enumerate(data.draw(spans_of))]
    wrong = [name for name, whose, *span in rows if not shows(texts[whose], *span)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(spans, "TEXTS_AT_ONCE", 2)
        assert misplaced(rows, sorted(texts.items(), reverse=True)) == wrong
