"""Reading the promoted warehouse: always read-only, never blocking a build."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from pipeline.errors import WarehouseMissing

Row = dict[str, Any]


def named_regions(figures: str) -> str:
    """The join that gives each row of ``figures`` its region of that year, as `regions`.

    A code may be given out again and a region renamed: code and year tell it together.
    """
    return f"""
    left join marts.dim_region as regions
        on
            {figures}.region_code = regions.region_code
            and {figures}.year >= regions.valid_from_year
            and (regions.valid_to_year is null or {figures}.year <= regions.valid_to_year)"""


@contextlib.contextmanager
def opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse at ``path``, read-only; raises :class:`WarehouseMissing` where none was promoted."""
    require_warehouse(path)
    connection = duckdb.connect(str(path), read_only=True)
    try:
        yield connection
    finally:
        connection.close()


def require_warehouse(path: Path) -> None:
    """Raises :class:`WarehouseMissing` where no warehouse was promoted."""
    if not path.is_file():
        raise WarehouseMissing(f"no warehouse at {path}: run `nianjian run` or `nianjian build` first")


def rows(
    connection: duckdb.DuckDBPyConnection, query: str, values: Sequence[object] | Mapping[str, object] = ()
) -> list[Row]:
    """The rows of a query as mappings by column name; ``values`` by position or by name."""
    result = connection.execute(query, dict(values) if isinstance(values, Mapping) else list(values))
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
