"""Chooses from the rows of a view those that tell whether its expectations hold.

A view may have millions of rows, of which Great Expectations needs to see few: some of those that speak
against an expectation, and some others. One pass over the view counts for every expectation the rows against
it; only where there are any is it read again. All chosen rows are rows of the view. So an expectation fails
on them exactly where it fails on all rows, which the tests hold against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from expectations.conditions import KEYS, RANGE, fails, quoted, surplus
from expectations.expected import Expected, Suite

SHOWN = 20
"""How many failing rows of one kind are kept to be shown."""
NAMED = 5
"""How many of them a message names."""
ONE_IN = 50_000
"""Of a large view about one row in so many is shown beside those that fail."""
ONE_KIND_IN = 500
"""Of a view without a key, whose rows are often alike, about one kind of rows in so many."""
FEW = 100_000
"""Up to so many rows that fail are set aside in a table; beyond, the view is read again."""

_PASS, _ASIDE = "one_pass", "rows_set_aside"
_FILLED = "expect_column_values_to_not_be_null"


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen of a view: how many rows it has, and the ``witnesses``.

    ``failing`` counts the rows against each expectation, by its place in the suite; ``named`` tells some of
    them by what tells the rows of the view apart, where something does.
    """

    rows: int
    witnesses: pd.DataFrame
    failing: Mapping[int, int]
    named: Mapping[int, tuple[str, ...]]


def look(connection: duckdb.DuckDBPyConnection, suite: Suite, query: str) -> Seen:
    """Look at the view of a suite, which ``query`` gives."""
    return _View(connection, suite, query).seen()


