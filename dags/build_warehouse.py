"""Builds a candidate warehouse aside, checks it and promotes it whole, or leaves the current one as it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pendulum
from airflow.sdk import Param, dag, task
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException
from assets import DECISIONS, MARTS, OBSERVATIONS
from failure_alerts import RETRIED, clear_failures


@contextmanager
def stopping() -> Iterator[None]:
    """A gate or a build that says no would say so again: the task fails without another try."""
    from pipeline import stages

    try:
        yield
    except stages.STOPPED as failure:
        raise AirflowFailException(str(failure)) from failure


@task
def prepare(params: dict[str, Any]) -> dict[str, Any]:
    from pipeline import stages

    return stages.prepare_build(params["as_of"])


@task
def check_need(build: dict[str, Any]) -> dict[str, Any]:
    from pipeline import stages

    if stages.is_in_force(build):
        raise AirflowSkipException("the warehouse in force was built from the same")
    return build


@task
def check_raw(build: dict[str, Any]) -> dict[str, Any]:
    from pipeline import stages

    with stopping():
        return stages.check_raw(build)


@task
def build_candidate(build: dict[str, Any]) -> dict[str, Any]:
    from pipeline import stages

    with stopping():
        return stages.build_candidate(build)


@task
def check_marts(build: dict[str, Any]) -> dict[str, Any]:
    from pipeline import stages

    with stopping():
        return stages.check_marts(build)


@task(outlets=[MARTS])
def promote(build: dict[str, Any]) -> dict[str, Any]:
    from pipeline import stages

    try:
        return stages.promote(build)
    except stages.OvertakenBuild as overtaken:
        raise AirflowSkipException(str(overtaken)) from overtaken
    except stages.BuildFailed as failure:
        raise AirflowFailException(str(failure)) from failure


@task(on_success_callback=clear_failures)
def report_quality(build: dict[str, Any]) -> dict[str, Any]:
    from pipeline import stages

    return stages.report_quality(build)


@task
def clear(build: dict[str, Any]) -> None:
    from pipeline import stages

    stages.discard(build)


@dag(
    schedule=OBSERVATIONS | DECISIONS,
    start_date=pendulum.datetime(2020, 1, 1, tz="Asia/Shanghai"),
    catchup=False,
    max_active_runs=1,
    default_args=RETRIED,
    params={"as_of": Param(None, type=["null", "string"], description="build what was known on this day")},
    tags=["nianjian"],
    doc_md=__doc__,
)
def build_warehouse() -> None:
    prepared = prepare()
    promoted = promote(check_marts(build_candidate(check_raw(check_need(prepared)))))
    promoted >> report_quality(prepared)
    # As a teardown it runs when nothing is left to retry, whatever the stages between came to.
    promoted >> clear(prepared).as_teardown(setups=prepared)


build_warehouse()
