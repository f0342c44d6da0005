"""What each task makes of what its stage says: which outcomes pass on, skip, fail for good or are retried."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

DAGS = Path(__file__).resolve().parents[2] / "dags"

# Airflow is imported in a process of its own: it sets up logging and a home when it is imported.
CALL = """
import importlib, json, os, sys
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from pipeline import errors, stages
sys.path.insert(0, sys.argv[1])
DAGS = sorted(p.stem for p in Path(sys.argv[1]).glob("*.py") if p.stem not in ("assets", "failure_alerts"))
RUN_AFTER = datetime(2024, 4, 1)
FAILURES = {
    "missing": stages.WarehouseMissing("no warehouse"),
    "overtaken": stages.OvertakenBuild("knows more"),
    "build failed": stages.BuildFailed("promote", ["gone"]),
    "unverified": stages.EditionUnverified("2 faults"),
    "refused": stages.Refused(("no reason",)),
    "broken": OSError("disk"),
}
def stand_in(outcome):
    def stage(*arguments):
        if isinstance(outcome, str):
            raise FAILURES[outcome]
        return outcome
    return stage
told = []
for module, task, stage, outcome, arguments in json.loads(sys.stdin.read()):
    if "ti" in arguments:
        arguments["ti"] = SimpleNamespace(try_number=arguments["ti"])
    if "dag_run" in arguments:
        arguments["dag_run"] = SimpleNamespace(logical_date=None, run_after=RUN_AFTER)
    honest = getattr(stages, stage)
    setattr(stages, stage, stand_in(outcome))
    dag = getattr(importlib.import_module(module), module)()
    try:
        dag.get_task(task).python_callable(**arguments)
        told.append("done")
    except Exception as error:
        told.append(type(error).__name__)
    setattr(stages, stage, honest)
quiet = []
for module in DAGS:
    dag = getattr(importlib.import_module(module), module)()
    quiet += [task.task_id for task in dag.tasks if not task.on_failure_callback]
    last = [task for task in dag.tasks if task.on_success_callback]
    quiet += [] if len(last) == 1 and not dag.on_success_callback else [module]
