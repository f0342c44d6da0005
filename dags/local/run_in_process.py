"""Runs the DAGs once, in this process and in the order in which their assets trigger each other.

Airflow keeps its records in an SQLite file under the home; no server is started. What Airflow logs goes
into a file, so that the terminal shows only the progress and the closing summary.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.console import Progress, print_run_summary
from pipeline.inbox_problems import inbox_problems
from pipeline.settings import Home, resolve_home

DAGS = Path(__file__).resolve().parent.parent
STEPS = (
    ("ingest_submissions", "接收并读取报送材料 ingest_submissions"),
    ("build_warehouse", "构建并检查数据仓库 build_warehouse"),
    ("publish_yearly_comparison", "发布年度对比 publish_yearly_comparison"),
)


def main() -> int:
    """Run the three DAGs over an inbox; 0 when all of them ended well, 1 otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inbox", type=Path, required=True)
    inbox = parser.parse_args().inbox.resolve()
    if not inbox.is_dir():
        parser.error(f"no such folder: {inbox}")
    home = resolve_home()
    os.environ.update(airflow_settings(home))
    log = home.root / "airflow" / "run.log"
    with Progress(total=len(STEPS) + 1, plain=True) as progress:
        progress.advance("准备 Airflow starting Airflow")
        with output_into(log):
            bag = load_dags()
        for dag_id, label in STEPS:
            progress.advance(label)
            with output_into(log):
                state = run_dag(bag, dag_id, {"inbox": str(inbox)} if dag_id == "ingest_submissions" else {})
            if state != "success":
                progress.stop()
                print(f"{dag_id} ended as {state}; see {log}", file=sys.stderr)
                return 1
    print_run_summary(home, inbox_problems(inbox))
    return 0


def airflow_settings(home: Home) -> dict[str, str]:
    """The settings of an embedded Airflow: its records under the home, our DAGs, nothing sent anywhere."""
    return {
        "NIANJIAN_HOME": str(home.root),
        "AIRFLOW_HOME": str(home.root / "airflow"),
        "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__UNIT_TEST_MODE": "False",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home.root / 'airflow' / 'airflow.db'}",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
    }


def load_dags() -> Any:
    """Bring Airflow's records up to date and load our DAGs; an import error stops here."""
    from airflow.dag_processing.dagbag import DagBag
    from airflow.utils import db

    # The scheduler's own parser does the same for the folder of a bundle.
    sys.path.insert(0, str(DAGS))
    db.initdb()
    bag = DagBag(str(DAGS))
    if bag.import_errors:
        raise RuntimeError(f"DAGs that do not load: {bag.import_errors}")
    return bag


def run_dag(bag: Any, dag_id: str, conf: dict[str, str]) -> str:
    """Run one DAG to its end and return the state of the run."""
    return str(bag.get_dag(dag_id).test(run_conf=conf).state.value)


@contextlib.contextmanager
def output_into(path: Path) -> Iterator[None]:
    """Let everything that this process writes on its standard streams go to the end of a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sys.stdout.flush()
    sys.stderr.flush()
    kept = os.dup(1), os.dup(2)
    with path.open("ab") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    try:
        yield
    finally:
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()
        os.dup2(kept[0], 1)
        os.dup2(kept[1], 2)
        os.close(kept[0])
        os.close(kept[1])


if __name__ == "__main__":
    sys.exit(main())
