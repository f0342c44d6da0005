"""One Parquet file per mart, in a total order, so that the same build gives the same bytes."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from pipeline.exports.keys import key_of

EXPORTS = "marts"
"""The folder of the exports, beside the warehouse they were made from."""

EXAMPLES = Path(__file__).with_name("README.md")
ROWS_PER_GROUP = 122_880
"""Rows of a Parquet row group: DuckDB's own, so that it reads the files in parallel."""

MARTS = "select table_name from information_schema.tables where table_schema = 'marts' order by table_name"


def export_marts(warehouse: Path, folder: Path) -> tuple[str, ...]:
    """Write every mart of ``warehouse`` as ``folder/<table>.parquet`` with the example queries beside.

    The folder is new. Rows are sorted by the key of the mart (by all columns where it has none), and nothing
    in the files tells when they were made.
    """
    folder.mkdir(parents=True)
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        connection.execute("set enable_progress_bar = false")  # the bar would go into every log
        names = tuple(name for (name,) in connection.execute(MARTS).fetchall())
        for name in names:
            _export(connection, name, folder / f"{name}.parquet")
    shutil.copyfile(EXAMPLES, folder / EXAMPLES.name)
    return names


def _export(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    order = ", ".join(f'"{column}"' for column in key_of(name)) or "all"
    query = f'select * from marts."{name}" order by {order}'
    batches = connection.execute(query).to_arrow_reader(ROWS_PER_GROUP)
    with pq.ParquetWriter(path, batches.schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch, row_group_size=ROWS_PER_GROUP)
