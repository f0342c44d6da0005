"""Alerts about failures outside a build: a task of the scheduler, an edition that its gate refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from catalog import load_catalog
from expectations.completeness import CountFileError
from expectations.outcomes import GateFailed
from expectations.switches import SwitchFileError
from ingestion.landing.durable import write_atomically
from pipeline.errors import BuildFailed
from pipeline.quality.run_folder import ALERTS, alert_line, read_alerts
from pipeline.quality.telling import Fault, alert_of
from pipeline.settings import Home
from publishing import EditionUnverified
from publishing.alerts import Alert

FAILURES = "failures"
"""The folder under ``<home>/quality``, one folder a run of the scheduler and task."""
TOLD_BY_STAGE = (GateFailed, BuildFailed, CountFileError, SwitchFileError, EditionUnverified)
"""What the stages leave an alert about themselves."""
_UNFIT = re.compile(r"[^0-9A-Za-z._+-]+")


def tell_task_failure(
    home: Home, dag_id: str, run_id: str, task_id: str, failure: BaseException | str | None
) -> Path | None:
    """Leave an alert about a failed task and return its folder; None where its build told of it already."""
    if isinstance(failure, BaseException) and any(isinstance(e, TOLD_BY_STAGE) for e in _causes(failure)):
        return None
    fault = Fault(
        fault_class="run_stop",
        code="task_failed",
        subject=[dag_id, run_id, task_id],
        particulars={"detail": f"{dag_id}.{task_id}（{run_id}）：{_first_line(failure)}"},
    )
    return _leave(home, f"{dag_id}-{run_id}-{task_id}", fault)


def clear_task_failures(home: Home, dag_id: str, run_id: str) -> None:
    """Take back the alerts about earlier runs of a DAG, of which the run ``run_id`` has gone through since.

    What failed beside in that very run stays told.
    """
    dag, run = (_UNFIT.sub("_", part) for part in (dag_id, f"{dag_id}-{run_id}"))
    for folder in (home.quality / FAILURES).glob(f"{dag}-*"):
        if not folder.name.startswith(f"{run}-"):
            (folder / ALERTS).unlink(missing_ok=True)


def standing_failures(home: Home) -> tuple[Alert, ...]:
    """The alerts about failures that nothing has taken back yet."""
    folders = sorted((home.quality / FAILURES).glob("*"))
    return tuple(alert for folder in folders for alert in read_alerts(folder))


Refusal = GateFailed | EditionUnverified | SwitchFileError
"""Why an edition is not published."""
REFUSALS = get_args(Refusal)


def _code_of(failure: Refusal) -> str:
    if isinstance(failure, EditionUnverified):
        return "edition_unverified"
    return "gate_edition" if isinstance(failure, GateFailed) else "switches_faulty"


def tell_refused_edition(home: Home, year: int, failure: Refusal) -> Path:
    """Leave an alert about an edition that was not published and return its folder."""
    code = _code_of(failure)
    fault = Fault(
        fault_class="run_stop",
        code=code,
        subject=["edition", year],
        particulars={"detail": f"{year}年度：{_first_line(failure)}"},
        year=year,
    )
    return _leave(home, f"edition-{year}", fault)


def clear_refused_edition(home: Home, year: int) -> None:
    """Take back the alert about an edition that is published after all."""
    (_folder(home, f"edition-{year}") / ALERTS).unlink(missing_ok=True)


def _leave(home: Home, name: str, fault: Fault) -> Path:
    alert = alert_of(fault, load_catalog())
    folder = _folder(home, name)
    write_atomically(folder / ALERTS, alert_line(alert).encode() if alert else b"")
    return folder


def _folder(home: Home, name: str) -> Path:
    return home.quality / FAILURES / _UNFIT.sub("_", name)


def _causes(failure: BaseException) -> Iterator[BaseException]:
    """A failure and what it was raised from."""
    error: BaseException | None = failure
    while error is not None:
        yield error
        error = error.__cause__


def _first_line(failure: BaseException | str | None) -> str:
    lines = str(failure or "").strip().splitlines()
    name = type(failure).__name__ if isinstance(failure, BaseException) else "原因见运行记录"
    return lines[0] if lines else name
