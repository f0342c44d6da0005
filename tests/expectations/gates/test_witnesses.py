"""The rows that Great Expectations is shown tell what all rows would tell."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from gate_tables import tables

from catalog import Catalog
from expectations.expected import Expected, Suite
from expectations.outcomes import outcomes_of
from expectations.suites import suites_of
from expectations.tables import asked
from expectations.validation import unrecorded
from expectations.views import provide_catalog, provide_judged_subjects, view_queries
from expectations.witnesses import look

_NEVER = datetime.fromtimestamp(0, UTC)

COLUMNS = {
    "name": pa.array(["a", "b", None, "c", "a", "zz", "d"], pa.string()),
    "number": pa.array([1.0, None, 3.5, -2.0, 8.0, 3.5, 3.5], pa.float64()),
    "other": pa.array([1.0, None, 3.5, -2.0, None, 3.0, 3.5], pa.float64()),
    "flag": pa.array([True, True, None, False, True, True, True], pa.bool_()),
    "place": pa.array(["x", "y", "x", "y", "x", "z", "x"], pa.string()),
}


def expected(kind: str, **kwargs: Any) -> Expected:
    return Expected(f"expect_{kind}", kwargs, "error", "a test expects it")


CASES: list[tuple[Expected, list[int], int]] = [
    (expected("column_values_to_not_be_null", column="name"), [0, 1, 3], 0),
    (expected("column_values_to_not_be_null", column="name"), [0, 2, 2], 2),
    (expected("column_values_to_be_in_set", column="name", value_set=["a", "b"]), [0, 1, 2, 4], 0),
    (expected("column_values_to_be_in_set", column="name", value_set=["a", "b"]), [0, 5, 3, 5], 3),
    (expected("column_values_to_be_in_set", column="flag", value_set=[True]), [0, 1, 2], 0),
    (expected("column_values_to_be_in_set", column="flag", value_set=[True]), [0, 3], 1),
    (expected("column_values_to_match_regex", column="name", regex="^[a-c]$"), [0, 1, 2, 3], 0),
    (expected("column_values_to_match_regex", column="name", regex="^[a-c]$"), [5, 6, 0], 2),
    (expected("column_values_to_be_between", column="number", min_value=0, max_value=None), [0, 1, 2], 0),
    (expected("column_values_to_be_between", column="number", min_value=0, max_value=None), [0, 3], 1),
    (expected("column_values_to_be_between", column="number", min_value=0, max_value=4), [4, 0, 4], 2),
    (expected("column_values_to_be_unique", column="name"), [0, 1, 2, 2, 3], 0),
    (expected("column_values_to_be_unique", column="name"), [0, 1, 4], 2),
    (expected("compound_columns_to_be_unique", column_list=["name", "place"], ignore_row_if="never"),
     [0, 1, 2, 3, 5], 0),
    (expected("compound_columns_to_be_unique", column_list=["number", "place"], ignore_row_if="never"),
     [2, 6, 0], 2),
    (expected("column_pair_values_to_be_equal", column_A="number", column_B="other",
              ignore_row_if="both_values_are_missing"), [0, 1, 2, 3, 6], 0),
    (expected("column_pair_values_to_be_equal", column_A="number", column_B="other",
              ignore_row_if="both_values_are_missing"), [0, 4, 5], 2),
]  # fmt: skip


@pytest.mark.parametrize(
    ("low", "high"), [(0, None), (None, 4), (0, 4)], ids=["bounded below", "bounded above", "a range"]
)
@pytest.mark.parametrize("numbers", [[float("nan")], [float("nan"), 3.0] * 30, [3.0, None, float("nan")]])
def test_what_is_no_number_lies_in_no_range(
    low: float | None, high: float | None, numbers: list[float | None]
) -> None:
    within = expected("column_values_to_be_between", column="number", min_value=low, max_value=high)
    suite = Suite("raw", "test", (within,))
    with duckdb.connect() as connection:
        connection.register("given", pa.table({"number": pa.array(numbers, pa.float64())}))
        seen = look(connection, suite, "select * from given")
        (outcome,) = outcomes_of(suite, seen, unrecorded().validate(suite, seen.witnesses, "test", _NEVER))
    assert not outcome.success
    assert outcome.unexpected == sum(number is not None and number != number for number in numbers)


def test_a_number_out_of_range_does_not_hide_behind_one_that_is_none() -> None:
    within = expected("column_values_to_be_between", column="number", min_value=0, max_value=4)
    suite = Suite("raw", "test", (within,))
    with duckdb.connect() as connection:
        connection.register("given", pa.table({"number": pa.array([float("nan"), 1.0] * 30 + [8.0])}))
        seen = look(connection, suite, "select * from given")
        assert 8.0 in seen.witnesses["number"].tolist()


@pytest.mark.parametrize(("wanted", "rows", "failing"), CASES)
@pytest.mark.parametrize("sound_rows", [0, 300])
def test_every_kind_is_judged_on_the_witnesses_as_on_all_rows(
    wanted: Expected, rows: list[int], failing: int, sound_rows: int
) -> None:
    """Also where the few bad rows stand behind many others (of which no kind here complains)."""
    suite = Suite("raw", "test", (wanted,))
    table = pa.table(COLUMNS).take(rows)
    before = _sound(sound_rows) if failing or "unique" not in wanted.type else table.slice(0, 0)
    with duckdb.connect() as connection:
        connection.register("given", pa.concat_tables([before, table]))
        seen = look(connection, suite, "select * from given")
        assert seen.rows == len(before) + len(table)
        (outcome,) = outcomes_of(suite, seen, unrecorded().validate(suite, seen.witnesses, "test", _NEVER))
    assert 0 < len(seen.witnesses) <= 60
    assert (outcome.success, outcome.exception) == (failing == 0, None)
    if "unique" not in wanted.type:
        assert outcome.unexpected == failing
    assert failing == 0 or outcome.unexpected >= failing


def _sound(rows: int) -> pa.Table:
    """Rows that none of the cases but those on uniqueness speaks against."""
    return pa.table(
        {
            "name": pa.array(["a"] * rows, pa.string()),
            "number": pa.array([2.0] * rows, pa.float64()),
            "other": pa.array([2.0] * rows, pa.float64()),
            "flag": pa.array([True] * rows, pa.bool_()),
            "place": pa.array(["x"] * rows, pa.string()),
        }
    )


def test_what_either_of_the_two_speaks_against_has_failed() -> None:
    """A value that ends in a new line: Python's `$` stands before it, that of the database behind it."""
    suite = Suite("raw", "test", (expected("column_values_to_match_regex", column="name", regex="^[a-c]$"),))
    with duckdb.connect() as connection:
        connection.register("given", pa.table({"name": ["a", "b\n"]}))
        seen = look(connection, suite, "select * from given")
    found = unrecorded().validate(suite, seen.witnesses, "test", _NEVER)
    (outcome,) = outcomes_of(suite, seen, found)
    assert found.success
    assert (outcome.success, outcome.unexpected) == (False, 1)


