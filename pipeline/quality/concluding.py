"""How a build ends: its record, its report and its alerts, whether it was put in force or stopped."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import get_args

import duckdb

from catalog import Catalog, load_catalog
from expectations.completeness import CountFileError
from expectations.outcomes import GateFailed
from expectations.switches import SwitchFileError
from pipeline.clock import in_china
from pipeline.errors import BuildFailed
from pipeline.promotion import Build
from pipeline.quality.checks import checks_of_build, checks_of_editions, measures_of, switched_off
from pipeline.quality.collecting import facts_of, warehouse_measures, with_alerts, with_trend
from pipeline.quality.history import append, read_history
from pipeline.quality.run_folder import write_alerts, write_report
from pipeline.quality.telling import Fault, alert_of
from pipeline.quality.waiting import waiting_faults
from pipeline.roster import RosterFaulty
from pipeline.settings import Home
from pipeline.warehouse import opened
from publishing.alerts import Alert
from publishing.quality_report import QualityFacts

Stop = GateFailed | BuildFailed | CountFileError | SwitchFileError
"""What stops a build: a gate, a model, or one of the two files under version control that it relies on."""
STOPS = get_args(Stop)


@contextlib.contextmanager
def told_if_stopped(home: Home, build: Build) -> Iterator[None]:
    """Leave record, report and alert of a build that is stopped, by what :data:`Stop` lists; it goes on."""
    try:
        yield
    except STOPS as failure:
        conclude_stopped(home, build, failure)
        raise


def conclude_promoted(home: Home, build: Build) -> QualityFacts:
    """Record, report and alerts of the build in force; the same again where it was done before."""
    catalog = load_catalog()
    checks, off = checks_of_build(home.quality, build.build_id), switched_off(home.quality, build.build_id)
    with opened(home.promoted) as connection:
        measures = {**warehouse_measures(connection), **measures_of(checks, off)}
        record = append(home.quality, build.build_id, build.as_of, "promoted", measures)
        facts = facts_of(home, connection, record, catalog)
        faults = tuple(waiting_faults(home, connection, catalog))
    facts = replace(
        facts,
        checks=(*checks, *checks_of_editions(home.quality)),
        switched_off=off,
    )
    return _left(home, facts, _alerts(faults, catalog, in_china(build.as_of).date()), catalog)


def conclude_stopped(home: Home, build: Build, failure: Stop) -> QualityFacts:
    """Record, report and alert of a build that was stopped; what is in force is untouched."""
    catalog, code = load_catalog(), stop_code(failure)
    checks, off = checks_of_build(home.quality, build.build_id), switched_off(home.quality, build.build_id)
    measures = {**_counted_so_far(build), **measures_of(checks, off)}
    measures["checks_failed"] = max(measures["checks_failed"], len(stop_details(failure)))
    record = append(home.quality, build.build_id, build.as_of, "stopped", measures, code)
    facts = QualityFacts(
        build_id=record.build_id,
        build_number=record.build_number,
        as_of=record.as_of,
        stopped=catalog.vocabulary.label("run_stop", code),
        stopped_details=stop_details(failure),
        measures=measures,
        checks=checks,
        switched_off=off,
    )
    alerts = _alerts([stop_fault(build.build_id, failure)], catalog, in_china(build.as_of).date())
    return _left(home, facts, alerts, catalog)


def stop_fault(run_id: str, failure: Stop) -> Fault:
    """The fault that a stopped run is."""
    code, details = stop_code(failure), stop_details(failure)
    more = f"等{len(details)}处" if len(details) > 1 else ""
    return Fault(
        fault_class="run_stop",
        code=code,
        subject=[run_id],
        particulars={"detail": f"{details[0] if details else str(failure)}{more}"},
    )


def stop_code(failure: Stop) -> str:
    """The code of ``run_stop`` for what stopped a build."""
    if isinstance(failure, GateFailed):
        return f"gate_{failure.result.gate}"
    if isinstance(failure, CountFileError):
        return "counts_faulty"
    if isinstance(failure, SwitchFileError):
        return "switches_faulty"
    return "roster_faulty" if isinstance(failure, RosterFaulty) else "build_failed"


def stop_details(failure: Stop) -> tuple[str, ...]:
    """What stopped a build, one sentence for each failure."""
    if isinstance(failure, GateFailed):
        return tuple(outcome.line() for outcome in failure.result.failures) or (str(failure),)
    return failure.failures if isinstance(failure, BuildFailed) else (" ".join(str(failure).split()),)


def _counted_so_far(build: Build) -> dict[str, int]:
    """The measures of the candidate where it came to count them."""
    if not build.candidate.is_file():
        return {}
    try:
        with opened(build.candidate) as connection:
            return dict(warehouse_measures(connection))
    except duckdb.Error:
        # Stopped before its marts were there, or with its file unfinished.
        return {}


def _alerts(faults: Sequence[Fault], catalog: Catalog, told_on: date) -> tuple[Alert, ...]:
    told = (alert_of(fault, catalog, told_on) for fault in faults)
    return tuple(alert for alert in told if alert is not None)


def _left(home: Home, facts: QualityFacts, alerts: tuple[Alert, ...], catalog: Catalog) -> QualityFacts:
    facts = with_alerts(with_trend(facts, read_history(home.quality)), alerts, catalog)
    folder = home.quality / facts.build_id
    write_alerts(folder, alerts, facts, catalog)
    write_report(folder, facts)
    return facts
