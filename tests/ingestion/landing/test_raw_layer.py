"""The raw layer: whole batches or none, ids from content, two runs at once."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingestion.landing import (
    DOCUMENT_SCHEMA,
    OBSERVATION_SCHEMA,
    RECEIPT_SCHEMA,
    TEXT_SCHEMA,
    HomeBusyError,
    RawLayerDamagedError,
    SequenceTakenError,
    ensure_raw_layer,
    exclusive,
    raw_files,
    read_raw_layer,
    read_raw_table,
    write_batch,
)
from ingestion.landing.raw_layer import batches_folder
from ingestion.landing.schemas import OBSERVATION_FIELDS

NOON = datetime(2032, 2, 1, 12, tzinfo=UTC)


def row(schema: pa.Schema, **given: object) -> dict[str, object]:
    """A row with the given values, and something of the right type where a column must not be null."""
    samples: dict[pa.DataType, object] = {
        pa.string(): "x",
        pa.int64(): 1,
        pa.float64(): 1.0,
        pa.bool_(): False,
        pa.timestamp("us", tz="UTC"): NOON,
        pa.list_(pa.string()): ["原因"],
    }
    return {field.name: None if field.nullable else samples[field.type] for field in schema} | given


def batch(sequence: int = 1, value: float = 67.0) -> tuple[pa.Table, pa.Table, pa.Table]:
    receipts = [row(RECEIPT_SCHEMA, sequence=sequence, receipt_id=f"r{sequence}")]
    documents = [row(DOCUMENT_SCHEMA, sequence=sequence, published_on=date(2032, 1, 9), chars=4000)]
    alternatives = [{"indicator_id": "arb_accepted", "confidence": 0.4}]
    observations = [row(OBSERVATION_SCHEMA, value=value, alternatives=alternatives, start=3, end=5)]
    return (
        pa.Table.from_pylist(receipts, RECEIPT_SCHEMA),
        pa.Table.from_pylist(documents, DOCUMENT_SCHEMA),
        pa.Table.from_pylist(observations, OBSERVATION_SCHEMA),
    )


def batches(home: Path) -> list[str]:
    return sorted(path.name for path in batches_folder(home).iterdir())


def test_a_batch_comes_back_with_its_id_in_every_row(tmp_path: Path) -> None:
    batch_id = write_batch(tmp_path, *batch())
    layer = read_raw_layer(tmp_path)
    for table, given in zip((layer.receipts, layer.documents, layer.observations), batch(), strict=True):
        assert table["batch_id"].to_pylist() == [batch_id]
        assert table.drop_columns("batch_id").equals(given.drop_columns("batch_id"))
    assert layer.receipts.schema == RECEIPT_SCHEMA
    assert layer.documents.schema == DOCUMENT_SCHEMA
    assert layer.observations.schema == OBSERVATION_SCHEMA


def test_a_batch_of_an_earlier_version_has_no_texts(tmp_path: Path) -> None:
    texts = pa.Table.from_pylist([{"reading_id": "r", "batch_id": "", "text": "受理58件"}], TEXT_SCHEMA)
    folder = batches_folder(tmp_path) / write_batch(tmp_path, *batch(), texts)
    assert read_raw_table(tmp_path, "texts")["text"].to_pylist() == ["受理58件"]
    assert raw_files(tmp_path, "texts") == (folder / "texts.parquet",)
    (folder / "texts.parquet").unlink()
    assert read_raw_table(tmp_path, "texts").num_rows == 0
    assert raw_files(tmp_path, "texts") == ()


def test_the_folder_holds_four_files_and_nothing_unfinished(tmp_path: Path) -> None:
    batch_id = write_batch(tmp_path, *batch())
    folder = batches_folder(tmp_path) / batch_id
    assert sorted(path.name for path in folder.iterdir()) == [
        "documents.parquet",
        "observations.parquet",
        "receipts.parquet",
        "texts.parquet",
    ]
    assert sorted(path.name for path in (tmp_path / "raw").iterdir()) == [".lock", "batches"]


def test_the_same_content_is_the_same_batch(tmp_path: Path) -> None:
    first = write_batch(tmp_path, *batch())
    without_id = tuple(table.drop_columns("batch_id") for table in batch())
    assert write_batch(tmp_path, *without_id) == first
    assert batches(tmp_path) == [first]


def test_other_content_is_another_batch_in_the_order_of_receipts(tmp_path: Path) -> None:
    late = write_batch(tmp_path, *batch(sequence=2))
    early = write_batch(tmp_path, *batch(sequence=1))
    assert late != early
    assert read_raw_table(tmp_path, "receipts")["batch_id"].to_pylist() == [early, late]


def test_a_sequence_is_taken_once(tmp_path: Path) -> None:
    write_batch(tmp_path, *batch(sequence=1, value=67))
    with pytest.raises(SequenceTakenError):
        write_batch(tmp_path, *batch(sequence=1, value=76))
    assert len(batches(tmp_path)) == 1


def test_an_empty_home_reads_as_empty_tables(tmp_path: Path) -> None:
    assert read_raw_layer(tmp_path).observations.num_rows == 0
    ensure_raw_layer(tmp_path)
    ensure_raw_layer(tmp_path)
    assert len(batches(tmp_path)) == 1
    layer = read_raw_layer(tmp_path)
    assert (layer.receipts.num_rows, layer.documents.num_rows, layer.observations.num_rows) == (0, 0, 0)
    assert layer.receipts.schema == RECEIPT_SCHEMA


def test_a_null_where_none_may_be_and_a_missing_column_are_refused(tmp_path: Path) -> None:
    receipts, documents, observations = batch()
    nameless = receipts.set_column(
        receipts.schema.get_field_index("source_name"), "source_name", pa.array([None], pa.string())
    )
    with pytest.raises(ValueError, match="source_name"):
        write_batch(tmp_path, nameless, documents, observations)
    with pytest.raises(ValueError, match="receipt_id"):
        write_batch(tmp_path, receipts, documents.drop_columns("receipt_id"), observations)
    with pytest.raises(ValueError, match="unknown"):
        write_batch(tmp_path, receipts.append_column("more", pa.array(["x"])), documents, observations)
    assert not batches_folder(tmp_path).exists()


def test_a_failed_write_leaves_no_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ingestion.landing import raw_layer

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(raw_layer, "sync_file", fail)
    with pytest.raises(OSError, match="disk full"):
        write_batch(tmp_path, *batch())
    assert batches(tmp_path) == []
    assert read_raw_layer(tmp_path).receipts.num_rows == 0


def test_damage_is_noticed(tmp_path: Path) -> None:
    folder = batches_folder(tmp_path) / write_batch(tmp_path, *batch())
    assert read_raw_table(tmp_path, "observations").num_rows == 1, "the control: an intact batch passes"
    fewer = pq.read_table(folder / "observations.parquet").slice(0, 0)
    pq.write_table(fewer, folder / "observations.parquet")
    with pytest.raises(RawLayerDamagedError, match="0 rows"):
        write_batch(tmp_path, *batch())
    (folder / "observations.parquet").unlink()
    with pytest.raises(RawLayerDamagedError, match="missing"):
        read_raw_layer(tmp_path)


def test_observations_carry_every_field(tmp_path: Path) -> None:
    assert {field.name for field in OBSERVATION_FIELDS} < set(OBSERVATION_SCHEMA.names)


HOLD = """
import sys
from pathlib import Path
from ingestion.landing import exclusive
with exclusive(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_a_second_run_waits_for_the_first(tmp_path: Path) -> None:
    root = str(Path(__file__).resolve().parents[3])
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": root},
    )
    assert holder.stdout is not None and holder.stdin is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(HomeBusyError, match=str(holder.pid)), exclusive(tmp_path, wait_seconds=0):
        raise AssertionError("two runs at once")
    told: list[str] = []

    def let_go(message: str) -> None:
        told.append(message)
        holder.communicate("go\n", timeout=600)

    with exclusive(tmp_path, wait_seconds=600, on_wait=let_go):
        assert len(told) == 1
        assert str(holder.pid) in told[0]
