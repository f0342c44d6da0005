"""Every fault of the product has its addressee and its words; a failure outside a build is told once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from catalog import load_catalog
from expectations.completeness import CountFileError
from expectations.contracts import GATES
from expectations.switches import SwitchFileError
from ingestion.readers.faults import SENTENCES
from pipeline.errors import BuildFailed
from pipeline.promotion import Build
from pipeline.quality.concluding import stop_code, stop_fault, told_if_stopped
from pipeline.quality.history import read_history
from pipeline.quality.run_folder import read_alerts
from pipeline.quality.task_failures import (
    clear_refused_edition,
    clear_task_failures,
    standing_failures,
    tell_refused_edition,
    tell_task_failure,
)
from pipeline.quality.telling import Fault, alert_of
from pipeline.quality.waiting import named_bureau
from pipeline.roster import RosterFaulty
from pipeline.settings import Home
from publishing import EditionUnverified

TOLD_ON = date(2032, 2, 20)
OUTSIDE_THE_READERS = {"changed_while_read", "reading_failed"}
PARTICULARS = dict.fromkeys(("detail", "kind", "due", "rule"), "某")


def test_every_reason_of_quarantine_is_known_to_the_catalogue() -> None:
    known = load_catalog().vocabulary.vocabularies["quarantine_reason"]
    assert set(known) == set(SENTENCES) | OUTSIDE_THE_READERS


@pytest.mark.parametrize(
    ("file", "bureau"),
    [
        ("来件/白榆县人社局2031年法治政府建设情况报告.docx", "澄湾市白榆县（据文件名）"),
        ("扫描件0001.pdf", None),
    ],
)
def test_the_name_of_an_unreadable_file_tells_whom_to_ask(file: str, bureau: str | None) -> None:
    assert named_bureau(file, load_catalog()) == bureau


@pytest.mark.parametrize("gate", GATES)
def test_every_gate_that_stops_a_run_is_known_to_the_catalogue(gate: str) -> None:
    assert load_catalog().fault_classes["run_stop"].addressee(f"gate_{gate}") == "engineer"


@pytest.mark.parametrize(
    ("fault_class", "code"),
    [(name, code) for name, faults in load_catalog().fault_classes.items() for code in faults.to],
)
def test_every_fault_is_told_to_one_addressee_in_whole_sentences(fault_class: str, code: str) -> None:
    faults = load_catalog().fault_classes[fault_class]
    fault = Fault(fault_class=fault_class, code=code, subject=["x"], particulars=PARTICULARS, file="表.xlsx")
    alert = alert_of(fault, load_catalog(), TOLD_ON)
    if faults.to[code] == "nobody":
        assert alert is None
        return
    assert alert is not None
    assert alert.addressee == faults.to[code]
    assert alert.what and alert.do and "{" not in alert.what + alert.do
    assert (alert.by is not None) == (alert.addressee == "submitter")


@pytest.mark.parametrize(
    ("year", "by"),
    [
        pytest.param(2031, date(2032, 3, 1), id="until the report is due"),
        pytest.param(2030, date(2032, 3, 1), id="ten days where the day has passed"),
    ],
)
def test_a_bureau_is_given_time(year: int, by: date) -> None:
    fault = Fault(fault_class="review_issue", code="incomplete", subject=[], kind="narrative", year=year)
    alert = alert_of(fault, load_catalog(), TOLD_ON)
    assert alert is not None
    assert alert.by == by


def test_the_same_fault_is_the_same_alert_and_another_is_not() -> None:
    faults = [Fault(fault_class="run_stop", code="build_failed", subject=[run]) for run in ("a", "a", "b")]
    ids = [alert.alert_id for fault in faults if (alert := alert_of(fault, load_catalog()))]
    assert ids[0] == ids[1] != ids[2]


def test_a_faulty_roster_is_for_the_reviewer_and_a_failed_build_for_the_engineer() -> None:
    codes = [stop_code(RosterFaulty(["第2行：年份有误。"])), stop_code(BuildFailed("dbt", ["a", "b"]))]
    assert codes == ["roster_faulty", "build_failed"]
    alert = alert_of(stop_fault("run", BuildFailed("dbt", ["fct_x: fail", "b"])), load_catalog())
    assert alert is not None
    assert alert.what == "数据仓库构建失败：fct_x: fail等2处"


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (CountFileError("counts.csv, line 3: 990121 2031 stands twice"), "counts_faulty"),
        (SwitchFileError("switched_off.yaml: 1 validation error"), "switches_faulty"),
    ],
)
def test_a_faulty_file_under_version_control_is_a_stopped_build_and_for_the_engineer(
    failure: CountFileError | SwitchFileError, code: str, tmp_path: Path
) -> None:
    home = Home(tmp_path)
    build = Build("20320301T000000Z-aaaaaaaa", tmp_path / "build", datetime(2032, 3, 1, tzinfo=UTC), 1, False)
    with pytest.raises(type(failure)), told_if_stopped(home, build):
        raise failure
    (record,) = read_history(home.quality)
    (alert,) = read_alerts(home.quality / build.build_id)
    assert (record.outcome, record.stopped_by) == ("stopped", code)
    assert (alert.code, alert.addressee) == (code, "engineer")
    assert str(failure) in alert.what
    assert tell_task_failure(home, "build_warehouse", "r", "check_marts", failure) is None


def test_a_failed_task_is_told_until_its_dag_goes_through(tmp_path: Path) -> None:
    home = Home(tmp_path)
    tell_task_failure(home, "ingest_submissions", "scheduled__2032", "read_batch", OSError("disk full"))
    tell_task_failure(home, "build_warehouse", "scheduled__2032", "clear", None)
    assert [alert.what for alert in standing_failures(home)] == [
        "调度任务失败：build_warehouse.clear（scheduled__2032）：原因见运行记录",
        "调度任务失败：ingest_submissions.read_batch（scheduled__2032）：disk full",
    ]
    clear_task_failures(home, "build_warehouse", "scheduled__2032")
    assert len(standing_failures(home)) == 2, "what failed beside in the same run stays told"
    clear_task_failures(home, "build_warehouse", "scheduled__2033")
    assert [alert.code for alert in standing_failures(home)] == ["task_failed"]


def test_a_build_that_told_of_itself_is_not_told_again(tmp_path: Path) -> None:
    wrapped = RuntimeError("the task failed")
    wrapped.__cause__ = BuildFailed("dbt", ["a"])
    assert tell_task_failure(Home(tmp_path), "build_warehouse", "r", "build_candidate", wrapped) is None
    assert standing_failures(Home(tmp_path)) == ()


def test_a_refused_edition_is_told_until_it_is_published(tmp_path: Path) -> None:
    home = Home(tmp_path)
    tell_refused_edition(home, 2031, EditionUnverified("2 faults"))
    (alert,) = standing_failures(home)
    assert (alert.code, alert.year, alert.addressee) == ("edition_unverified", 2031, "engineer")
    clear_refused_edition(home, 2030)
    assert standing_failures(home) == (alert,)
    clear_refused_edition(home, 2031)
    assert standing_failures(home) == ()
