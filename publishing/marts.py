"""Reads the promoted warehouse: the marts of one year become the content of an edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import duckdb

from catalog import Catalog
from publishing.comparison import (
    SCOPE_ORDER,
    Comparison,
    ComparisonRow,
    CoverageRow,
    Figure,
    RuleOutcome,
    Source,
)
from publishing.evidence import printable
from publishing.personal_names import masked_label
from publishing.regions import RegionNames, read_region_names

Row = Mapping[str, Any]
Key = tuple[str, str, str]

TABLES: tuple[str, ...] = (
    "dim_region",
    "fct_observation",
    "fct_indicator_year",
    "cmp_year_over_year",
    "rpt_reconciliation",
    "rpt_coverage",
)
RECEIPT_TABLES: tuple[str, ...] = ("fct_observation", "rpt_coverage", "dim_submission")


class UnreadableWarehouse(Exception):
    """The warehouse lacks a table, or names a region or an indicator that nothing describes."""


class NothingToPublish(Exception):
    """The warehouse has neither a figure nor an owed submission for the year."""


def read_comparison(connection: duckdb.DuckDBPyConnection, year: int, catalog: Catalog) -> Comparison:
    """The comparison of ``year`` with the year before.

    Raises :class:`UnreadableWarehouse` where a table is missing and :class:`NothingToPublish` where the
    year has no rows at all.
    """
    _require_tables(connection)
    regions = read_region_names(rows_of(connection, "select * from marts.dim_region"), year)
    coverage = tuple(_coverage(connection, year, regions))
    pairing = _Pairing.read(connection, year, catalog, regions)
    rows = pairing.rows()
    if not rows and not coverage:
        raise NothingToPublish(f"the warehouse holds nothing about {year}; ingest its submissions first")
    return Comparison(
        year=year,
        as_of=_latest_receipt(connection),
        catalog_version=catalog.version,
        rows=rows,
        coverage=coverage,
        sources=dict(pairing.sources),
        checks=tuple(_checks(connection, year)),
    )


def rows_of(
    connection: duckdb.DuckDBPyConnection, query: str, parameters: Iterable[object] = ()
) -> list[dict[str, Any]]:
    """The result of ``query`` as mappings."""
    found: list[dict[str, Any]] = connection.execute(query, list(parameters)).to_arrow_table().to_pylist()
    return found


def as_decimal(number: float | int | Decimal | None) -> Decimal | None:
    """A stored number as the decimal that its shortest notation says (0.1 is a tenth)."""
    if number is None or isinstance(number, Decimal):
        return number
    return Decimal(repr(number))


@dataclass(frozen=True, slots=True)
class _Pairing:
    """The figures of two years and the comparison of them, keyed by region, scope and indicator."""

    year: int
    catalog: Catalog
    regions: RegionNames
    current: Mapping[Key, Row]
    previous: Mapping[Key, Row]
    compared: Mapping[Key, Row]
    catalogue_order: Mapping[str, int]
    sources: Mapping[str, Source]

    @classmethod
    def read(
        cls, connection: duckdb.DuckDBPyConnection, year: int, catalog: Catalog, regions: RegionNames
    ) -> _Pairing:
        figures = "select * from marts.fct_indicator_year where year = ?"
        compared = "select * from marts.cmp_year_over_year where year = ?"
        current = rows_of(connection, figures, [year])
        regions = regions.with_codes_of(current)
        return cls(
            year,
            catalog,
            regions,
            _keyed(current, regions),
            _keyed(rows_of(connection, figures, [year - 1]), regions),
            _keyed(rows_of(connection, compared, [year]), regions),
            {indicator: position for position, indicator in enumerate(catalog.indicators)},
            _sources(connection, year),
        )

    def rows(self) -> tuple[ComparisonRow, ...]:
        """Every row, also those whose figure was reported for the year before only."""
        keys = {*self.current, *self.previous, *self.compared}
        return tuple(self._row(key) for key in sorted(keys, key=self._position))

    def _row(self, key: Key) -> ComparisonRow:
        current, previous = self.current.get(key), self.previous.get(key)
        compared = self.compared.get(key, {})
        return ComparisonRow(
            region=self.regions.region(key[0]),
            scope=key[1],
            indicator=self.catalog.indicators[key[2]],
            current=self._publishable(current),
            previous=self._publishable(previous),
            change=as_decimal(compared.get("change")),
            change_rate=as_decimal(compared.get("change_rate")),
            change_points=as_decimal(compared.get("change_points")),
            refusal_reason=compared.get("refusal_reason") or (None if compared else "no_value"),
            held_back_reason=None if current is None else current["held_back_reason"],
            previous_held_back=previous is not None and previous["held_back_reason"] is not None,
        )

    def _publishable(self, row: Row | None) -> Figure | None:
        if row is None or row["held_back_reason"] is not None:
            return None
        return Figure(
            observation_id=row["observation_id"],
            value=as_decimal(row["value"]),
            low=as_decimal(row["value_low"]),
            high=as_decimal(row["value_high"]),
            qualifier=row["qualifier"] or "exact",
            status=row["value_status"] or "value",
            period_type=row["period_type"],
            raw_text=self._source(row["observation_id"]).raw_text,
        )

    def _position(self, key: Key) -> tuple[str, int, int]:
        """Official code order, then scope, then catalogue order; unknown names stop the edition."""
        code, scope, indicator = key
        if scope not in SCOPE_ORDER:
            raise UnreadableWarehouse(f"marts.fct_indicator_year: unknown org_scope {scope!r}")
        if indicator not in self.catalog.indicators:
            raise UnreadableWarehouse(
                f"marts.fct_indicator_year names the indicator {indicator!r}, which catalogue "
                f"{self.catalog.version} does not have; build the warehouse again"
            )
        return code, SCOPE_ORDER.index(scope), self.catalogue_order[indicator]

    def _source(self, observation_id: str) -> Source:
        if observation_id not in self.sources:
            raise UnreadableWarehouse(
                f"the published figure {observation_id} has no row in marts.fct_observation"
            )
        return self.sources[observation_id]


def _keyed(rows: Iterable[Row], regions: RegionNames) -> dict[Key, Row]:
    """Rows by region, scope and indicator, the region under its code in the year of the edition."""
    keyed: dict[Key, Row] = {}
    for row in rows:
        key = (regions.code(row), row["org_scope"], row["indicator_id"])
        if key in keyed:
            raise UnreadableWarehouse(
                f"two figures for {key} in {row['year']}; the grain of the marts is broken"
            )
        keyed[key] = row
    return keyed


def _coverage(
    connection: duckdb.DuckDBPyConnection, year: int, regions: RegionNames
) -> Iterator[CoverageRow]:
    query = "select * from marts.rpt_coverage where year = ? order by region_code, kind"
    for row in rows_of(connection, query, [year]):
        yield CoverageRow(
            region=regions.region(regions.code(row)),
            kind=row["kind"],
            due_on=row["due_on"],
            status=row["status"],
            received_at=_utc(row["received_at"]),
            is_by_roster=row.get("duty_basis") == "roster",
        )


def _sources(connection: duckdb.DuckDBPyConnection, year: int) -> dict[str, Source]:
    """Where the publishable figures of both years stand, by observation."""
    query = """
        select * from marts.fct_observation
        where observation_id in (
            select observation_id from marts.fct_indicator_year
            where year in (?, ?) and held_back_reason is null
        )
        order by observation_id
    """
    return {row["observation_id"]: _source(row) for row in rows_of(connection, query, [year, year - 1])}


def _source(row: Row) -> Source:
    return Source(
        observation_id=row["observation_id"],
        source_name=masked_label(printable(row["source_name"])),
        sha256=row["source_sha256"],
        evidence=printable(row["evidence"] or ""),
        raw_text=printable(row["raw_text"]) if row.get("raw_text") else None,
        start=row["char_start"],
        end=row["char_end"],
        page=row["page"],
        sheet=masked_label(printable(row["sheet"])) if row["sheet"] else None,
        cell=row["cell"],
    )


def _checks(connection: duckdb.DuckDBPyConnection, year: int) -> Iterator[RuleOutcome]:
    query = """
        select severity, result, count(*) as subjects from marts.rpt_reconciliation
        where year = ? group by all order by all
    """
    for row in rows_of(connection, query, [year]):
        yield RuleOutcome(severity=row["severity"], result=row["result"], count=row["subjects"])


def _latest_receipt(connection: duckdb.DuckDBPyConnection) -> datetime | None:
    """The time up to which submissions are known: the latest receipt anywhere in the warehouse."""
    times = [
        _utc(rows_of(connection, f"select max(received_at) as latest from marts.{table}")[0]["latest"])
        for table in RECEIPT_TABLES
        if "received_at" in _columns(connection, table)
    ]
    return max((time for time in times if time is not None), default=None)


def _utc(time: datetime | None) -> datetime | None:
    if time is None:
        return None
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> set[str]:
    query = """
        select column_name from information_schema.columns
        where table_schema = 'marts' and table_name = ?
    """
    return {row["column_name"] for row in rows_of(connection, query, [table])}


def _require_tables(connection: duckdb.DuckDBPyConnection) -> None:
    missing = [table for table in TABLES if not _columns(connection, table)]
    if missing:
        raise UnreadableWarehouse(f"the warehouse lacks marts.{', marts.'.join(missing)}; build it again")
