"""The counts of the gates are those that the gates wrote, also of checks that are switched off."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.quality.checks import (
    checks_of_build,
    checks_of_editions,
    forget_refusal,
    measures_of,
    switched_off,
)

OFF = {"check": "P05", "why": "改版期间不适用", "owner": "王某", "expires_on": "2032-05-01"}


def result(folder: Path, gate: str, **changes: Any) -> None:
    """What a gate writes about a run: 4 expectations, one warned and one failed."""
    outcomes = [
        {"view": "facts", "columns": [], "success": True, "unexpected": 0},
        {"view": "facts", "columns": ["value"], "success": False, "unexpected": 3},
        {"view": "row_counts", "columns": [], "success": False, "unexpected": 1},
        {"view": "facts", "columns": ["unit"], "success": True, "unexpected": 0},
    ]
    content = {"evaluated": 4, "failed": 1, "warned": 1, "outcomes": outcomes, "switched_off": []} | changes
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{gate}.json").write_text(json.dumps(content), encoding="utf-8")


def test_each_gate_that_ran_is_counted_in_its_order(tmp_path: Path) -> None:
    result(tmp_path / "b", "marts", failed=0, warned=0, outcomes=[])
    result(tmp_path / "b", "raw")
    raw, marts = checks_of_build(tmp_path, "b")
    assert (raw.gate, raw.passed, raw.warned, raw.failed, raw.evaluated) == ("raw", 2, 1, 1, 4)
    assert raw.messages == ("facts.value（3处）", "row_counts")
    assert (marts.gate, marts.passed, marts.messages) == ("marts", 4, ())
    assert checks_of_build(tmp_path, "never_built") == ()


def test_the_editions_are_counted_together(tmp_path: Path) -> None:
    assert checks_of_editions(tmp_path) == ()
    for year in (2030, 2031):
        result(tmp_path / f"edition-{year}", "edition")
    (editions,) = checks_of_editions(tmp_path)
    assert (editions.gate, editions.evaluated, editions.failed) == ("edition", 8, 2)


def test_an_edition_that_was_refused_and_stands_again_counts_no_more(tmp_path: Path) -> None:
    result(tmp_path / "edition-2030", "edition")
    result(tmp_path / "edition-2031", "edition", failed=0, warned=0, outcomes=[])
    for year in (2029, 2030, 2031):
        forget_refusal(tmp_path, year)
    (editions,) = checks_of_editions(tmp_path)
    assert (editions.evaluated, editions.failed) == (4, 0)


def test_a_check_that_is_off_in_two_gates_is_named_once(tmp_path: Path) -> None:
    for gate in ("raw", "marts"):
        result(tmp_path / "b", gate, switched_off=[OFF])
    (off,) = switched_off(tmp_path, "b")
    assert (off.expectation, off.owner, off.expires_on.isoformat()) == ("P05", "王某", "2032-05-01")


def test_the_measures_add_the_gates_up(tmp_path: Path) -> None:
    result(tmp_path / "b", "raw", switched_off=[OFF])
    result(tmp_path / "b", "marts")
    measures = measures_of(checks_of_build(tmp_path, "b"), switched_off(tmp_path, "b"))
    assert measures == {
        "checks_passed": 4,
        "checks_warned": 2,
        "checks_failed": 2,
        "checks_switched_off": 1,
    }
