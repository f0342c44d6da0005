"""Questions of an analyst to the promoted warehouse: read-only, and with no way out to files or networks."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.warehouse import opened

CONFINED = (
    "set search_path = 'marts'",
    # The warehouse alone is asked: a query can neither read another file nor write one.
    "set enable_external_access = false",
    "set lock_configuration = true",
)


class QueryRefused(Exception):
    """The warehouse cannot answer the query; says what is wrong with it, in the words of DuckDB."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns of an answer and its rows, one tuple each, read as they are asked for."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


@contextlib.contextmanager
def answered(warehouse: Path, query: str) -> Iterator[Answer]:
    """The answer to an SQL query; tables of schema `marts` need no prefix.

    Raises :class:`WarehouseMissing` where nothing was promoted and :class:`QueryRefused` where the query is
    wrong, would write, or would leave the warehouse.
    """
    with opened(warehouse) as connection:
        for setting in CONFINED:
            connection.execute(setting)
        try:
            result = connection.execute(query)
            columns = tuple(str(column[0]) for column in result.description or ())
            yield Answer(columns, _rows(result))
        except duckdb.Error as failure:
            raise QueryRefused(str(failure)) from failure


def _rows(result: duckdb.DuckDBPyConnection, size: int = 1024) -> Iterator[tuple[Any, ...]]:
    while chunk := result.fetchmany(size):
        yield from chunk
