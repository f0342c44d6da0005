"""Builds whose tables a test looks at, and nothing else: each leaves out work that other tests look at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from expectations import runner
from pipeline.dbt import DbtProject


@contextmanager
def without_pages() -> Iterator[None]:
    """Gates judge as always and lay out no pages for a browser."""
    known = runner._great_expectations

    def plain() -> ModuleType | SimpleNamespace:
        made = known()
        return SimpleNamespace(
            documented=lambda *folders: nullcontext(made.unrecorded()), unrecorded=made.unrecorded
        )

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(runner, "_great_expectations", plain)
        yield


@contextmanager
def without_data_tests() -> Iterator[None]:
    """dbt makes the same tables and does not test them; the gates do."""
    invoke = DbtProject._invoke

    def untested(project: DbtProject, command: str, *arguments: str, **named: Any) -> Any:
        left_out = ("--exclude-resource-type", "test") if command == "build" else ()
        return invoke(project, command, *arguments, *left_out, **named)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(DbtProject, "_invoke", untested)
        yield
