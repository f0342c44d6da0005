"""What one would write instead: the same core result without history, reasons, checks or sources.

Each reads the raw Parquet files and gives the figure in force per region, year, scope and indicator (the form
before the report, the later before the earlier), a wide table, and the change against the year before.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from benchmarks.warehouse.memory import sampled

KEY = ["region_code", "year", "org_scope", "indicator_id"]
COLUMNS = ["reading_id", *KEY[:1], "report_year", *KEY[2:], "value", "value_status", "period_type"]

SQL = """
    create view figure as
    select o.region_code, o.report_year as year, o.org_scope, o.indicator_id, o.value
    from read_parquet('{raw}/batches/*/observations.parquet') as o
    join read_parquet('{raw}/batches/*/documents.parquet') as d using (reading_id)
    qualify row_number() over (
        partition by o.region_code, o.report_year, o.org_scope, o.indicator_id
        order by o.value_status = 'blank', d.status = 'needs_review', o.period_type = 'ytd',
            d.kind != 'dispute_form', d.received_at desc, o.observation_id
    ) = 1;
    copy (select * from figure) to '{out}/figures.parquet' (format parquet);
    copy (pivot figure on indicator_id using max(value) group by region_code, year, org_scope)
        to '{out}/wide.parquet' (format parquet);
    copy (
        select f.*, p.value as previous, f.value - p.value as change
        from figure as f
        left join figure as p
            on f.region_code = p.region_code and f.year = p.year + 1
            and f.org_scope = p.org_scope and f.indicator_id = p.indicator_id
    ) to '{out}/change.parquet' (format parquet);
"""


@dataclass(frozen=True, slots=True)
class Rival:
    """What it took."""

    name: str
    seconds: float
    cpu_seconds: float
    peak_mib: float


def measure_pandas(raw: Path, out: Path) -> Rival:
    """Sort, drop duplicates, pivot and merge data frames."""
    return _measured("pandas, grouped and merged", lambda: _with_pandas(raw, out))


def measure_views(raw: Path, out: Path) -> Rival:
    """Plain SQL views over the same files."""
    return _measured("plain SQL views in DuckDB", lambda: _with_views(raw, out))


def _measured(name: str, work: object) -> Rival:
    with sampled() as peaks:
        start, cpu = time.monotonic(), time.process_time()
        assert callable(work)
        work()
        peaks.sample()
        end = time.monotonic()
        return Rival(name, end - start, time.process_time() - cpu, peaks.between(start, end))


def _with_views(raw: Path, out: Path) -> None:
    with duckdb.connect(config={"threads": 2, "memory_limit": "3GB"}) as connection:
        connection.execute(SQL.format(raw=raw, out=out))


def _with_pandas(raw: Path, out: Path) -> None:
    figures = _in_force(_read(raw, "observations", COLUMNS), _read(raw, "documents", None))
    figures.to_parquet(out / "figures.parquet")
    figures.pivot_table(index=KEY[:3], columns="indicator_id", values="value", aggfunc="max").to_parquet(
        out / "wide.parquet"
    )
    previous = figures.assign(year=figures["year"] + 1).rename(columns={"value": "previous"})
    change = figures.merge(previous, on=KEY, how="left")
    change["change"] = change["value"] - change["previous"]
    change.to_parquet(out / "change.parquet")


def _read(raw: Path, name: str, columns: list[str] | None) -> pd.DataFrame:
    files = sorted((raw / "batches").glob(f"*/{name}.parquet"))
    return pd.concat([pd.read_parquet(file, columns=columns) for file in files], ignore_index=True)


def _in_force(observations: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    whose = documents[["reading_id", "kind", "status", "received_at"]]
    figures = observations.rename(columns={"report_year": "year"}).merge(whose, on="reading_id")
    figures["rank"] = (
        8 * (figures["value_status"] == "blank")
        + 4 * (figures["status"] == "needs_review")
        + 2 * (figures["period_type"] == "ytd")
        + (figures["kind"] != "dispute_form")
    )
    figures = figures.sort_values(["rank", "received_at"], ascending=[True, False], kind="stable")
    return figures.drop_duplicates(KEY)[[*KEY, "value"]]
