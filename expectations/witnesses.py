"""Chooses from the rows of a view those that tell whether its expectations hold.

A view may have millions of rows, of which Great Expectations needs to see few: every distinct value where
values are held against a set or a pattern, the smallest and the largest where they must lie in a range, and
rows that are null, doubled or unequal where none may be. All chosen rows are rows of the view. So an
expectation fails on them exactly where it fails on all rows, which the tests hold against each other.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pandas as pd

from expectations.suites import Expected, Suite

SHOWN = 20
"""How many failing rows of one kind are kept to be shown."""
NAMED = 5
"""How many of them a message names."""

_TABLE = "looked_at"
_KEYS = frozenset({"expect_column_values_to_be_unique", "expect_compound_columns_to_be_unique"})
"""The expectations that say by which columns rows are told apart."""


class View:
    """The columns of one view that its suite asks about, laid out in a table of the connection."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, suite: Suite, query: str) -> None:
        self._connection, self._suite = connection, suite
        columns = ", ".join(_narrowed(suite))
        connection.execute(f"create or replace temp table {_TABLE} as select {columns} from ({query})")
        self.rows = self._count("true")

    def witnesses(self) -> pd.DataFrame:
        """The rows that tell, in the order of the view."""
        chosen = " union ".join(f"({query})" for query in self._chosen())
        query = f"select * exclude (_row) from ({_PLACED}) semi join ({chosen}) using (_row) order by _row"
        return self._connection.execute(query).to_arrow_table().to_pandas(date_as_object=True)

    def failing(self, expected: Expected) -> int:
        """How many rows of the view an expectation that failed is about; for messages only."""
        return self._count(_fails(expected))

    def named(self, expected: Expected) -> tuple[str, ...]:
        """Some of the rows that fail ``expected``, by what tells the rows of the view apart.

        Empty where nothing does. A derived column says only `False` of a row; its key says which one it is.
        """
        key = next((e.columns for e in self._suite.expectations if e.type in _KEYS), ())
        if not key:
            return ()
        text = f"concat_ws(' ', {', '.join(map(_quoted, key))})"
        query = f"select distinct {text} from {_TABLE} where {_fails(expected)} order by 1 limit {NAMED}"
        return tuple(str(row[0]) for row in self._connection.execute(query).fetchall())

    def close(self) -> None:
        """Give the memory back."""
        self._connection.execute(f"drop table if exists {_TABLE}")

    def _count(self, condition: str) -> int:
        found = self._connection.execute(f"select count(*) from {_TABLE} where {condition}").fetchone()
        return 0 if found is None else int(found[0])

    def _chosen(self) -> Iterator[str]:
        yield f"select _row from ({_PLACED}) limit {SHOWN}"
        yield from dict.fromkeys(q for e in self._suite.expectations for q in _places(e))


_PLACED = f"select *, rowid as _row from {_TABLE}"


def _narrowed(suite: Suite) -> Iterator[str]:
    """The columns; of a long text that must only be there, its beginning.

    What is no number lies in no range. Great Expectations would take it for a missing value, which may be
    anywhere, so that it is laid out as an infinity on the side that is bounded.
    """
    kinds: dict[str, set[str]] = {}
    ranged: dict[str, str] = {}
    for expected in suite.expectations:
        for column in expected.columns:
            kinds.setdefault(column, set()).add(expected.type)
        if expected.type == "expect_column_values_to_be_between":
            ranged[expected.columns[0]] = "inf" if expected.kwargs["min_value"] is None else "-inf"
    for column, types in kinds.items():
        name = _quoted(column)
        if column in ranged:
            yield f"if(isnan(cast({name} as double)), '{ranged[column]}'::double, {name}) as {name}"
        elif types == {"expect_column_values_to_not_be_null"}:
            yield f"left(cast({name} as varchar), 12) as {name}"
        else:
            yield name


def _places(expected: Expected) -> Iterator[str]:
    """Queries for the places of rows that tell whether ``expected`` holds."""
    columns = [_quoted(column) for column in expected.columns]
    match expected.type:
        case "expect_column_values_to_be_in_set" | "expect_column_values_to_match_regex":
            yield f"select min(rowid) as _row from {_TABLE} group by {columns[0]}"
        case "expect_column_values_to_be_between":
            for extreme in ("arg_min", "arg_max"):
                yield f"select {extreme}(rowid, {columns[0]}) as _row from {_TABLE}"
        case "expect_column_values_to_be_unique" | "expect_compound_columns_to_be_unique":
            yield f"select rowid as _row from {_TABLE} where {_fails(expected)} limit {SHOWN}"
        case _:
            yield f"select rowid as _row from {_TABLE} where {_fails(expected)} limit {SHOWN}"


def _fails(expected: Expected) -> str:
    """The condition on a row that speaks against ``expected``."""
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
            return f"{column} is not null and {_doubled(columns)}"
        case "expect_compound_columns_to_be_unique":
            return _doubled(columns)
    raise ValueError(f"{expected.type}: say here which rows tell whether it holds")


def _doubled(columns: list[str]) -> str:
    key = f"hash({', '.join(columns)})"
    return f"{key} in (select {key} from {_TABLE} group by 1 having count(*) > 1)"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _literal(value: object) -> str:
    return str(value) if isinstance(value, bool | int | float) else "'" + str(value).replace("'", "''") + "'"
