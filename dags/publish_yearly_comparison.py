"""Publishes an edition of the yearly comparison for every data year whose figures changed."""

from __future__ import annotations

from typing import Any

import pendulum
from airflow.sdk import AssetOrTimeSchedule, CronTriggerTimetable, dag, task
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException
from assets import EDITIONS, MARTS
from failure_alerts import RETRIED, clear_failures


@dag(
    schedule=AssetOrTimeSchedule(
        timetable=CronTriggerTimetable("0 6 15 * *", timezone="Asia/Shanghai"),
        assets=[MARTS],
    ),
    start_date=pendulum.datetime(2020, 1, 1, tz="Asia/Shanghai"),
    catchup=False,
    max_active_runs=1,
    default_args=RETRIED,
    tags=["nianjian"],
    doc_md=__doc__,
)
def publish_yearly_comparison() -> None:
    @task
    def find_years() -> list[int]:
        from pipeline import stages

        try:
            return stages.data_years()
        except stages.WarehouseMissing as missing:
            raise AirflowSkipException(str(missing)) from missing

    @task(outlets=[EDITIONS], on_success_callback=clear_failures)
    def publish_year(year: int, ti: Any = None) -> dict[str, Any]:
        from pipeline import stages

        try:
            edition = stages.publish_year(year)
        except stages.REFUSED as failure:
            raise AirflowFailException(str(failure)) from failure
        # A retry may find the edition that the attempt before it made and never reported.
        if not edition["created"] and ti.try_number <= 1:
            raise AirflowSkipException(f"the edition of {year} is unchanged")
        return edition

    publish_year.expand(year=find_years())


publish_yearly_comparison()
