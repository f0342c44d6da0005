"""What a gate looks at: the views of its suites, over the tables that it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import replace

import duckdb

from catalog import Catalog
from expectations.contracts import Gate, column_view, contract_of
from expectations.expected import Suite
from expectations.spans import provide_misplaced
from expectations.suites import suites_of
from expectations.switches import Switches
from expectations.tables import count_rows, schemas_of
from expectations.views import provide_catalog, provide_judged_subjects, view_queries
from expectations.witnesses import Seen, look

LookedAt = list[tuple[Suite, str]]
"""Suites, each with the query of its view."""


def views_of(gate: Gate, connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> LookedAt:
    """The suites and what they look at.

    Derived columns need the promised ones: where one is missing or of another type, that alone is to be said.
    """
    contract = contract_of(gate, catalog)
    columns = column_view(contract, schemas_of(connection, contract))
    connection.register("promised_columns", columns)
    queries = {"columns": "select * from promised_columns"}
    if columns["type"].equals(columns["expected_type"]):
        provide_catalog(connection, gate, catalog)
        queries |= view_queries(gate)
    return [(suite, queries[suite.view]) for suite in suites_of(gate, catalog) if suite.view in queries]


def all_seen(
    eyes: Executor, connection: duckdb.DuckDBPyConnection, looked_at: LookedAt, off: Switches
) -> list[tuple[Suite, Future[Seen]]]:
    """What is to be seen of each view, without what is switched off; looked at one after another.

    The database is asked in a thread of its own, as Great Expectations takes its time beside it. Nobody else
    asks it until all is seen.
    """
    suites = [(_without(whole, off), query) for whole, query in looked_at]
    return [
        (suite, eyes.submit(_look, connection, suite, query)) for suite, query in suites if suite.expectations
    ]


_PROVIDED: Mapping[str, Callable[[duckdb.DuckDBPyConnection], None]] = {
    "raw.observations": provide_misplaced,
    "marts.rpt_reconciliation": provide_judged_subjects,
    "marts.rules_by_subject": provide_judged_subjects,
}
"""What makes a table that a view or the count of its keys needs, by the name of the suite."""


def _look(connection: duckdb.DuckDBPyConnection, suite: Suite, query: str) -> Seen:
    """Look at one view, with what it needs beside the tables."""
    if provide := _PROVIDED.get(suite.name):
        provide(connection)
    return look(connection, suite, query)


def _without(suite: Suite, off: Switches) -> Suite:
    """The suite without what is switched off."""
    kept = tuple(e for e in suite.expectations if not off.holds(suite.check_id(e)))
    return replace(suite, expectations=kept)


_FIRST_TABLE = {"raw": "receipts", "marts": "fct_observation", "edition": "fct_indicator_year"}


def is_empty_home(gate: Gate, connection: duckdb.DuckDBPyConnection) -> bool:
    """Nothing has arrived, so nothing can stand in any table that is made from it."""
    made = {
        "raw": ("documents", "observations"),
        "marts": ("fct_indicator_year",),
        "edition": ("comparison",),
    }
    return all(count_rows(connection, name) == 0 for name in (_FIRST_TABLE[gate], *made[gate]))
