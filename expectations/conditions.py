"""What speaks against an expectation, as DuckDB says it: a condition on a row, or rows too many of a key."""

from __future__ import annotations

from collections.abc import Sequence

from expectations.expected import Expected

UNIQUE = "expect_column_values_to_be_unique"
RANGE = "expect_column_values_to_be_between"
KEYS = frozenset({UNIQUE, "expect_compound_columns_to_be_unique"})
"""The expectations that say by which columns rows are told apart."""

_SMALL_SET = 12


def fails(expected: Expected, rows: str) -> str:
    """The condition on a row, one of ``rows``, that speaks against ``expected``."""
    kwargs, columns = expected.kwargs, [quoted(column) for column in expected.columns]
    column = columns[0]
    match expected.type:
        case "expect_column_values_to_not_be_null":
            return f"{column} is null"
        case "expect_column_values_to_be_in_set":
            return f"{column} is not null and not {_is_one_of(column, kwargs['value_set'])}"
        case "expect_column_values_to_match_regex":
            return _does_not_match(column, literal(kwargs["regex"]))
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


def surplus(expected: Expected) -> str:
    """How many rows are more than one of a key, at the least; or keys, to be counted."""
    if expected.surplus:
        return f"coalesce(({expected.surplus}), 0)"
    columns = [quoted(column) for column in expected.columns]
    known = f" filter (where {columns[0]} is not null)" if expected.type == UNIQUE else ""
    return f"list(hash({', '.join(columns)})){known}"


def quoted(name: str) -> str:
    """The name of a column as SQL writes it."""
    return f'"{name}"'


def literal(value: object) -> str:
    """A value as SQL writes it."""
    return str(value) if isinstance(value, bool | int | float) else "'" + str(value).replace("'", "''") + "'"


def _is_one_of(column: str, values: Sequence[object]) -> str:
    """A function is worked out once for each value of a dictionary, a comparison for every row."""
    listed = ", ".join(map(literal, values))
    return f"list_contains([{listed}], {column})" if len(values) > _SMALL_SET else f"{column} in ({listed})"


def _does_not_match(column: str, pattern: str) -> str:
    """What matches as a whole matches; that is much quicker to see, and of the rest little is left."""
    whole, part = (f"regexp_{kind}({column}, {pattern})" for kind in ("full_match", "matches"))
    return f"if({whole}, false, not {part})"


def _doubled(columns: list[str], rows: str) -> str:
    key = f"hash({', '.join(columns)})"
    return f"{key} in (select {key} from {rows} group by 1 having count(*) > 1)"
