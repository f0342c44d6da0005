"""The files that a warehouse is exported to, and what each holds in a few numbers.

A mart is one file. The largest, whose rows all but a few belong to a region, are a folder with a file for
each province, so that a report that arrives changes the files of one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from pipeline.exports.keys import key_of

BY_PROVINCE = frozenset(
    {"cmp_year_over_year", "fct_indicator_year", "fct_observation", "rpt_reconciliation", "rpt_region_rank"}
)
"""The marts with a row for each figure, each finding or each place of a figure."""

OF_NO_PROVINCE = "none"
"""The file of the rows without a region; it is there where no other is."""

MARTS = "select table_name from information_schema.tables where table_schema = 'marts' order by table_name"
PROVINCE = "left(region_code, 2)"
CONTENT = "count(*), bit_xor(hash({columns})), sum(cast(hash({columns}) as hugeint))"


@dataclass(frozen=True, slots=True)
class Piece:
    """A file to be: its name below the folder of the exports, the query of its rows, the columns that these
    are yet to be ordered by, and a digest of columns and rows.

    Two 64-bit numbers and the count of the rows are in the digest, whatever order the rows come in.
    """

    name: str
    query: str
    order: tuple[str, ...]
    digest: str


def pieces_of(connection: duckdb.DuckDBPyConnection) -> Iterator[Piece]:
    """The files of every mart, by name."""
    for (mart,) in connection.execute(MARTS).fetchall():
        yield from _by_province(connection, mart) if mart in BY_PROVINCE else [_whole(connection, mart)]


def _whole(connection: duckdb.DuckDBPyConnection, mart: str) -> Piece:
    columns = _columns(connection, mart)
    rows = connection.execute(f"select {_content(columns)} from marts.{mart}").fetchone()
    return Piece(f"{mart}.parquet", _query(mart, "true"), key_of(mart), f"{columns} {rows}")


def _by_province(connection: duckdb.DuckDBPyConnection, mart: str) -> Iterator[Piece]:
    columns = _columns(connection, mart)
    content = (
        f"select {PROVINCE} as province, {_content(columns)} from marts.{mart} group by all order by all"
    )
    found = connection.execute(content).fetchall() or [(None, 0)]
    for province, *rows in found:
        condition = "region_code is null"
        if province is not None:  # a span that DuckDB looks up, where a function of the code reads everything
            condition = f"region_code >= '{province}' and region_code < '{province}~'"
        name = f"{mart}/{province or OF_NO_PROVINCE}.parquet"
        yield Piece(name, _query(mart, condition), key_of(mart), f"{columns} {rows}")


def _columns(connection: duckdb.DuckDBPyConnection, mart: str) -> list[tuple[str, str]]:
    """The columns with their types."""
    return [(name, kind) for name, kind, *_ in connection.execute(f"describe marts.{mart}").fetchall()]


def _content(columns: list[tuple[str, str]]) -> str:
    return CONTENT.format(columns=", ".join(f'"{name}"' for name, _ in columns))


def _query(mart: str, condition: str) -> str:
    """The rows of a mart, in the order of all columns where it has no key to be ordered by."""
    return f"select * from marts.{mart} where {condition}{'' if key_of(mart) else ' order by all'}"
