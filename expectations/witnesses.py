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
import pandas as pd

from expectations.suites import Expected, Suite

SHOWN = 20
"""How many failing rows of one kind are kept to be shown."""
NAMED = 5
"""How many of them a message names."""

_UNIQUE = "expect_column_values_to_be_unique"
_KEYS = frozenset({_UNIQUE, "expect_compound_columns_to_be_unique"})
"""The expectations that say by which columns rows are told apart."""
_SMALL_SET = 12
_RANGE = "expect_column_values_to_be_between"


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
        self._connection, self._suite = connection, suite
        self._rows = f"(select {', '.join(_columns(suite))} from ({query}))"

    def seen(self) -> Seen:
        rows, *counts = self._fetched(f"select {', '.join(['count(*)', *self._counts()])} from {self._rows}")[
            0
        ]
        places = [place for place, count in enumerate(counts) if count]
        asked = {place: self._suite.expectations[place] for place in places}
        return Seen(
            rows=int(rows),
            witnesses=self._witnesses(asked.values()),
            failing={place: self._failing(expected, int(counts[place])) for place, expected in asked.items()},
            named={place: self._named(expected) for place, expected in asked.items()},
        )

    def _counts(self) -> Iterator[str]:
        for expected in self._suite.expectations:
            if expected.type in _KEYS:
                yield _surplus(expected)
            elif _is_dear(expected):
                # Few values are there many times over: each is looked at once.
                column, rows = _quoted(expected.columns[0]), self._rows
                values = f"(select {column}, count(*) as times from {rows} group by {column})"
                yield f"(select coalesce(sum(times), 0) from {values} where {_fails(expected, rows)})"
            else:
                yield f"count(*) filter (where {_fails(expected, self._rows)})"

    def _failing(self, expected: Expected, counted: int) -> int:
        """All rows of each double key, of which the pass has counted what is too many."""
        if expected.type not in _KEYS:
            return counted
        where = _fails(expected, self._rows)
        return int(self._fetched(f"select count(*) from {self._rows} where {where}")[0][0])

    def _witnesses(self, failed: Iterable[Expected]) -> pd.DataFrame:
        """Some rows of each kind, one of two kinds once; those that are alike as often as they are there."""
        chosen = [f"select * from {self._rows} limit {SHOWN}"]
        for expected in failed:
            against = f"select * from {self._rows} where {_fails(expected, self._rows)}"
            chosen.extend(f"{against} order by {order} limit {SHOWN}" for order in _orders(expected))
        alike = ", ".join(map(_quoted, _named_in(self._suite)))
        again = f"select *, row_number() over (partition by {alike}) as _again"
        together = " union ".join(f"({again} from ({query}))" for query in chosen)
        query = f"select {', '.join(_shown(self._suite))} from ({together}) order by {alike}, _again"
        return self._connection.execute(query).to_arrow_table().to_pandas(date_as_object=True)

    def _named(self, expected: Expected) -> tuple[str, ...]:
        """Some of the rows that fail ``expected``, by what tells the rows of the view apart.

        Empty where nothing does. A derived column says only `False` of a row; its key says which one it is.
        """
        key = next((e.columns for e in self._suite.expectations if e.type in _KEYS), ())
        if not key:
            return ()
        text = f"concat_ws(' ', {', '.join(map(_quoted, key))})"
        where = _fails(expected, self._rows)
        query = f"select distinct {text} from {self._rows} where {where} order by 1 limit {NAMED}"
        return tuple(str(row[0]) for row in self._fetched(query))

    def _fetched(self, query: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(query).fetchall()


def _columns(suite: Suite) -> Iterator[str]:
    """The columns that a suite asks about.

    What is no number lies in no range. Great Expectations would take it for a missing value, which may be
    anywhere, so that it is laid out as an infinity on the side that is bounded.
    """
    ranged = {
        expected.columns[0]: "inf" if expected.kwargs["min_value"] is None else "-inf"
        for expected in suite.expectations
        if expected.type == _RANGE
    }
    for column in _named_in(suite):
        name = _quoted(column)
        if column in ranged:
            yield f"if(isnan(cast({name} as double)), '{ranged[column]}'::double, {name}) as {name}"
        else:
            yield name


def _shown(suite: Suite) -> Iterator[str]:
    """The columns as they are shown; of a long text that must only be there, its beginning."""
    for column, types in _named_in(suite).items():
        name = _quoted(column)
        is_text = types == {"expect_column_values_to_not_be_null"}
        yield f"left(cast({name} as varchar), 12) as {name}" if is_text else name


def _named_in(suite: Suite) -> dict[str, set[str]]:
    """The columns of a suite, each with the kinds of expectations about it."""
    kinds: dict[str, set[str]] = {}
    for expected in suite.expectations:
        for column in expected.columns:
            kinds.setdefault(column, set()).add(expected.type)
    return kinds


def _orders(expected: Expected) -> tuple[str, ...]:
    """In which orders the rows against an expectation are taken: of a range from both ends."""
    column = _quoted(expected.columns[0])
    return (column, f"{column} desc") if expected.type == _RANGE else ("all",)


def _is_dear(expected: Expected) -> bool:
    """Whether a value costs more to judge than to count."""
    values = expected.kwargs.get("value_set", ())
    return expected.type == "expect_column_values_to_match_regex" or len(values) > _SMALL_SET


def _surplus(expected: Expected) -> str:
    """How many rows there are beyond one of each key."""
    columns = [_quoted(column) for column in expected.columns]
    whole = f"hash({', '.join(columns)})"
    known = f" filter (where {columns[0]} is not null)" if expected.type == _UNIQUE else ""
    return f"count(*){known} - count(distinct {whole}){known}"


def _fails(expected: Expected, rows: str) -> str:
    """The condition on a row, one of ``rows``, that speaks against ``expected``."""
    kwargs, columns = expected.kwargs, [_quoted(column) for column in expected.columns]
    column = columns[0]
    match expected.type:
        case "expect_column_values_to_not_be_null":
            return f"{column} is null"
        case "expect_column_values_to_be_in_set":
            values = ", ".join(_literal(value) for value in kwargs["value_set"])
            return f"{column} is not null and {column} not in ({values})"
        case "expect_column_values_to_match_regex":
            return f"not regexp_matches({column}, {_literal(kwargs['regex'])})"
        case "expect_column_values_to_be_between":
            low, high = kwargs["min_value"], kwargs["max_value"]
            parts = [f"{column} < {low}"] if low is not None else []
            return " or ".join([*parts, *([f"{column} > {high}"] if high is not None else [])])
        case "expect_column_pair_values_to_be_equal":
            return f"{columns[0]} is distinct from {columns[1]}"
        case "expect_column_values_to_be_unique":
            return f"{column} is not null and {_doubled(columns, rows)}"
        case "expect_compound_columns_to_be_unique":
            return _doubled(columns, rows)
    raise ValueError(f"{expected.type}: say here which rows tell whether it holds")


def _doubled(columns: list[str], rows: str) -> str:
    key = f"hash({', '.join(columns)})"
    return f"{key} in (select {key} from {rows} group by 1 having count(*) > 1)"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _literal(value: object) -> str:
    return str(value) if isinstance(value, bool | int | float) else "'" + str(value).replace("'", "''") + "'"
