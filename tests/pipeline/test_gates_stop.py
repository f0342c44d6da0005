"""Each gate, made to fail, leaves the current warehouse and the last edition untouched."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from homes import RunHome, nianjian

from ingestion.landing import read_raw_layer, write_batch
from pipeline import build as building
from pipeline import gates
from pipeline.quality.task_failures import standing_failures
from pipeline.settings import Home

pytestmark = pytest.mark.slow

DOUBLED = """
    create temp view cmp_year_over_year as
    select * replace (2 * value as value) from marts.cmp_year_over_year
"""


def in_force(home: Path) -> dict[str, str]:
    """The promoted warehouse and all published files, by content; links by what they point to."""
    files = [home / "warehouse" / "nianjian.duckdb", *sorted((home / "publications").rglob("*"))]
    return {
        str(path): str(path.readlink())
        if path.is_symlink()
        else hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.is_symlink() or (path.is_file() and path.name != ".lock")
    }


def told_of_stop(home: Path) -> tuple[str, str, str]:
    """What the last record says of the build that was stopped, and the code and addressee of its alert."""
    record = json.loads(max((home / "quality" / "history").glob("*.json")).read_text(encoding="utf-8"))
    assert record["outcome"] == "stopped" and record["measures"]["checks_failed"] > 0
    folder = home / "quality" / record["build_id"]
    assert "本次构建已停止" in (folder / "质量报告.html").read_text(encoding="utf-8")
    (alert,) = map(json.loads, (folder / "alerts.jsonl").read_text(encoding="utf-8").splitlines())
    return record["stopped_by"], alert["code"], alert["addressee"]


def spoil_raw(home: Path, moved_by: int = 0, **changes: Any) -> None:
    """Write a batch that repeats one received submission with something wrong in its first fact.

    ``moved_by`` moves its span by so many characters.
    """
    layer = read_raw_layer(home)
    receipt = layer.receipts.to_pylist()[0]
    reading = next(d for d in layer.documents.to_pylist() if d["receipt_id"] == receipt["receipt_id"])
    facts = [o for o in layer.observations.to_pylist() if o["reading_id"] == reading["reading_id"]]
    fact = next(o for o in facts if o["disposition"] == "fact" and o["start"] is not None)
    fact |= {"start": fact["start"] + moved_by, "end": fact["end"] + moved_by}
    text = next(t for t in layer.texts.to_pylist() if t["reading_id"] == reading["reading_id"])
    sequence = max(layer.receipts["sequence"].to_pylist()) + 1
    later = {"receipt_id": "spoilt", "sequence": sequence}
    write_batch(
        home,
        pa.Table.from_pylist([receipt | later], schema=layer.receipts.schema),
        pa.Table.from_pylist([reading | later | {"reading_id": "spoilt"}], schema=layer.documents.schema),
        pa.Table.from_pylist(
            [fact | {"reading_id": "spoilt", "observation_id": "spoilt"} | changes],
            schema=layer.observations.schema,
        ),
        pa.Table.from_pylist([text | {"reading_id": "spoilt"}], schema=layer.texts.schema),
    )


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param({"indicator_id": "no_such_indicator"}, id="a fact of no indicator"),
        pytest.param({"evidence": ""}, id="a fact without its sentence"),
        pytest.param({"start": 9, "end": 3}, id="a span that ends before it starts"),
        pytest.param({"disposition": "guess"}, id="an unknown disposition"),
        pytest.param({"moved_by": 1}, id="a span one character off"),
    ],
)
def test_the_raw_gate_stops_a_build(own_home: RunHome, fault: dict[str, Any]) -> None:
    before = in_force(own_home.root)
    spoil_raw(own_home.root, **fault)
    exit_code, output = nianjian(own_home.root, "build")
    assert exit_code == 1
    assert "gate raw failed" in output
    assert told_of_stop(own_home.root) == ("gate_raw", "gate_raw", "engineer")
    assert in_force(own_home.root) == before


def test_the_marts_gate_stops_a_build(own_home: RunHome, monkeypatch: pytest.MonkeyPatch) -> None:
    before = in_force(own_home.root)

    def lose_a_fact(home: Any, build: building.Build) -> None:
        shutil.copyfile(home.promoted, build.candidate)
        with duckdb.connect(str(build.candidate)) as connection:
            connection.execute("delete from marts.fct_observation where not_in_force_reason is null")

    monkeypatch.setattr(building, "build_candidate", lose_a_fact)
    exit_code, output = nianjian(own_home.root, "build")
    assert exit_code == 1
    assert "gate marts failed" in output
    assert told_of_stop(own_home.root) == ("gate_marts", "gate_marts", "engineer")
    assert in_force(own_home.root) == before
    assert list((own_home.root / "warehouse" / "builds").iterdir()) == []


def test_the_edition_gate_stops_a_publication(own_home: RunHome, monkeypatch: pytest.MonkeyPatch) -> None:
    """The marts say something else than the draft: nothing is published, the last edition stays."""
    for record in (own_home.root / "publications").glob("2024/*/edition.json"):
        record.chmod(0o644)
        record.write_text(record.read_text(encoding="utf-8").replace('"digest": "', '"digest": "0'), "utf-8")
    before = in_force(own_home.root)
    monkeypatch.setattr(gates, "MARTS", f"{gates.MARTS}; {DOUBLED}")
    exit_code, output = nianjian(own_home.root, "publish", "--year", "2024")
    assert exit_code == 1
    assert "gate edition failed" in output
    (alert,) = standing_failures(Home(own_home.root))
    assert (alert.code, alert.addressee, alert.year) == ("gate_edition", "engineer", 2024)
    assert in_force(own_home.root) == before
