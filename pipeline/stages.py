"""The stage functions as a scheduler calls them: plain data in and out, the home from the environment."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from catalog import load_catalog
from expectations.outcomes import GateFailed
from pipeline import build as building
from pipeline import promotion
from pipeline.errors import BuildFailed, OvertakenBuild, WarehouseMissing
from pipeline.load import load
from pipeline.promotion import Build
from pipeline.publish import data_years as years_of_warehouse
from pipeline.publish import publish_year as publish_edition_of_year
from pipeline.quality.concluding import STOPS as STOPPED
from pipeline.quality.concluding import conclude_promoted, told_if_stopped
from pipeline.quality.task_failures import REFUSALS as REFUSED
from pipeline.quality.task_failures import clear_task_failures, tell_task_failure
from pipeline.read import read_items
from pipeline.receive import receive as receive_files
from pipeline.review.answers import Refused
from pipeline.review.tasks import apply_response, review_tasks
from pipeline.settings import resolve_home
from pipeline.work import ITEMS, as_json
from publishing import EditionUnverified, NothingToPublish

__all__ = [
    "REFUSED",
    "STOPPED",
    "BuildFailed",
    "EditionUnverified",
    "GateFailed",
    "NothingToPublish",
    "OvertakenBuild",
    "Refused",
    "WarehouseMissing",
    "apply_review",
    "build_candidate",
    "check_marts",
    "check_raw",
    "clear_failures",
    "data_years",
    "discard",
    "is_in_force",
    "load_batch",
    "prepare_build",
    "promote",
    "publish_year",
    "read_batch",
    "receive",
    "report_quality",
    "review_items",
    "tell_failure",
]

FILES_PER_BATCH = 8


def receive(inbox: str | None, received_at: datetime) -> list[dict[str, Any]]:
    """Land what lies in the inbox; batches of files to read, at least one (possibly empty) batch."""
    home = resolve_home()
    home.inbox.mkdir(parents=True, exist_ok=True)
    received = receive_files(home, [Path(inbox) if inbox else home.inbox], None, received_at)
    folder = home.staged / uuid.uuid4().hex
    cuts = range(0, max(len(received.items), 1), FILES_PER_BATCH)
    return [
        {
            "items": as_json(received.items[cut : cut + FILES_PER_BATCH]),
            "folder": str(folder / f"{cut:06d}"),
            "problems": list(received.problems) if cut == 0 else [],
        }
        for cut in cuts
    ]


def read_batch(batch: dict[str, Any]) -> dict[str, Any]:
    """Read one batch of files and lay the readings aside; the batch again."""
    read_items(resolve_home(), ITEMS.validate_python(batch["items"]), Path(batch["folder"]), load_catalog())
    return batch


def load_batch(batches: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Load the readings of all batches as one; whether there was anything new, and the outcomes."""
    items = [item for batch in batches for item in ITEMS.validate_python(batch["items"])]
    problems = [problem for batch in batches for problem in batch["problems"]]
    report = load(resolve_home(), items, [Path(batch["folder"]) for batch in batches], problems)
    return {
        "is_new": report.batch_id is not None,
        "batch_id": report.batch_id,
        "quarantined": report.quarantined,
        "problems": list(report.problems),
    }


def prepare_build(as_of: str | None) -> dict[str, Any]:
    """A folder aside for a build; ``as_of`` is an ISO date or time, None means the latest receipt."""
    return _plain(building.prepare_build(resolve_home(), building.parse_as_of(as_of)))


def is_in_force(build: dict[str, Any]) -> bool:
    """Whether the promoted warehouse is the outcome of this build already."""
    return promotion.is_in_force(resolve_home(), build["build_id"])


def check_raw(build: dict[str, Any]) -> dict[str, Any]:
    """The gate over the raw layer."""
    home, made = resolve_home(), _build(build)
    with told_if_stopped(home, made):
        building.check_raw(home, made)
    return build


def build_candidate(build: dict[str, Any]) -> dict[str, Any]:
    """dbt, the identities, dbt."""
    home, made = resolve_home(), _build(build)
    with told_if_stopped(home, made):
        building.build_candidate(home, made)
    return build


def check_marts(build: dict[str, Any]) -> dict[str, Any]:
    """The gate over the marts of the candidate."""
    home, made = resolve_home(), _build(build)
    with told_if_stopped(home, made):
        building.check_marts(home, made)
    return build


def promote(build: dict[str, Any]) -> dict[str, Any]:
    """Put the candidate in force, one build at a time; the same again where it was done before."""
    home, made = resolve_home(), _build(build)
    with told_if_stopped(home, made):
        promoted = promotion.promote(home, made)
    return {"path": str(promoted.path), "as_of": promoted.as_of.isoformat()}


def report_quality(build: dict[str, Any]) -> dict[str, Any]:
    """The record, the report and the alerts of the build that was put in force."""
    home = resolve_home()
    facts = conclude_promoted(home, _build(build))
    return {"report": str(home.quality / facts.build_id), "alerts": sum(a.alerts for a in facts.alerts)}


def discard(build: dict[str, Any]) -> None:
    """Clear the folder of a build, however its stages ended; a retried stage still needs it."""
    shutil.rmtree(build["folder"], ignore_errors=True)


def data_years() -> list[int]:
    """The years that the promoted warehouse has figures in force about."""
    return list(years_of_warehouse(resolve_home()))


def publish_year(year: int) -> dict[str, Any]:
    """An edition of a year, new only where its content changed."""
    edition = publish_edition_of_year(resolve_home(), year)
    return {"year": year, "path": str(edition.path), "created": edition.created}


def tell_failure(dag_id: str, run_id: str, task_id: str, failure: BaseException | str | None) -> str | None:
    """An alert about a task that failed for good, for whoever keeps the system running.

    The folder that it lies in; None for what the stage itself has told already.
    """
    folder = tell_task_failure(resolve_home(), dag_id, run_id, task_id, failure)
    return None if folder is None else str(folder)


def clear_failures(dag_id: str, run_id: str) -> None:
    """Take back the alerts about failed tasks of a DAG that has gone through since, in the run ``run_id``."""
    clear_task_failures(resolve_home(), dag_id, run_id)


def review_items(limit: int) -> list[dict[str, str]]:
    """The foremost items that wait for a person: id, headline and text."""
    return review_tasks(resolve_home(), limit)


def apply_review(item_id: str, answer: dict[str, Any]) -> dict[str, Any]:
    """Apply the answer to one item, as a human-in-the-loop task returns it; raises :class:`Refused`."""
    person, moment = answer.get("responded_by_user") or {}, answer["responded_at"]
    applied = apply_response(
        resolve_home(),
        item_id,
        answer["chosen_options"][0],
        answer["params_input"],
        str(person.get("name") or person.get("id") or ""),
        moment if isinstance(moment, datetime) else datetime.fromisoformat(moment),
    )
    return {
        "decisions": [decision.decision_id for decision in applied.decisions],
        "notices": [str(notice) for notice in applied.notices],
    }


def _plain(build: Build) -> dict[str, Any]:
    return {
        "build_id": build.build_id,
        "folder": str(build.folder),
        "as_of": build.as_of.isoformat(),
        "last_sequence": build.last_sequence,
        "is_dated": build.is_dated,
    }


def _build(plain: dict[str, Any]) -> Build:
    return Build(
        build_id=plain["build_id"],
        folder=Path(plain["folder"]),
        as_of=datetime.fromisoformat(plain["as_of"]),
        last_sequence=plain["last_sequence"],
        is_dated=plain["is_dated"],
    )
