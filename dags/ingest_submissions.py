"""Receives what lies in the inbox, reads it in batches side by side and loads it as one batch."""

from __future__ import annotations

from typing import Any

import pendulum
from airflow.sdk import Param, dag, task
from airflow.sdk.exceptions import AirflowSkipException
from assets import OBSERVATIONS
from failure_alerts import RETRIED, clear_failures


@dag(
    schedule="0 * * * *",
    start_date=pendulum.datetime(2020, 1, 1, tz="Asia/Shanghai"),
    catchup=False,
    max_active_runs=1,
    default_args=RETRIED,
    params={
        "inbox": Param(None, type=["null", "string"], description="a folder other than the home's inbox")
    },
    tags=["nianjian"],
    doc_md=__doc__,
)
def ingest_submissions() -> None:
    @task
    def receive(params: dict[str, Any], dag_run: Any) -> list[dict[str, Any]]:
        from pipeline import stages

        return stages.receive(params["inbox"], received_at=dag_run.run_after)

    @task
    def read_batch(batch: dict[str, Any]) -> dict[str, Any]:
        from pipeline import stages

        return stages.read_batch(batch)

    @task(outlets=[OBSERVATIONS], on_success_callback=clear_failures)
    def load_batch(batches: list[dict[str, Any]]) -> dict[str, Any]:
        from pipeline import stages

        report = stages.load_batch(list(batches))
        if not report["is_new"]:
            raise AirflowSkipException("nothing new in the inbox")
        return report

    load_batch(read_batch.expand(batch=receive()))


ingest_submissions()