told.append([len(DAGS), quiet])
import failure_alerts
context = {
    "task_instance": SimpleNamespace(dag_id="build_warehouse", task_id="read", map_index=3),
    "run_id": "scheduled__2024-04-01",
    "dag": SimpleNamespace(dag_id="build_warehouse"),
}
left = lambda: sorted(p.read_text() for p in Path(os.environ["NIANJIAN_HOME"]).glob("quality/failures/*/*"))
failure_alerts.tell_failure(context | {"exception": OSError("disk full")})
failure_alerts.tell_failure(context | {"exception": FAILURES["build failed"]})
found = left()
failure_alerts.clear_failures(context)
of_this_run = left()
failure_alerts.clear_failures(context | {"run_id": "scheduled__2024-04-02"})
told.append([found, of_this_run, left()])
teardown = getattr(importlib.import_module("build_warehouse"), "build_warehouse")().get_task("clear")
told.append([teardown.is_teardown, teardown.on_failure_fail_dagrun, sorted(teardown.upstream_task_ids)])
print(json.dumps(told))
"""
SKIPPED, FAILED, RETRIED = "AirflowSkipException", "AirflowFailException", "OSError"
REVIEW, APPLY = "review_submissions", "review.apply_answer"
LIMIT = {"params": {"limit": 5}}
ANSWER = {"item_id": "a", "answer": {}}
YEARLY, SUMMARY = "publish_yearly_comparison", "publish_annual_summary"
OF_2024 = {"params": {"year": 2024}, "dag_run": None}
NEW, UNCHANGED = {"created": True}, {"created": False}

CASES = [
    ("no warehouse: no years to publish", SKIPPED, YEARLY, "find_years", "data_years", "missing", {}),
    ("no warehouse: no year to sum up", SKIPPED, SUMMARY, "choose_year", "data_years", "missing", OF_2024),
    ("a year without figures", SKIPPED, SUMMARY, "choose_year", "data_years", [2023], OF_2024),
    ("a year with figures", "done", SUMMARY, "choose_year", "data_years", [2024], OF_2024),
    *(
        (f"{words} in {dag}", told, dag, task, "publish_year", outcome, {"year": 2024, "ti": attempt})
        for dag, task in ((YEARLY, "publish_year"), (SUMMARY, "publish_summary"))
        for words, told, outcome, attempt in (
            ("a new edition", "done", NEW, 1),
            ("an unchanged edition", SKIPPED, UNCHANGED, 1),
            ("an edition that the attempt before made", "done", UNCHANGED, 2),
            ("an edition that is not true to the marts", FAILED, "unverified", 1),
            ("a full disk", RETRIED, "broken", 1),
        )
    ),
    ("a build in force", SKIPPED, "build_warehouse", "check_need", "is_in_force", True, {"build": {}}),
    ("a build that is needed", "done", "build_warehouse", "check_need", "is_in_force", False, {"build": {}}),
    ("an overtaken build", SKIPPED, "build_warehouse", "promote", "promote", "overtaken", {"build": {}}),
    ("a lost candidate", FAILED, "build_warehouse", "promote", "promote", "build failed", {"build": {}}),
    ("no warehouse: nothing to review", SKIPPED, REVIEW, "find_items", "review_items", "missing", LIMIT),
    ("an empty queue", SKIPPED, REVIEW, "find_items", "review_items", [], LIMIT),
    ("items to review", "done", REVIEW, "find_items", "review_items", [{"item_id": "a"}], LIMIT),
    ("an answer", "done", REVIEW, APPLY, "apply_review", {"decisions": ["d"]}, ANSWER),
    ("an item left for later", SKIPPED, REVIEW, APPLY, "apply_review", {"decisions": []}, ANSWER),
    ("an answer that cannot be applied", FAILED, REVIEW, APPLY, "apply_review", "refused", ANSWER),
    ("a promotion that broke off", RETRIED, "build_warehouse", "promote", "promote", "broken", {"build": {}}),
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """What became of every case, in order, and at last how the clearing task is wired."""
    home = str(tmp_path_factory.mktemp("airflow"))
    calls = [case[2:] for case in CASES]
    printed = subprocess.run(
        [sys.executable, "-c", CALL, str(DAGS)],
        input=json.dumps(calls),
        env=os.environ | {"AIRFLOW_HOME": home, "NIANJIAN_HOME": home},
        capture_output=True,
        text=True,
        check=False,
    )
    assert printed.returncode == 0, printed.stderr
    outcomes: list[Any] = json.loads(printed.stdout.splitlines()[-1])
    return outcomes


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case[0] for case in CASES])
def test_a_task_ends_as_its_stage_says(told: list[Any], number: int) -> None:
    assert told[number] == CASES[number][1]


def test_every_task_that_fails_for_good_tells_somebody(told: list[Any]) -> None:
    """No task of any DAG is without its callback, and no DAG without a task that takes the alert back.

    That is one task and not the DAG: a run that skipped all its work has mended nothing.
    """
    assert told[-3] == [5, []]


def test_a_failure_is_one_alert_to_the_engineer_until_a_run_goes_through(told: list[Any]) -> None:
    """A build that was stopped has left its own alert, so that its task adds none."""
    (line,), of_this_run, after = told[-2]
    alert = json.loads(line)
    assert (alert["addressee"], alert["code"]) == ("engineer", "task_failed")
    assert "build_warehouse.read[3]（scheduled__2024-04-01）：disk full" in alert["what"]
    assert of_this_run == [line]
    assert after == []


def test_the_build_folder_is_cleared_when_nothing_is_left_to_retry(told: list[Any]) -> None:
    is_teardown, fails_the_run, upstream = told[-1]  # type: ignore[misc]
    assert is_teardown
    assert not fails_the_run
    assert upstream == ["prepare", "promote"]
