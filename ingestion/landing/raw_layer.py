"""The raw layer: one folder per batch with receipts, documents, observations and the texts that these were
read from, moved into place whole."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ingestion.landing.durable import INCOMING, sync_file, sync_folder
from ingestion.landing.locks import locked
from ingestion.landing.schemas import DOCUMENT_SCHEMA, OBSERVATION_SCHEMA, RECEIPT_SCHEMA, TEXT_SCHEMA

SCHEMAS: Mapping[str, pa.Schema] = {
    "receipts": RECEIPT_SCHEMA,
    "documents": DOCUMENT_SCHEMA,
    "observations": OBSERVATION_SCHEMA,
    "texts": TEXT_SCHEMA,
}
KEPT_SINCE_LATER = frozenset({"texts"})
"""Files that batches of earlier versions do not have; the gate of the raw layer says of which readings."""
_BATCH_ID_LENGTH = 32
_LOCK_SECONDS = 120.0


class RawLayerDamagedError(Exception):
    """A batch is incomplete, or does not hold what was written."""


class SequenceTakenError(Exception):
    """A batch brings receipts whose place in the order of the home is taken already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawLayer:
    """The tables of all batches, one after another in the order of their receipts."""

    receipts: pa.Table
    documents: pa.Table
    observations: pa.Table
    texts: pa.Table


def batches_folder(home: Path) -> Path:
    """Where the batches of a home lie."""
    return home / "raw" / "batches"


def write_batch(
    home: Path,
    receipts: pa.Table,
    documents: pa.Table,
    observations: pa.Table,
    texts: pa.Table | None = None,
) -> str:
    """Writes one batch and returns its id; ``texts`` are those of its readings, none by default.

    The tables have the columns of :data:`SCHEMAS`; ``batch_id`` may be missing or anything, it is
    filled in. The id is made of the content, so writing the same batch again changes nothing. Raises
    :class:`SequenceTakenError` where another batch has receipts of the same sequence: two runs at once must
    take turns by :func:`ingestion.landing.exclusive`.
    """
    given = {"receipts": receipts, "documents": documents, "observations": observations}
    given["texts"] = TEXT_SCHEMA.empty_table() if texts is None else texts
    tables = {name: _without_batch(given[name], schema) for name, schema in SCHEMAS.items()}
    batch_id = _content_id(tables)
    whole = {name: _with_batch(table, SCHEMAS[name], batch_id) for name, table in tables.items()}
    folder = batches_folder(home)
    with locked(home / "raw" / ".lock", _LOCK_SECONDS):
        if (folder / batch_id).is_dir():
            _verify(folder / batch_id, whole)
        else:
            _require_free_sequences(folder, whole["receipts"])
            _write(folder, batch_id, whole)
    return batch_id


def ensure_raw_layer(home: Path) -> None:
    """Makes sure that there is at least one batch, if need be an empty one."""
    if not any(_batch_folders(batches_folder(home))):
        write_batch(home, *(schema.empty_table() for schema in SCHEMAS.values()))


def read_raw_layer(home: Path) -> RawLayer:
    """All batches of a home; empty tables where there is none."""
    return RawLayer(**{name: read_raw_table(home, name) for name in SCHEMAS})


def read_raw_table(home: Path, name: str) -> pa.Table:
    """One table of all batches (``receipts``, ``documents``, ``observations``), in batch order."""
    folders = sorted(_batch_folders(batches_folder(home)), key=_order)
    kept = (f for f in folders if name not in KEPT_SINCE_LATER or (f / f"{name}.parquet").is_file())
    return pa.concat_tables([SCHEMAS[name].empty_table(), *(_read(folder, name) for folder in kept)])


