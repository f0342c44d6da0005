"""What a run leaves about quality: the report, the alerts, the record, and the same counts wherever shown."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from homes import RunHome, nianjian

pytestmark = pytest.mark.slow

LAST = (
    "select measure, value from marts.rpt_quality_history"
    " where build_number = (select max(build_number) from marts.rpt_quality_history)"
)


def folder_of(home: RunHome) -> Path:
    """The folder of the build in force."""
    return home.root / "quality" / home.rows("select build_id from meta.build")[0][0]


def alerts_of(home: RunHome) -> list[dict[str, Any]]:
    """The alerts of the build in force."""
    lines = (folder_of(home) / "alerts.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_the_report_counts_what_the_warehouse_holds(sample_home: RunHome) -> None:
    measures = dict(sample_home.rows(LAST))
    facts = json.loads((folder_of(sample_home) / "quality.json").read_text(encoding="utf-8"))
    assert facts["measures"] == measures
    ((loaded, held),) = sample_home.rows(
        "select (select count(*) from marts.fct_observation), count(held_back_reason)"
        " from marts.fct_indicator_year"
    )
    assert (measures["figures_loaded"], measures["figures_held_back"]) == (loaded, held)
    assert held == sum(reason["figures"] for reason in facts["held"]) > 0
    assert measures["duties_missing"] == sum(duty["missing"] for duty in facts["duties"]) > 0


def test_the_report_covers_all_three_gates(sample_home: RunHome) -> None:
    facts = json.loads((folder_of(sample_home) / "quality.json").read_text(encoding="utf-8"))
    assert [check["gate"] for check in facts["checks"]] == ["raw", "marts", "edition"]
    assert all(check["passed"] > 0 and check["failed"] == 0 for check in facts["checks"])
    page = (folder_of(sample_home) / "质量报告.html").read_text(encoding="utf-8")
    assert "数据质量报告" in page and "发布前检查" in page


def test_the_summary_of_the_run_says_the_same(sample_home: RunHome) -> None:
    for words in (
        "质量结论    质量检查没有未通过的项目，1项提醒",
        "暂不公布    ",
        "报送率      2024年",
        "提醒        报送单位",
    ):
        assert words in sample_home.output
    assert f"质量报告    {folder_of(sample_home) / '质量报告.html'}" in sample_home.output


def test_each_fault_is_told_once_and_to_whom_it_concerns(sample_home: RunHome) -> None:
    alerts = alerts_of(sample_home)
    assert len({alert["alert_id"] for alert in alerts}) == len(alerts)
    told = Counter((alert["addressee"], alert["fault_class"]) for alert in alerts)
    ((quarantined, missing),) = sample_home.rows(
        "select (select count(*) from marts.dim_submission where status = 'quarantined'),"
        " (select count(*) from marts.rpt_coverage where status in ('missing', 'withdrawn'))"
    )
    assert told["submitter", "quarantine_reason"] == quarantined == 1
    assert told["submitter", "coverage_status"] == missing > 0
    ((waiting, groups),) = sample_home.rows(
        "select count(*), count(distinct (submission_id, issue)) from marts.rpt_review_item"
    )
    assert told["reviewer", "review_issue"] == groups
    assert sum(a["items"] for a in alerts if a["fault_class"] == "review_issue") == waiting > groups
    assert not [alert for alert in alerts if alert["addressee"] == "engineer"]


def test_a_violated_rule_whose_figures_wait_for_review_is_not_told_twice(sample_home: RunHome) -> None:
    violated = sample_home.rows("select count(*) from marts.rpt_reconciliation where result = 'violated'")
    assert violated[0][0] > 0
    assert not [alert for alert in alerts_of(sample_home) if alert["fault_class"] == "severity"]


def test_a_letter_names_file_fault_request_and_day(sample_home: RunHome) -> None:
    text = (folder_of(sample_home) / "提醒.txt").read_text(encoding="utf-8")
    unreadable = next(a for a in alerts_of(sample_home) if a["fault_class"] == "quarantine_reason")
    assert unreadable["file"] in text and unreadable["what"] in text
    assert unreadable["by"] == "2025-03-17"
    assert "请于2025年3月17日前完成" in text


def test_the_status_shows_the_same_counts(sample_home: RunHome) -> None:
    exit_code, output = nianjian(sample_home.root, "status")
    assert exit_code == 0
    told = Counter(alert["addressee"] for alert in alerts_of(sample_home))
    measures = dict(sample_home.rows(LAST))
    cells = {
        tuple(cell.strip() for cell in line.strip("│").split("│")[:2])
        for line in output.splitlines()
        if line.startswith("│")
    }
    assert ("提醒：报送单位", str(told["submitter"])) in cells
    assert ("提醒：审核人员", str(told["reviewer"])) in cells
    assert ("待审核事项", str(measures["review_open"])) in cells


def test_the_record_has_one_entry_per_build(sample_home: RunHome) -> None:
    (record,) = (sample_home.root / "quality" / "history").glob("*.json")
    entry = json.loads(record.read_text(encoding="utf-8"))
    assert (entry["build_number"], entry["outcome"], entry["stopped_by"]) == (1, "promoted", None)
    assert entry["measures"]["checks_passed"] > 100
    assert entry["measures"] | dict(sample_home.rows(LAST)) == entry["measures"]


@pytest.mark.usefixtures("no_data_tests")
def test_the_same_build_again_shows_the_same_history(
    past_home: RunHome, past_again_home: RunHome, tmp_path: Path
) -> None:
    """A dated build is repeated with its own number; a later one sees it, an earlier moment does not."""
    query = "select * from marts.rpt_quality_history order by all"
    dated = past_home.rows(query)
    assert {row[0] for row in dated} == {2}
    assert past_again_home.rows(query) == dated
    latest = past_again_home.copy(tmp_path / "home")
    nianjian(latest.root, "build")
    numbers = latest.rows("select distinct build_number from marts.rpt_quality_history order by all")
    assert numbers == [(1,)]
    assert len(list((latest.root / "quality" / "history").glob("*.json"))) == 2
