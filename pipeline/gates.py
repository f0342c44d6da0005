"""The three gates, wired to what they judge: the raw layer, a candidate warehouse, a draft edition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from catalog import load_catalog
from expectations.contracts import Gate, contract_of
from expectations.runner import UNDATED, run_gate
from ingestion.landing import read_raw_layer
from pipeline.links import point
from pipeline.settings import Home
from pipeline.warehouse import opened

Tables = Mapping[str, pa.Table]
LAST_BUILD = "latest"


def raw_gate(home: Home, run_id: str, as_of: datetime = UNDATED) -> None:
    """Judge everything that ingestion wrote; ``as_of`` dates the results."""
    layer = read_raw_layer(home.root)
    tables = {
        "receipts": layer.receipts,
        "documents": layer.documents,
        "observations": layer.observations,
    }
    _judge("raw", tables, home, run_id, as_of)


def marts_gate(home: Home, run_id: str, as_of: datetime, candidate: Path) -> None:
    """Judge the marts of a candidate before it is promoted."""
    with opened(candidate) as connection:
        tables = _marts(connection, tuple(contract_of("marts", load_catalog())))
    _judge("marts", tables, home, run_id, as_of)


def edition_gate(home: Home, year: int) -> Callable[[Tables], None]:
    """A judge of a draft edition: what it prints must be what the marts say, each with its source."""

    def judge(edition: Tables) -> None:
        with opened(home.promoted) as connection:
            marts = _marts(connection, ("fct_indicator_year", "cmp_year_over_year"))
        run_gate("edition", {**marts, **edition}, load_catalog(), home.quality, f"edition-{year}")

    return judge


def _judge(gate: Gate, tables: Tables, home: Home, run_id: str, as_of: datetime) -> None:
    """Run a gate and point `latest` to its results, also where it fails."""
    home.quality.mkdir(parents=True, exist_ok=True)
    try:
        run_gate(gate, tables, load_catalog(), home.quality, run_id, as_of)
    finally:
        point(home.quality / LAST_BUILD, run_id)


def _marts(connection: duckdb.DuckDBPyConnection, names: tuple[str, ...]) -> dict[str, pa.Table]:
    present = {
        name
        for (name,) in connection.execute(
            "select table_name from information_schema.tables where table_schema = 'marts'"
        ).fetchall()
    }
    return {name: connection.table(f"marts.{name}").to_arrow_table() for name in names if name in present}
