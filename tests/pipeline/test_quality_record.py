"""The record of builds only grows; a build is numbered by it and sees what was recorded before."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pipeline.quality.history import HISTORY, append, history_tables, number_of, read_history

MARCH, APRIL = datetime(2032, 3, 1, tzinfo=UTC), datetime(2032, 4, 1, tzinfo=UTC)


def test_the_first_build_is_number_one(tmp_path: Path) -> None:
    assert number_of(tmp_path, "a") == 1
    assert read_history(tmp_path) == ()
    assert history_tables(tmp_path, "a", MARCH)["quality_history"].num_rows == 0


def test_builds_are_numbered_in_the_order_in_which_they_ended(tmp_path: Path) -> None:
    append(tmp_path, "later", APRIL, "promoted", {"review_open": 2})
    append(tmp_path, "earlier", MARCH, "promoted", {"review_open": 1})
    assert [(b.build_number, b.build_id) for b in read_history(tmp_path)] == [(1, "later"), (2, "earlier")]
    assert number_of(tmp_path, "another") == 3


def test_the_same_build_again_adds_nothing_and_keeps_its_number(tmp_path: Path) -> None:
    first = append(tmp_path, "a", MARCH, "promoted", {"review_open": 2})
    append(tmp_path, "b", APRIL, "promoted", {})
    assert append(tmp_path, "a", MARCH, "promoted", {"review_open": 3}) == first
    assert number_of(tmp_path, "a") == 1
    assert len(list((tmp_path / HISTORY).glob("*.json"))) == 2


def test_a_build_that_was_stopped_and_then_goes_through_is_recorded_twice(tmp_path: Path) -> None:
    append(tmp_path, "a", MARCH, "stopped", {"checks_failed": 1}, "gate_raw")
    assert number_of(tmp_path, "a") == 2
    append(tmp_path, "a", MARCH, "promoted", {"checks_failed": 0})
    outcomes = [(b.build_number, b.outcome, b.stopped_by) for b in read_history(tmp_path)]
    assert outcomes == [(1, "stopped", "gate_raw"), (2, "promoted", None)]


def test_the_warehouse_is_given_a_row_per_build_and_measure_and_the_build_itself(tmp_path: Path) -> None:
    append(tmp_path, "a", MARCH, "promoted", {"review_open": 2, "files_accepted": 5})
    tables = history_tables(tmp_path, "b", APRIL)
    assert [(row["measure"], row["value"]) for row in tables["quality_history"].to_pylist()] == [
        ("files_accepted", 5),
        ("review_open", 2),
    ]
    assert tables["this_build"].to_pylist() == [{"build_number": 2, "build_id": "b", "as_of": APRIL}]


def test_nothing_is_written_over(tmp_path: Path) -> None:
    append(tmp_path, "a", MARCH, "promoted", {"review_open": 2})
    (path,) = (tmp_path / HISTORY).glob("*.json")
    before = path.read_bytes()
    append(tmp_path, "a", MARCH, "promoted", {"review_open": 9})
    append(tmp_path, "a", MARCH, "stopped", {"checks_failed": 1}, "build_failed")
    assert path.read_bytes() == before
