"""Slices the texts as received at the spans of their numbers.

A database counts the characters of a text from its beginning for every slice; here some thousand texts at a
time become one array of characters, out of which all their numbers are taken at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Integers = NDArray[np.int64]

MISPLACED = "misplaced"
"""The observations of which a text does not show the number at its span, as a table of their ids."""
TEXTS_AT_ONCE = 2_048

_SPANS = """
select
    reading_id,
    coalesce(observation_id, '') as observation_id,
    start,
    coalesce("end", -1) as "end",
    coalesce(raw_text, '') as text,
    coalesce(length(raw_text), -1) as length
from observations
semi join texts using (reading_id)
where start is not null
"""
_TEXTS = "select reading_id, text, length(text) as length from texts where text is not null"


def provide_misplaced(connection: duckdb.DuckDBPyConnection) -> None:
    """Lay out :data:`MISPLACED` beside the tables of the raw layer."""
    spans = connection.execute(_SPANS).to_arrow_table()
    readings = connection.execute("select distinct reading_id from texts").to_arrow_table()
    texts = connection.execute(_TEXTS)
    found = [np.empty(0, np.int64)]
    if spans.num_rows:
        held = _Spans(spans, readings.column(0).combine_chunks())
        found.extend(
            held.misplaced(pa.Table.from_batches([batch])) for batch in texts.to_arrow_reader(TEXTS_AT_ONCE)
        )
    rows = np.unique(np.concatenate(found))
    connection.register(MISPLACED, spans.select(["observation_id"]).take(rows))


@dataclass(frozen=True, slots=True)
class _Characters:
    """Texts one after another as code points; where each begins, and how long it is (-1 for none)."""

    points: NDArray[np.uint32]
    first: Integers
    length: Integers


def _characters(texts: pa.Table) -> _Characters:
    whole = pa.ListArray.from_arrays([0, len(texts)], texts.column("text").combine_chunks())
    (joined,) = cast("pa.StringArray", pc.binary_join(whole, "")).to_pylist()
    points = np.frombuffer(str(joined).encode("utf-32-le"), np.uint32)
    length = texts.column("length").to_numpy()
    known = np.maximum(length, 0)
    return _Characters(points, np.cumsum(known) - known, length)


class _Spans:
    """The spans of numbers, in the order of the readings that they belong to."""

    def __init__(self, spans: pa.Table, readings: pa.Array[Any]) -> None:
        self._readings = readings
        whose = pc.index_in(spans.column("reading_id"), self._readings).to_numpy()
        self._order = np.argsort(whose, kind="stable")
        self._whose = whose[self._order]
        self._start = spans.column("start").to_numpy()
        self._end = spans.column("end").to_numpy()
        self._printed = _characters(spans)

    def misplaced(self, batch: pa.Table) -> Integers:
        """The rows of spans that these texts do not show."""
        texts = _characters(batch)
        reading = pc.index_in(batch.column("reading_id"), self._readings).to_numpy()
        first, last = (np.searchsorted(self._whose, reading, side) for side in ("left", "right"))
        text, row = np.repeat(np.arange(len(reading)), last - first), self._order[_ranges(first, last)]
        start, end = self._start[row], self._end[row]
        fits = (start >= 0) & (end <= texts.length[text]) & (end - start == self._printed.length[row])
        held = row[fits]
        wrong = self._unlike(held, texts.points, texts.first[text[fits]] + start[fits])
        return np.concatenate([row[~fits], held[wrong]])

    def _unlike(self, rows: Integers, points: NDArray[np.uint32], places: Integers) -> Integers:
        """Which numbers are not what stands at their places, character by character."""
        length = self._printed.length[rows]
        there = points[_ranges(places, places + length)]
        printed = self._printed.points[_ranges(self._printed.first[rows], self._printed.first[rows] + length)]
        return np.unique(np.repeat(np.arange(len(rows)), length)[there != printed])


def _ranges(first: Integers, last: Integers) -> Integers:
    """All whole numbers from each of ``first`` to before its ``last``, one range after another."""
    length = last - first
    before = np.cumsum(length) - length
    offsets: Integers = np.repeat(first - before, length)
    return offsets + np.arange(len(offsets))
