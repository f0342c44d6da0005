"""The three gates, wired to what they judge: the raw layer, a candidate warehouse, a draft edition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from catalog import load_catalog
from expectations.completeness import expected_counts
from expectations.contracts import Gate, contract_of
from expectations.runner import UNDATED, run_gate
from ingestion.landing import raw_files
from ingestion.landing.raw_layer import SCHEMAS
from pipeline import clock
from pipeline.counts import counts_are_required, counts_to_hold
from pipeline.links import point
from pipeline.promotion import as_of_in_force
from pipeline.settings import Home
from pipeline.warehouse import opened

Tables = Mapping[str, pa.Table]
LAST_BUILD = "latest"
MARTS = "set search_path = 'marts'"


def raw_gate(home: Home, run_id: str, as_of: datetime = UNDATED) -> None:
    """Judge everything that ingestion wrote; ``as_of`` dates the results."""
    with duckdb.connect() as connection:
        for name in contract_of("raw", load_catalog()):
            files = [str(path) for path in raw_files(home.root, name)]
            if files:
                connection.read_parquet(files).create_view(name)
            else:
                connection.register(name, SCHEMAS[name].empty_table())
        _judge("raw", connection, home, run_id, as_of)


def marts_gate(home: Home, run_id: str, as_of: datetime, candidate: Path) -> None:
    """Judge the marts of a candidate before it is promoted."""
    with opened(candidate) as connection:
        connection.execute(MARTS)
        expected = expected_counts(counts_to_hold(home), as_of)
        connection.register("expected_counts", expected)
        connection.register("counts_basis", pa.table({"is_required": [counts_are_required(home)]}))
        _judge("marts", connection, home, run_id, as_of)


def edition_gate(home: Home, year: int) -> Callable[[Tables], None]:
    """A judge of a draft edition: what it prints must be what the marts say, each with its source."""

    def judge(edition: Tables) -> None:
        with opened(home.promoted) as connection:
            connection.execute(MARTS)
            for name, table in edition.items():
                connection.register(name, table)
            connection.register("edition_year", pa.table({"year": pa.array([year], pa.int32())}))
            as_of = as_of_in_force(home) or UNDATED
            run_id, today = f"edition-{year}", clock.today()
            run_gate("edition", connection, load_catalog(), home.quality, run_id, as_of, today=today)

    return judge


def _judge(
    gate: Gate, connection: duckdb.DuckDBPyConnection, home: Home, run_id: str, as_of: datetime
) -> None:
    """Run a gate and point `latest` to its results, also where it fails."""
    home.quality.mkdir(parents=True, exist_ok=True)
    try:
        run_gate(gate, connection, load_catalog(), home.quality, run_id, as_of, today=clock.today())
    finally:
        point(home.quality / LAST_BUILD, run_id)
