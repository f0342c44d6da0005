"""Verifies a draft before it becomes an edition: every file is opened again and held to the marts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from catalog import Catalog
from publishing.comparison import Comparison
from publishing.digest import file_digest
from publishing.marts import rows_of
from publishing.page import FILES
from publishing.published_numbers import (
    numbers_of_document,
    numbers_of_sheets,
    page_faults,
    region_figures,
    sheet_faults,
)
from publishing.store import RECORD
from publishing.wording import printed_amount
from publishing.workbook.grid import Sheet

COMPLETE: frozenset[str] = frozenset({"index.html", *(name for name, _ in FILES)})

Key = tuple[str, str, str]


class EditionUnverified(Exception):
    """A draft does not say what the marts say; the message lists what differs. Nothing was published."""


def verify(
    folder: Path,
    comparison: Comparison,
    sheets: tuple[Sheet, ...],
    catalog: Catalog,
    connection: duckdb.DuckDBPyConnection,
) -> None:
    """Raises :class:`EditionUnverified` unless the draft in ``folder`` is complete and true to the marts.

    ``sheets`` are the grids that the workbook was written from.
    """
    incomplete = list(_file_faults(folder))
    faults = incomplete or list(_content_faults(folder, comparison, sheets, catalog, connection))
    if faults:
        shown = "; ".join(faults[:10])
        raise EditionUnverified(f"edition of {comparison.year}: {len(faults)} faults: {shown}")


def _file_faults(folder: Path) -> Iterator[str]:
    """Files that are missing, additional or other than the record says."""
    present = {path.name for path in folder.iterdir()}
    for name in sorted(COMPLETE ^ present):
        yield f"{name} is {'missing' if name in COMPLETE else 'not a file of an edition'}"
    record = folder / RECORD
    for entry in json.loads(record.read_text(encoding="utf-8"))["files"] if record.exists() else ():
        path = folder / entry["name"]
        if path.exists() and file_digest(path) != entry["sha256"]:
            yield f"{entry['name']} is not the file that the record describes"


def _content_faults(
    folder: Path,
    comparison: Comparison,
    sheets: tuple[Sheet, ...],
    catalog: Catalog,
    connection: duckdb.DuckDBPyConnection,
) -> Iterator[str]:
    marts, last_year = _marts(connection, comparison.year), _figures(connection, comparison.previous_year)
    parquet = pq.read_table(folder / "comparison.parquet").to_pylist()
    for name, rows in (
        ("comparison.parquet", parquet),
        ("comparison.csv", list(_csv_rows(folder / "comparison.csv"))),
    ):
        yield from _value_faults(name, rows, marts)
        yield from _previous_faults(name, rows, last_year)
    yield from sheet_faults(folder / "comparison.xlsx", sheets)
    yield from _printed_faults(folder / "comparison.xlsx", marts, catalog)
    yield from page_faults(folder / "index.html", comparison)
    yield from _untraceable(folder, sheets)


def _marts(connection: duckdb.DuckDBPyConnection, year: int) -> dict[Key, dict[str, Any]]:
    """The figures of the year read anew: the printed value only where nothing holds it back."""
    query = """
        select
            figures.region_code, figures.org_scope, figures.indicator_id, figures.qualifier,
            case when figures.held_back_reason is null then figures.value end as value,
            compared.change, compared.change_rate, compared.change_points,
            compared.previous_value
        from marts.fct_indicator_year as figures
        left join marts.cmp_year_over_year as compared using (region_code, year, org_scope, indicator_id)
        where figures.year = ?
    """
    rows = rows_of(connection, query, [year])
    return {(row["region_code"], row["org_scope"], row["indicator_id"]): row for row in rows}


def _figures(connection: duckdb.DuckDBPyConnection, year: int) -> dict[str, float | None]:
    """The publishable values of a year by observation."""
    query = """
        select observation_id, value from marts.fct_indicator_year
        where year = ? and held_back_reason is null
    """
    return {row["observation_id"]: row["value"] for row in rows_of(connection, query, [year])}


def _previous_faults(
    name: str, rows: Iterable[dict[str, Any]], last_year: dict[str, float | None]
) -> Iterator[str]:
    """Figures of last year that are not those of the observations they name."""
    for row in rows:
        observation = row["previous_observation_id"] or None
        expected = None if observation is None else last_year.get(observation)
        if not _same(row["previous_value"], expected):
            yield f"{name} says previous_value={row['previous_value']}, observation {observation} {expected}"


def _value_faults(
    name: str, rows: Iterable[dict[str, Any]], marts: dict[Key, dict[str, Any]]
) -> Iterator[str]:
    """Figures of a tidy file that differ from the marts, that the marts lack, or that the file lacks."""
    seen = {(row["region_code"], row["org_scope"], row["indicator_id"]): row for row in rows}
    for key in sorted(marts.keys() - seen.keys()):
        yield f"{name} lacks {key}"
    for key, row in seen.items():
        for column in ("value", "change", "change_rate", "change_points", "previous_value"):
            expected = marts.get(key, {}).get(column)
            if key in marts and not _same(row[column], expected):
                yield f"{name} says {column}={row[column]} of {key}, the marts {expected}"
            elif key not in marts and column != "previous_value" and row[column] not in ("", None):
                yield f"{name} says {column}={row[column]} of {key}, of which the marts say nothing"


def _same(read: str | float | None, expected: float | None) -> bool:
    if read in ("", None) or expected is None:
        return read in ("", None) and expected is None
    return Decimal(str(read)) == Decimal(str(expected))


def _csv_rows(path: Path) -> Iterator[dict[str, Any]]:
    data = path.read_bytes()
    if not data.startswith(b"\xef\xbb\xbf"):
        raise EditionUnverified(f"{path.name} does not begin with a byte-order mark")
    yield from csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))


def _printed_faults(path: Path, marts: dict[Key, dict[str, Any]], catalog: Catalog) -> Iterator[str]:
    """Exact figures of the marts that the sheet 分地区 does not print as their half-up rounding."""
    printed = region_figures(path, catalog)
    for key, row in marts.items():
        if row["value"] is None:
            if isinstance(printed.get(key), int | float):
                yield f"{path.name} prints {printed[key]} for {key}, which is not to be published"
        elif (row["qualifier"] or "exact") == "exact":
            expected = printed_amount(Decimal(repr(row["value"])), catalog.indicators[key[2]])
            found = printed.get(key)
            if expected.number is not None and (
                not isinstance(found, int | float) or Decimal(repr(found)) != expected.number
            ):
                yield f"{path.name} prints {found} for {key}, the marts say {row['value']}"


def _untraceable(folder: Path, sheets: tuple[Sheet, ...]) -> Iterator[str]:
    """Numbers of the summary that stand nowhere in the comparison."""
    known = numbers_of_sheets(sheets[:-1])
    for number in sorted(numbers_of_document(folder / "summary.docx") - known):
        yield f"summary.docx says {number}, which the comparison does not"
