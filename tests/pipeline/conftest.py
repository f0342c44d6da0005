"""Homes that a whole run has filled, made once for all tests of the pipeline that only look."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from pipeline.cli import cli

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples" / "inbox"
CORPUS = ROOT.parent / "shared" / "corpus" / "reports"


@dataclass(frozen=True, slots=True)
class RunHome:
    """A home after a run: its folder, the exit code of the run and what it printed."""

    root: Path
    exit_code: int
    output: str

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of a query on the promoted warehouse."""
        return query_warehouse(self.root, query, *values)


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


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> RunHome:
    """A home after one run over the samples; tests that change anything work on a copy."""
    home = tmp_path_factory.mktemp("sample_home")
    return RunHome(home, *nianjian(home, "run", "--inbox", SAMPLES))


@pytest.fixture(scope="session")
def corpus_home(tmp_path_factory: pytest.TempPathFactory) -> RunHome:
    """A home after one run over the five real reports."""
    if not CORPUS.is_dir():
        pytest.skip("the five real reports are not beside this checkout (../shared/corpus/reports)")
    home = tmp_path_factory.mktemp("corpus_home")
    return RunHome(home, *nianjian(home, "run", "--inbox", CORPUS))


@pytest.fixture
def own_home(sample_home: RunHome, tmp_path: Path) -> RunHome:
    """A copy of the sample home that a test may change."""
    home = tmp_path / "home"
    shutil.copytree(sample_home.root, home, symlinks=True)
    return RunHome(home, sample_home.exit_code, sample_home.output)
