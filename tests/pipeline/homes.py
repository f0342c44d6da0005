"""Homes that a whole run has filled, and how a test asks for one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner
from made_once import made_once
from parsed_once import parsed_once
from plain_builds import without_data_tests, without_pages

from pipeline.cli import cli
from pipeline.settings import Home

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples" / "inbox"
CORPUS = ROOT.parent / "shared" / "corpus" / "reports"
PAST_DAY = "2024-12-31"


@dataclass(frozen=True, slots=True)
class RunHome:
    """A home after a run: its folder, the exit code of the run and what it printed."""

    root: Path
    exit_code: int
    output: str

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of a query on the promoted warehouse."""
        return query_warehouse(self.root, query, *values)

    def copy(self, target: Path) -> RunHome:
        """The same home once more, to be changed."""
        shutil.copytree(self.root, target, symlinks=True, dirs_exist_ok=True)
        return replace(self, root=target)


def run_once(factory: pytest.TempPathFactory, name: str, inbox: Path) -> RunHome:
    """A home after one run over an inbox, made once for all workers."""
    return commands_once(factory, name, ("run", "--inbox", inbox))


def commands_once(factory: pytest.TempPathFactory, name: str, *commands: tuple[str | Path, ...]) -> RunHome:
    """A home after some commands, made once for all workers: the highest exit code, all that was printed."""
    parsed = parsed_once(factory)

    def run(home: Path) -> tuple[int, str]:
        start_home(home, parsed)
        codes, outputs = zip(*(nianjian(home, *command) for command in commands), strict=True)
        return max(codes), "".join(outputs)

    root, told = made_once(factory, name, run)
    return RunHome(root, *told)


def continue_once(
    factory: pytest.TempPathFactory,
    name: str,
    before: RunHome,
    work: Callable[[RunHome], tuple[int, str]],
    *,
    is_tested: bool = True,
) -> RunHome:
    """A copy of a home after some work on it, made once for all workers; dbt tests it where ``is_tested``."""

    def go_on(home: Path) -> tuple[int, str]:
        with without_pages(), nullcontext() if is_tested else without_data_tests():
            return work(before.copy(home))

    root, told = made_once(factory, name, go_on)
    return RunHome(root, *told)


def start_home(root: Path, parsed: Path) -> None:
    """A home in which nothing has happened but that dbt's project was parsed."""
    shutil.copytree(parsed, Home(root).warehouse / "dbt")


def query_warehouse(home: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    """The rows of a query on the promoted warehouse of a home."""
    with duckdb.connect(str(home / "warehouse" / "nianjian.duckdb"), read_only=True) as connection:
        return connection.execute(query, list(values)).fetchall()


def nianjian(home: Path, *arguments: str | Path) -> tuple[int, str]:
    """Run a command of the command line over a home; its exit code and everything it printed."""
    result = CliRunner().invoke(cli, ["--home", str(home), *map(str, arguments)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output
