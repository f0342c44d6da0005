"""The tables that a gate judges, wherever they are: in memory as Arrow, or in a DuckDB that can be asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import duckdb
import pyarrow as pa

from expectations.contracts import Contract

Tables = Mapping[str, pa.Table] | duckdb.DuckDBPyConnection
"""By name; of a connection those that can be named without a schema."""

LIMITS = ("set timezone = 'UTC'", "set memory_limit = '1GB'", "set enable_progress_bar = false")
"""A gate reads one view after another and needs little at a time; beyond that DuckDB uses the disk."""


@contextmanager
def asked(tables: Tables) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that knows every table by its name."""
    if isinstance(tables, duckdb.DuckDBPyConnection):
        yield _limited(tables)
        return
    with duckdb.connect() as connection:
        for name, table in tables.items():
            connection.register(name, table)
        yield _limited(connection)


def _limited(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    for setting in LIMITS:
        connection.execute(setting)
    return connection


def schemas_of(connection: duckdb.DuckDBPyConnection, contract: Contract) -> dict[str, pa.Schema]:
    """The columns of each table of ``contract`` that there is."""
    found: dict[str, pa.Schema] = {}
    for name in contract:
        try:
            found[name] = connection.execute(f'from "{name}" limit 0').to_arrow_table().schema
        except duckdb.CatalogException:
            continue  # what is missing is for the suite of the columns to say
    return found


def count_rows(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    """How many rows a table has."""
    found = connection.execute(f'select count(*) from "{name}"').fetchone()
    return 0 if found is None else int(found[0])
