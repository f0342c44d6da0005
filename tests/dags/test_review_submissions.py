"""The review queue as human-in-the-loop tasks: the words of the form, and an answer given through the API."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from catalog import load_catalog
from pipeline.review.form import FIGURES, PERIODS, SUBMISSIONS
from pipeline.review.records import recorded
from pipeline.review.tasks import LATER

ROOT = Path(__file__).resolve().parents[2]
DAGS = ROOT / "dags"

# In a process of its own: Airflow sets up a home when it is imported. A thread answers what waits through the
# scheduler's API, as its UI does; the stages are the real ones over a small home. It answers once the run
# sleeps: unlike a scheduler, dag.test() writes a task's state a second time after the task has told that it
# waits. An answer between the two would be overwritten, and the run would wait for good. It sleeps when
# nothing is left to write.
RUN = """
import json, sys, threading, time
from pathlib import Path
sys.path[:0] = [sys.argv[1], sys.argv[2]]
from airflow.dag_processing.dagbag import DagBag
from airflow.utils import db
from review_home import make_home
make_home(Path(sys.argv[3]))
db.initdb()
left, told = json.loads(sys.argv[4]), []
waits, sleep = threading.Event(), time.sleep

def sleep_and_tell(seconds):
    caller = sys._getframe(1)
    if (caller.f_globals["__name__"], caller.f_code.co_name) == ("airflow.sdk.definitions.dag", "test"):
        waits.set()
    sleep(seconds)

def answer():
    from airflow.api_fastapi.app import create_app
    from fastapi.testclient import TestClient
    with TestClient(create_app(apps="all")) as client:
        token = client.get("/auth/token").json()["access_token"]
        client.headers["Authorization"] = f"Bearer {token}"
        runs = "/api/v2/dags/review_submissions/dagRuns"
        waits.wait()
        while left:
            for detail in client.get(f"{runs}/~/hitlDetails").json()["hitl_details"]:
                key = next((key for key in left if key in detail["subject"]), None)
                if key is not None and not detail["response_received"]:
                    ti = detail["task_instance"]
                    task = f"{ti['dag_run_id']}/taskInstances/{ti['task_id']}/{ti['map_index']}"
                    done = client.patch(f"{runs}/{task}/hitlDetails", json=left.pop(key))
                    told.append([key, done.status_code, detail["body"]])
            sleep(0.3)

def answered():
    try:
        answer()
    except BaseException as error:
        print(json.dumps({"error": repr(error)}), flush=True)
        import os
        os._exit(1)

bag = DagBag(sys.argv[1])
assert not bag.import_errors, bag.import_errors
time.sleep = sleep_and_tell
threading.Thread(target=answered, daemon=True).start()
run = bag.get_dag("review_submissions").test(run_conf={"limit": 3})
states = {f"{ti.task_id} {ti.map_index}": str(ti.state) for ti in run.get_task_instances()}
print(json.dumps({"states": states, "told": told}))
"""
FIELDS = (
    *("理由", "更正后数值", "复核人", "改为指标", "改为口径", "改为时期", "改为年度"),
    *("指定地区", "指定年度"),
)


def response(choice: str, **filled: str) -> dict[str, Any]:
    """An answer as the UI sends it: the choice, and every field of the form."""
    return {"chosen_options": [choice], "params_input": {name: filled.get(name, "") for name in FIELDS}}


@pytest.mark.slow
def test_an_answer_through_the_api_is_applied_like_one_in_the_workbook(tmp_path: Path) -> None:
    answers = {
        "仲裁受理": response("更正数值", 更正后数值="47", 复核人="钱乙", 理由="已核对台账"),
        "35": response("暂不处理"),
        "地区不明": response("指定地区", 指定地区="乌有县", 理由="公章可辨"),
    }
    environment = os.environ | {
        "AIRFLOW_HOME": str(tmp_path / "airflow"),
        "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
        "AIRFLOW__API_AUTH__JWT_SECRET": "of this test alone",
        "NIANJIAN_HOME": str(tmp_path / "home"),
    }
    arguments = [str(DAGS), str(ROOT / "tests" / "pipeline"), str(tmp_path), json.dumps(answers)]
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert sorted(key for key, code, _ in told["told"] if code == 200) == sorted(answers)
    bodies = {key: body for key, _, body in told["told"]}
    assert "案件**470件**" in bodies["仲裁受理"]
    states = [state for name, state in told["states"].items() if name.startswith("review.apply_answer")]
    assert sorted(states) == ["failed", "skipped", "success"]
    (decision,) = recorded(tmp_path / "home")
    assert (decision.decision, decision.value, decision.confirmed_by) == ("replace_value", 47.0, "钱乙")
    assert decision.decided_by


def constants() -> dict[str, Any]:
    """What the DAG writes down of the catalogue's words."""
    tree = ast.parse((DAGS / "review_submissions.py").read_text(encoding="utf-8"))
    found: dict[str, Any] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            exec(compile(ast.Module([node], []), "dag", "exec"), found)
    return found


def test_the_form_offers_the_choices_and_fields_of_the_workbook() -> None:
    words, catalog = constants(), load_catalog()
    labels = [term.label for term in catalog.vocabulary.vocabularies["review_choice"].values()]
    assert words["CHOICES"] == [*labels, LATER]
    headings = {column.heading for sheet in (FIGURES, SUBMISSIONS) for column in sheet.answers}
    assert set(words["FIELDS"]) == set(FIELDS) == headings - {"处理意见", "审核人"}
    scopes = [term.label for term in catalog.vocabulary.vocabularies["org_scope"].values()]
    assert words["FIELDS"]["改为口径"] == "、".join(scopes)
    periods = {catalog.vocabulary.label("period_type", code) for code in PERIODS}
    assert set(words["FIELDS"]["改为时期"].split("、")) == periods
