"""Slices the texts as received at the spans of their numbers.

A database counts the characters of a text from its beginning for every slice; here some thousand texts at a
time become one array of characters, out of which all their numbers are taken at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Integers = NDArray[np.int64]

MISPLACED = "misplaced"
"""The observations of which a text does not show the number at its span, as a table of their ids."""
TEXTS_AT_ONCE = 2_048
_NOBODY = pa.table({"observation_id": pa.array([], pa.string())})

_SPANS = """
select
    hash(reading_id) as reading,
    start,
    coalesce("end", -1) as "end",
    coalesce(raw_text, '') as text,
    coalesce(length(raw_text), -1) as length
from observations
where start is not null
"""
_TEXTS = "select hash(reading_id) as reading, text, length(text) as length from texts where text is not null"
_NAMED = """
select distinct coalesce(observation_id, '') as observation_id
from observations
semi join wrong_spans as wrong
    on
        hash(observations.reading_id) = wrong.reading
        and observations.start = wrong.start
        and coalesce(observations."end", -1) = wrong."end"
        and coalesce(observations.raw_text, '') = wrong.text
        and coalesce(length(observations.raw_text), -1) = wrong.length
"""


def provide_misplaced(connection: duckdb.DuckDBPyConnection) -> None:
    """Lay out :data:`MISPLACED` beside the tables of the raw layer.

    A reading is told by a number made from its name: to carry two million names takes as long as to look at
    the texts. Two readings of one number would be held against the texts of both, and fail.
    """
    spans = connection.execute(_SPANS).to_arrow_table()
    texts = connection.execute(_TEXTS)
    found = [np.empty(0, np.int64)]
    if spans.num_rows:
        held = _Spans(spans)
        found.extend(
            held.misplaced(pa.Table.from_batches([batch])) for batch in texts.to_arrow_reader(TEXTS_AT_ONCE)
        )
    rows = np.unique(np.concatenate(found))
    connection.register("wrong_spans", spans.take(rows))
    connection.register(MISPLACED, connection.execute(_NAMED).to_arrow_table() if len(rows) else _NOBODY)


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
    """The spans of numbers, run after run: those of a reading stand together, as they were read."""

    def __init__(self, spans: pa.Table) -> None:
        reading = spans.column("reading").to_numpy()
        first = np.flatnonzero(np.append(True, reading[1:] != reading[:-1]))
        last = np.append(first[1:], len(reading))
        order = np.argsort(reading[first], kind="stable")
        self._reading, self._first, self._last = reading[first][order], first[order], last[order]
        self._start = spans.column("start").to_numpy()
        self._end = spans.column("end").to_numpy()
        self._printed = _characters(spans)

    def misplaced(self, batch: pa.Table) -> Integers:
        """The rows of spans that these texts do not show."""
        texts = _characters(batch)
        text, row = self._held_against(batch.column("reading").to_numpy())
        start, end = self._start[row], self._end[row]
        fits = (start >= 0) & (end <= texts.length[text]) & (end - start == self._printed.length[row])
        held = row[fits]
        wrong = self._unlike(held, texts.points, texts.first[text[fits]] + start[fits])
        return np.concatenate([row[~fits], held[wrong]])

    def _held_against(self, readings: NDArray[np.uint64]) -> tuple[Integers, Integers]:
        """The places of texts, by whose they are, each beside the rows of its spans."""
        first, last = (np.searchsorted(self._reading, readings, side) for side in ("left", "right"))
        text, run = np.repeat(np.arange(len(readings)), last - first), _ranges(first, last)
        return np.repeat(text, self._last[run] - self._first[run]), _ranges(self._first[run], self._last[run])

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
