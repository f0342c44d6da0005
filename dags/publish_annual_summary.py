"""Publishes the annual summary of the year before the run's date, each 1 April.

Any past year by backfill: a run dated 1 April of one year is about the year before it.
"""

from __future__ import annotations

from typing import Any

import pendulum
from airflow.sdk import CronTriggerTimetable, Param, dag, task
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException
from assets import EDITIONS
from failure_alerts import RETRIED, clear_failures


@dag(
    schedule=CronTriggerTimetable("0 6 1 4 *", timezone="Asia/Shanghai"),
    start_date=pendulum.datetime(2015, 1, 1, tz="Asia/Shanghai"),
    catchup=False,
    max_active_runs=1,
    default_args=RETRIED,
    params={
        "year": Param(None, type=["null", "integer"], description="a data year, whatever the run's date")
    },
    tags=["nianjian"],
    doc_md=__doc__,
)
def publish_annual_summary() -> None:
    @task
    def choose_year(params: dict[str, Any], dag_run: Any) -> int:
        from pipeline import stages

        local = pendulum.instance(dag_run.logical_date or dag_run.run_after).in_timezone("Asia/Shanghai")
        year = params["year"] or local.year - 1
        try:
            years = stages.data_years()
        except stages.WarehouseMissing as missing:
            raise AirflowSkipException(str(missing)) from missing
        if year not in years:
            raise AirflowSkipException(f"no figures about {year}")
        return int(year)

    @task(outlets=[EDITIONS], on_success_callback=clear_failures)
    def publish_summary(year: int, ti: Any = None) -> dict[str, Any]:
        from pipeline import stages

        try:
            edition = stages.publish_year(year)
        except stages.REFUSED as failure:
            raise AirflowFailException(str(failure)) from failure
        # A retry may find the edition that the attempt before it made and never reported.
        if not edition["created"] and ti.try_number <= 1:
            raise AirflowSkipException(f"the edition of {year} is unchanged")
        return edition

    publish_summary(choose_year())


publish_annual_summary()
