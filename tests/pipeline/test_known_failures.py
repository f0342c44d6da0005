"""A known failure is one sentence on the standard error stream and the code of the interface."""

from __future__ import annotations

import errno
from pathlib import Path

import click
import duckdb
import pytest
from click.testing import CliRunner, Result

from ingestion.landing import HomeBusyError, LandingDamagedError, RawLayerDamagedError
from pipeline.cli import cli
from pipeline.commands.failures import ReportingGroup
from pipeline.commands.options import home_option
from pipeline.errors import (
    BuildFailed,
    NotFound,
    OvertakenBuild,
    WarehouseMissing,
)
from publishing import EditionUnverified, NothingToPublish, UnreadableWarehouse


def ending_with(failure: Exception, *arguments: str) -> Result:
    """What the command line does with a command that raises ``failure``."""

    @click.group(cls=ReportingGroup)
    @home_option
    def group() -> None:
        pass

    @group.command()
    @home_option
    def fail() -> None:
        raise failure

    return CliRunner().invoke(group, ["fail", *arguments])


@pytest.mark.parametrize(
    ("failure", "exit_code"),
    [
        (BuildFailed("dbt", ["model: error"]), 1),
        (OvertakenBuild("the warehouse in force knows more"), 1),
        (EditionUnverified("2 faults"), 1),
        (WarehouseMissing("no warehouse"), 2),
        (UnreadableWarehouse("lacks marts.dim_region"), 2),
        (NothingToPublish("nothing about this year"), 2),
        (HomeBusyError("held by process 7"), 2),
        (LandingDamagedError("was altered"), 2),
        (RawLayerDamagedError("is missing"), 2),
        (duckdb.IOException("not a database"), 2),
        (OSError(errno.ENOSPC, "No space left on device"), 2),
        (NotFound("没有这样的数值"), 4),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_a_known_failure_has_its_words_and_its_code(failure: Exception, exit_code: int) -> None:
    result = ending_with(failure)
    assert result.exit_code == exit_code
    assert str(failure) in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("refused", ["home", "home/raw/.lock", "."], ids=["itself", "under it", "above it"])
def test_a_home_that_the_system_refuses_is_named(tmp_path: Path, refused: str) -> None:
    failure = PermissionError(errno.EACCES, "Permission denied", str(tmp_path / refused))
    result = ending_with(failure, "--home", str(tmp_path / "home"))
    assert result.exit_code == 2
    assert result.stderr.startswith("the home cannot be used: ")


@pytest.mark.parametrize(
    "failure",
    [ValueError("a fault of ours"), FileNotFoundError(errno.ENOENT, "No such file", "/elsewhere/model.sql")],
    ids=["no known failure", "a file of ours"],
)
def test_an_unknown_failure_stays_a_failure(tmp_path: Path, failure: Exception) -> None:
    assert ending_with(failure, "--home", str(tmp_path / "home")).exception is failure


@pytest.mark.parametrize(
    "command",
    [["publish", "--year", "2024"], ["explain", "云汀省", "2024", "cases_accepted"]],
    ids=["publish", "explain"],
)
def test_a_command_that_needs_a_warehouse_asks_for_one(tmp_path: Path, command: list[str]) -> None:
    result = CliRunner().invoke(cli, [*command, "--home", str(tmp_path)])
    assert result.exit_code == 2
    assert result.stderr.startswith("no warehouse at ")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", [["build"], ["ingest", "."]], ids=["build", "ingest"])
def test_a_home_that_cannot_be_made_is_no_gate(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    result = CliRunner().invoke(cli, ["--home", str(tmp_path / "file" / "home"), *command])
    assert result.exit_code == 2
    assert result.stderr.startswith("the home cannot be used: ")