class _View:
    """The columns of one view that its suite asks about."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, suite: Suite, query: str) -> None:
        self._connection, self._expectations = connection, suite.expectations
        self._rows = f"(select {', '.join(_columns(suite))} from ({query}))"
        self._shown = _shown(suite)
        self._key = next((e.columns for e in suite.expectations if e.type in KEYS), ())
        self._counts = [_count(expected, self._rows) for expected in suite.expectations]
        self._aside: frozenset[int] = frozenset()

    def seen(self) -> Seen:
        rows, *against = self._counted()
        counted = {place: count for place, count in enumerate(against) if count}
        self._set_aside(frozenset(place for place, count in counted.items() if count < FEW))
        every = {place: self._failing(place, count) for place, count in counted.items()}
        failing = {place: count for place, count in every.items() if count}
        return Seen(rows, self._witnesses(failing), failing, {place: self._named(place) for place in failing})

    def _counted(self) -> list[int]:
        """All rows, and those against each expectation; some rows are kept in the same pass."""
        counts = [f"{count} as count_{place}" for place, count in enumerate(["count(*)", *self._counts])]
        columns = ", ".join([*counts, f"{self._some()} as shown_rows"])
        self._connection.execute(
            f"create or replace temp table {_PASS} as select {columns} from {self._rows}"
        )
        found = self._connection.execute(f"select * exclude (shown_rows) from {_PASS}").to_arrow_table()
        return [_too_many(column.combine_chunks()) for column in found.columns]

    def _some(self) -> str:
        """Some rows from all over the view, told by their key; by all that is shown, where it has none.

        Rows that are alike are chosen together, so that of those without a key the first in order are kept.
        """
        shown = ", ".join(f"'{column}': {value}" for column, value in self._shown.items())
        told_by, one_in = (self._key, ONE_IN) if self._key else (self._shown, ONE_KIND_IN)
        is_one = f"hash({', '.join(map(quoted, told_by))}) % {one_in} = 0"
        one = f"if({is_one}, {{{shown}}}, null)"
        some = f"list({one})" if self._key else f"min({one}, {SHOWN})"
        return f"{some} filter (where {is_one})"

    def _set_aside(self, places: frozenset[int]) -> None:
        """What speaks against the expectations at ``places``, read once for all that is asked about it."""
        if not places:
            return
        marks = (f"coalesce({self._fails(place)}, false) as {_mark(place)}" for place in sorted(places))
        marked = f"select {', '.join([*self._as_shown(), *marks])} from {self._rows}"
        where = " or ".join(_mark(place) for place in sorted(places))
        self._connection.execute(f"create or replace temp table {_ASIDE} as from ({marked}) where {where}")
        self._aside = places

    def _against(self, place: int) -> str:
        """The query of the rows against an expectation, as they are shown."""
        columns = ", ".join(map(quoted, self._shown))
        if place in self._aside:
            return f"select {columns} from {_ASIDE} where {_mark(place)}"
        return f"select {', '.join(self._as_shown())} from {self._rows} where {self._fails(place)}"

    def _failing(self, place: int, counted: int) -> int:
        """All rows of each double key, of which the pass has counted what is too many."""
        if self._expectations[place].type not in KEYS:
            return counted
        return int(self._fetched(f"select count(*) from ({self._against(place)})")[0][0])

    def _witnesses(self, failed: Iterable[int]) -> pd.DataFrame:
        """Some rows of each kind, one of two kinds once; those that are alike as often as they are there."""
        some = f"(select unnest(shown_rows, max_depth := 2) from {_PASS} order by all)"
        if not self._fetched(f"select coalesce(len(shown_rows), 0) from {_PASS}")[0][0]:
            some = f"(select {', '.join(self._as_shown())} from {self._rows})"
        chosen = [f"select * from {some} limit {SHOWN}"]
        for place in failed:
            orders = _orders(self._expectations[place])
            chosen.extend(f"from ({self._against(place)}) order by {order} limit {SHOWN}" for order in orders)
        columns = ", ".join(map(quoted, self._shown))
        again = f"select *, row_number() over (partition by {columns}) as _again"
        together = " union ".join(f"({again} from ({query}))" for query in chosen)
        query = f"select {columns} from ({together}) order by {columns}, _again"
        return self._connection.execute(query).to_arrow_table().to_pandas(date_as_object=True)

    def _named(self, place: int) -> tuple[str, ...]:
        """Some of the rows that fail an expectation, by what tells the rows of the view apart.

        Empty where nothing does. A derived column says only `False` of a row; its key says which one it is.
        """
        if not self._key:
            return ()
        text = f"concat_ws(' ', {', '.join(map(quoted, self._key))})"
        query = f"select distinct {text} from ({self._against(place)}) order by 1 limit {NAMED}"
        return tuple(str(row[0]) for row in self._fetched(query))

    def _fails(self, place: int) -> str:
        return fails(self._expectations[place], self._rows)

    def _as_shown(self) -> list[str]:
        return [f"{value} as {quoted(column)}" for column, value in self._shown.items()]

    def _fetched(self, query: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(query).fetchall()


def _count(expected: Expected, rows: str) -> str:
    """What the pass counts for an expectation: what is not 0 where any row speaks against it."""
    if expected.type in KEYS:
        return surplus(expected)
    return f"count(*) filter (where {fails(expected, rows)})"


def _too_many(column: pa.Array[Any]) -> int:
    """What the one row of the pass says: a number, or keys, of which those count that are too many.

    To put two million keys in order takes half the time that a database takes to tell them apart.
    """
    if not isinstance(column, pa.ListArray):
        return int(column[0].as_py())
    keys = np.sort(column.flatten().to_numpy())
    return int(np.count_nonzero(keys[1:] == keys[:-1]))


def _columns(suite: Suite) -> Iterator[str]:
    """The columns that a suite asks about.

    What is no number lies in no range. Great Expectations would take it for a missing value, which may be
    anywhere, so that it is laid out as an infinity on the side that is bounded.
    """
    ranged = {
        expected.columns[0]: "inf" if expected.kwargs["min_value"] is None else "-inf"
        for expected in suite.expectations
        if expected.type == RANGE
    }
    for column in _named_in(suite):
        name = quoted(column)
        if column in ranged:
            yield f"if(isnan(cast({name} as double)), '{ranged[column]}'::double, {name}) as {name}"
        else:
            yield name


def _shown(suite: Suite) -> dict[str, str]:
    """The columns and how they are shown; of a long text that must only be there, its beginning."""
    return {
        column: f"left(cast({quoted(column)} as varchar), 12)" if kinds == {_FILLED} else quoted(column)
        for column, kinds in _named_in(suite).items()
    }


def _named_in(suite: Suite) -> dict[str, set[str]]:
    """The columns of a suite, each with the kinds of expectations about it."""
    kinds: dict[str, set[str]] = {}
    for expected in suite.expectations:
        for column in expected.columns:
            kinds.setdefault(column, set()).add(expected.type)
    return kinds


def _orders(expected: Expected) -> tuple[str, ...]:
    """In which orders the rows against an expectation are taken: of a range from both ends."""
    column = quoted(expected.columns[0])
    return (column, f"{column} desc") if expected.type == RANGE else ("all",)


def _mark(place: int) -> str:
    """The column that says whether a row speaks against the expectation at a place."""
    return f"_against_{place}"