@pytest.mark.parametrize(
    ("rows", "doubled"),
    [
        (["first x", "last x", "first y"], 0),
        (["first x", "last x", "first x"], 2),
        (["last x", "last x", "last x", "last y"], 3),
        (["first x", "- x", "last x"], 0),
        (["- x", "- x", "- y"], 2),
        (["strange x", "strange x", "first x"], 2),
        (["strange x", "stranger x"], 0),
        ([], 0),
    ],
)
def test_results_counted_by_their_subjects_are_those_that_are_doubled(
    rows: list[str], doubled: int, catalog: Catalog
) -> None:
    """Also where a rule is missing or unknown: that is for another expectation to say."""
    names = {"-": None, "first": next(iter(catalog.identities)), "last": list(catalog.identities)[-1]}
    (suite,) = (s for s in suites_of("marts", catalog) if s.view == "rpt_reconciliation")
    (place,) = (n for n, e in enumerate(suite.expectations) if e.surplus)
    pairs = [row.split(" ") for row in rows]
    results = [{"rule_id": names.get(rule, rule), "submission_id": whose} for rule, whose in pairs]
    given = {"rpt_reconciliation": results}
    with asked(tables("marts", given, catalog)) as connection:
        provide_catalog(connection, "marts", catalog)
        provide_judged_subjects(connection)
        seen = look(connection, suite, view_queries("marts")[suite.view])
    assert seen.failing.get(place) == (doubled or None)
    assert len(seen.witnesses) == len(rows)


@pytest.mark.parametrize("few", [0, 10_000])
def test_failing_rows_are_named_and_shown_whether_or_not_they_are_set_aside(
    few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("expectations.witnesses.FEW", few)
    unique = expected("column_values_to_be_unique", column="place")
    within = expected("column_values_to_be_between", column="number", min_value=0, max_value=4)
    with duckdb.connect() as connection:
        numbers = [*([2.0] * 100), 5.0, -1.0, 9.0]
        connection.register("given", pa.table({"place": [f"p{n}" for n in range(103)], "number": numbers}))
        seen = look(connection, Suite("raw", "test", (unique, within)), "select * from given")
    assert (seen.rows, seen.failing, seen.named) == (103, {1: 3}, {1: ("p100", "p101", "p102")})
    assert {5.0, -1.0, 9.0} < set(seen.witnesses["number"])


@pytest.mark.parametrize("key", [["name", "number"], []])
def test_of_many_sound_rows_some_are_shown(key: list[str]) -> None:
    """Told by their key from all over the view, or the first in order where it has none."""
    filled = [expected("column_values_to_not_be_null", column=column) for column in ("name", "number")]
    suite = Suite("raw", "test", (*filled, *_once(key)))
    query = "select 'n' || range % 7 as name, range as number from range(400_000)"
    with duckdb.connect() as connection:
        shown = look(connection, suite, query).witnesses
        assert shown.equals(look(connection, suite, query).witnesses)
    assert 0 < len(shown) <= 20 and not shown.duplicated().any()


def _once(key: list[str]) -> tuple[Expected, ...]:
    kind = "compound_columns_to_be_unique"
    return (expected(kind, column_list=key, ignore_row_if="never"),) if key else ()


def test_a_kind_of_expectation_without_witnesses_is_refused() -> None:
    unknown = Suite("raw", "test", (expected("column_mean_to_be_between", column="number"),))
    with duckdb.connect() as connection:
        connection.register("given", pa.table(COLUMNS))
        with pytest.raises(ValueError, match="which rows tell whether it holds"):
            look(connection, unknown, "select * from given")
