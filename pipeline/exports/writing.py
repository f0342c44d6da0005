"""Parquet files in a total order, so that the same build gives the same bytes."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.exports.contents import Earlier, earlier_export, write_contents
from pipeline.exports.pieces import Piece, pieces_of

EXPORTS = "marts"
"""The folder of the exports, beside the warehouse they were made from."""

EXAMPLES = Path(__file__).with_name("README.md")
ROWS_PER_GROUP = 122_880
"""Rows of a Parquet row group: DuckDB's own, so that it reads the files in parallel."""

WRITERS = 2
"""Files written at a time; a piece is sorted and packed by one thread."""
MEMORY = "1GB"


def export_marts(warehouse: Path, folder: Path, earlier: Path | None = None) -> tuple[str, ...]:
    """Write every mart of ``warehouse`` into ``folder``, the example queries beside; the names of the files.

    The folder is new. Rows are sorted by the key of the mart (by all columns where it has none), and nothing
    in the files tells when they were made. What an ``earlier`` export holds just so is linked from there: the
    bytes are those that would be written.
    """
    folder.mkdir(parents=True)
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        connection.execute("set enable_progress_bar = false")  # the bar would go into every log
        connection.execute(f"set memory_limit = '{MEMORY}'")
        pieces = tuple(pieces_of(connection))
        with ThreadPoolExecutor(WRITERS) as writers:
            export = partial(_export, connection, folder, earlier_export(earlier))
            for _ in writers.map(export, pieces):
                pass
    write_contents(folder, {piece.name: piece.digest for piece in pieces})
    shutil.copyfile(EXAMPLES, folder / EXAMPLES.name)
    return tuple(piece.name for piece in pieces)


def _export(
    connection: duckdb.DuckDBPyConnection, folder: Path, earlier: Earlier | None, piece: Piece
) -> None:
    path = folder / piece.name
    path.parent.mkdir(exist_ok=True)
    if earlier is not None and earlier.linked(piece.name, piece.digest, path):
        return
    with connection.cursor() as cursor:
        rows = cursor.execute(piece.query).to_arrow_table()
    pq.write_table(in_order(rows, piece.order), path, compression="zstd", row_group_size=ROWS_PER_GROUP)


def in_order(rows: pa.Table, columns: Sequence[str]) -> pa.Table:
    """The rows ordered by these columns, texts by their bytes, empty last; as they are without columns.

    Only the columns of the order are compared and every row is moved once; DuckDB would carry whole rows
    along. The rows come in one stretch of memory: the bytes of a file follow from that too.
    """
    if columns:
        rows = rows.take(pc.sort_indices(rows, [(column, "ascending") for column in columns]))
    return rows.combine_chunks()