def raw_files(home: Path, name: str) -> tuple[Path, ...]:
    """The files of one table, in batch order, for who reads them without loading them whole.

    Raises :class:`RawLayerDamagedError` where a batch lacks its file or has other columns.
    """
    folders = sorted(_batch_folders(batches_folder(home)), key=_order)
    return tuple(
        _checked(path, SCHEMAS[name])
        for path in (folder / f"{name}.parquet" for folder in folders)
        if path.is_file() or name not in KEPT_SINCE_LATER
    )


def _without_batch(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The columns of the schema except ``batch_id``, in its order and types."""
    wanted = pa.schema([field for field in schema if field.name != "batch_id"])
    missing = sorted(set(wanted.names) - set(table.column_names))
    unknown = sorted(set(table.column_names) - set(schema.names))
    if missing or unknown:
        raise ValueError(f"columns do not fit: missing {missing}, unknown {unknown}")
    table = table.select(wanted.names).cast(wanted)
    _require_no_nulls(table)
    return table


def _require_no_nulls(table: pa.Table) -> None:
    for field in table.schema:
        if not field.nullable and table[field.name].null_count:
            raise ValueError(f"column {field.name} must not be null")


def _with_batch(table: pa.Table, schema: pa.Schema, batch_id: str) -> pa.Table:
    column = pa.array([batch_id] * table.num_rows, pa.string())
    return table.append_column(schema.field("batch_id"), column).select(schema.names).cast(schema)


def _content_id(tables: Mapping[str, pa.Table]) -> str:
    digest = hashlib.sha256()
    for name, table in tables.items():
        for column in table.column_names:
            values = json.dumps(table[column].to_pylist(), ensure_ascii=True, default=_plain)
            digest.update(f"{name}.{column}={values}\n".encode())
    return digest.hexdigest()[:_BATCH_ID_LENGTH]


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"no plain form of {type(value).__name__}")


def _require_free_sequences(folder: Path, receipts: pa.Table) -> None:
    taken: set[int] = set()
    for batch in _batch_folders(folder):
        taken |= _sequences(_read(batch, "receipts"))
    clash = sorted(taken & _sequences(receipts))
    if clash:
        raise SequenceTakenError(f"receipts {clash[:5]} are taken by another batch: land these files again")


def _sequences(receipts: pa.Table) -> set[int]:
    return {int(str(sequence)) for sequence in receipts["sequence"].to_pylist()}


def _write(folder: Path, batch_id: str, tables: Mapping[str, pa.Table]) -> None:
    """Writes aside, reads back, then moves the folder into place in one step."""
    folder.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=INCOMING, dir=folder.parent))
    try:
        for name, table in tables.items():
            pq.write_table(table, aside / f"{name}.parquet", compression="zstd")
            sync_file(aside / f"{name}.parquet")
        _verify(aside, tables)
        aside.chmod(0o755)
        sync_folder(aside)
        aside.rename(folder / batch_id)
        sync_folder(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _verify(folder: Path, tables: Mapping[str, pa.Table]) -> None:
    for name, table in tables.items():
        found = _read(folder, name)
        if found.num_rows != table.num_rows or not found.equals(table):
            raise RawLayerDamagedError(
                f"{folder / name}.parquet: read {found.num_rows} rows, not the {table.num_rows} written"
            )


def _read(folder: Path, name: str) -> pa.Table:
    return pq.read_table(_checked(folder / f"{name}.parquet", SCHEMAS[name]), partitioning=None)


def _checked(path: Path, schema: pa.Schema) -> Path:
    if not path.is_file():
        raise RawLayerDamagedError(f"{path} is missing: the batch is incomplete, restore it from a backup")
    if not pq.read_schema(path).equals(schema):
        raise RawLayerDamagedError(f"{path} has other columns than this version writes")
    return path


def _batch_folders(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))


def _order(folder: Path) -> tuple[int, str]:
    """Batches in the order of their first receipts; those without receipts come first."""
    first = pc.min(_read(folder, "receipts")["sequence"]).as_py()
    return (-1 if first is None else int(first), folder.name)
