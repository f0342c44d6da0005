"""Who keeps the system running is told of a task that failed for good, until a later run goes through."""

from __future__ import annotations

from datetime import timedelta
from typing import Any


def tell_failure(context: Any) -> None:
    """Leave an alert under the home; for `on_failure_callback` of tasks."""
    from pipeline import stages

    task = context["task_instance"]
    index = getattr(task, "map_index", -1)
    name = task.task_id if index is None or index < 0 else f"{task.task_id}[{index}]"
    stages.tell_failure(task.dag_id, str(context["run_id"]), name, context.get("exception"))


def clear_failures(context: Any) -> None:
    """Take back what was told of earlier runs; for `on_success_callback` of the last task of a DAG.

    Of the task and not of the DAG: a run that skips all its work succeeds as well, and has mended nothing.
    """
    from pipeline import stages

    stages.clear_failures(context["task_instance"].dag_id, str(context["run_id"]))


RETRIED: dict[str, Any] = {
    "retries": 2,
    "retry_delay": timedelta(minutes=2),
    "on_failure_callback": tell_failure,
}
"""How every task of the DAGs is tried again, and who is told when that does not help; for `default_args`."""
