"""The DAGs load, wire what they should, and give the same marts as the command line."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from homes import SAMPLES, RunHome, start_home
from parsed_once import parsed_once

ROOT = Path(__file__).resolve().parents[2]
DAGS = ROOT / "dags"
NAMES = {
    *("ingest_submissions", "build_warehouse", "review_submissions"),
    *("publish_yearly_comparison", "publish_annual_summary"),
}
MARTS = "select table_name from information_schema.tables where table_schema = 'marts' order by 1"

INSPECT = """
import json, sys
sys.path.insert(0, sys.argv[1])
from airflow.dag_processing.dagbag import DagBag
from airflow.utils import db
db.initdb()
bag = DagBag(sys.argv[1])
print(json.dumps({
    "errors": {path: error for path, error in bag.import_errors.items()},
    "dags": {
        dag_id: {
            "tasks": sorted(task.task_id for task in dag.tasks),
            "after": {
                task.task_id: sorted(task.get_flat_relative_ids(upstream=True)) for task in dag.tasks
            },
            "outlets": sorted(asset.name for task in dag.tasks for asset in task.outlets),
            "retries": sorted({task.retries for task in dag.tasks}),
            "catchup": dag.catchup,
            "max_active_runs": dag.max_active_runs,
            "timetable": type(dag.timetable).__name__,
        }
        for dag_id, dag in bag.dags.items()
    },
}))
"""


@pytest.fixture(scope="module")
def airflow_environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = tmp_path_factory.mktemp("airflow")
    return os.environ | {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "NIANJIAN_HOME": str(home / "var"),
    }


@pytest.mark.slow
def test_the_dags_load_and_wire_what_they_should(airflow_environment: dict[str, str]) -> None:
    import json

    printed = subprocess.run(
        [sys.executable, "-c", INSPECT, str(DAGS)],
        env=airflow_environment,
        check=True,
        capture_output=True,
        text=True,
    )
    found = json.loads(printed.stdout.splitlines()[-1])
    assert found["errors"] == {}
    assert set(found["dags"]) == NAMES
    outlets = {dag_id: dag["outlets"] for dag_id, dag in found["dags"].items()}
    assert outlets["ingest_submissions"] == ["observations"]
    assert outlets["build_warehouse"] == ["marts"]
    assert outlets["review_submissions"] == ["decisions"]
    assert found["dags"]["build_warehouse"]["timetable"] == "AssetTriggeredTimetable"
    assert_gates_stand_before(found["dags"])
    for dag in found["dags"].values():
        assert dag["retries"] != [0]
        assert dag["catchup"] is False
        assert dag["max_active_runs"] == 1


def assert_gates_stand_before(dags: dict[str, Any]) -> None:
    """What puts a warehouse in force comes after both gates, each on what was made before it."""
    after = dags["build_warehouse"]["after"]
    assert {"check_raw", "build_candidate", "check_marts"} <= set(after["promote"])
    assert "check_raw" in after["build_candidate"]
    assert "build_candidate" in after["check_marts"]


@pytest.mark.parametrize(
    ("name", "stages"),
    [
        ("build_warehouse", {"check_raw", "build_candidate", "check_marts", "promote"}),
        ("publish_yearly_comparison", {"publish_year"}),
        ("publish_annual_summary", {"publish_year"}),
    ],
)
def test_the_tasks_call_the_stages_that_stand_behind_the_gates(name: str, stages: set[str]) -> None:
    """And nothing else of the pipeline could promote or publish."""
    tree = ast.parse((DAGS / f"{name}.py").read_text(encoding="utf-8"))
    called = {
        call.func.attr
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "stages"
    }
    assert stages <= called
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {module for module in imported if str(module).startswith("pipeline")} == {"pipeline"}


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_dag_file_is_thin_and_asks_no_clock(name: str) -> None:
    source = (DAGS / f"{name}.py").read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 120
    called = {
        node.attr if isinstance(node, ast.Attribute) else node.id
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call) and isinstance(node := call.func, ast.Attribute | ast.Name)
    }
    assert not called & {"now", "today", "utcnow"}


@pytest.mark.slow
def test_the_dags_and_the_command_line_give_the_same_marts(
    sample_home: RunHome, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    through_dags = tmp_path / "dags"
    start_home(through_dags, parsed_once(tmp_path_factory))
    run = [sys.executable, str(DAGS / "local" / "run_in_process.py"), "--inbox", str(SAMPLES)]
    done = subprocess.run(
        run,
        env=os.environ | {"NIANJIAN_HOME": str(through_dags)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert sample_home.exit_code == 3, sample_home.output
    assert compare(through_dags, sample_home.root) > 14


def compare(first: Path, second: Path) -> int:
    """Hold every mart of two homes against each other, row by row; the number of marts compared."""
    with duckdb.connect() as connection:
        for name, home in (("a", first), ("b", second)):
            connection.execute(f"attach '{home / 'warehouse' / 'nianjian.duckdb'}' as {name} (read_only)")
        names = [
            [row[0] for row in connection.execute(f"use {alias}; {MARTS}").fetchall()] for alias in ("a", "b")
        ]
        assert names[0] == names[1]
        for table in names[0]:
            for one, other in (("a", "b"), ("b", "a")):
                only = connection.execute(
                    f"from {one}.marts.{table} except all from {other}.marts.{table} limit 3"
                ).fetchall()
                assert only == [], f"{table}: only in {one}: {only}"
        return len(names[0])
