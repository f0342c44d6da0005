"""What lies in an inbox and cannot be received at all, or is wrong with its manifests, in words."""

from __future__ import annotations

from pathlib import Path

from ingestion.landing import list_submissions


def inbox_problems(inbox: Path) -> tuple[str, ...]:
    """One line per link, special file or manifest row of ``inbox`` that asks for attention."""
    submissions = list_submissions([inbox])
    unreceivable = (f"{problem.source_name}：{problem.reason}" for problem in submissions.problems)
    stated = (problem.reason for problem in submissions.manifest_problems)
    return (*unreceivable, *stated)
