"""Puts the review queue before people: each item is a task that waits for an answer, in the UI or by the API.

The same queue as `nianjian review export`, under the same rules. What nobody answers in time waits on.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pendulum
from airflow.providers.standard.operators.hitl import HITLOperator
from airflow.sdk import Param, dag, task, task_group
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException
from assets import DECISIONS, MARTS
from failure_alerts import RETRIED, clear_failures

LATER = "暂不处理"
CHOICES = [
    *("按原文确认", "更正数值", "改为其他指标", "改口径", "改时期", "不是数据"),
    *("指定地区", "指定年度", "退回修改", LATER),
]
FIELDS = {
    "理由": "必填",
    "更正后数值": "更正数值时填写，按所列单位",
    "复核人": "更正数值时由另一人复核",
    "改为指标": "指标全称",
    "改为口径": "本级、全域、全系统、其他范围",
    "改为时期": "全年、时点、年内累计、活动期间、年内区间、上年、多年累计",
    "改为年度": "四位年份",
    "指定地区": "六位代码或全称",
    "指定年度": "四位年份",
}


@dag(
    schedule=[MARTS],
    start_date=pendulum.datetime(2020, 1, 1, tz="Asia/Shanghai"),
    catchup=False,
    max_active_runs=1,
    default_args=RETRIED,
    params={"limit": Param(20, type="integer", minimum=1, description="how many items to put before people")},
    tags=["nianjian"],
    doc_md=__doc__,
)
def review_submissions() -> None:
    @task
    def find_items(params: dict[str, Any]) -> list[dict[str, str]]:
        from pipeline import stages

        try:
            items = stages.review_items(params["limit"])
        except stages.WarehouseMissing as missing:
            raise AirflowSkipException(str(missing)) from missing
        if not items:
            raise AirflowSkipException("nothing waits for review")
        return items

    @task(outlets=[DECISIONS], on_success_callback=clear_failures)
    def apply_answer(item_id: str, answer: dict[str, Any]) -> dict[str, Any]:
        from pipeline import stages

        try:
            applied = stages.apply_review(item_id, answer)
        except stages.Refused as refused:
            raise AirflowFailException(str(refused)) from refused
        if not applied["decisions"]:
            raise AirflowSkipException("left for later")
        return applied

    @task_group
    def review(item_id: str, subject: str, body: str) -> None:
        decided = HITLOperator(
            task_id="decide",
            subject=subject,
            body=body,
            options=CHOICES,
            defaults=LATER,
            params={name: Param("", type="string", description=words) for name, words in FIELDS.items()},
            response_timeout=timedelta(days=7),
        )
        apply_answer(item_id, decided.output)

    review.expand_kwargs(find_items())


review_submissions()
