"""The list of commands is told with no library read in, and says of each command what its help says."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from pipeline.cli import COMMANDS, cli

LIBRARIES = ("dbt", "great_expectations", "pandas", "pyarrow", "duckdb", "catalog", "ingestion", "publishing")
ASKED_FOR_HELP = """
import sys
from click.testing import CliRunner
from pipeline.cli import cli
answer = CliRunner().invoke(cli, ["--help"])
print(answer.output if answer.exit_code == 0 else answer.exception)
print("read in:", *sorted({name.split(".")[0] for name in sys.modules}))
"""


def test_help_reads_in_no_library() -> None:
    done = subprocess.run([sys.executable, "-c", ASKED_FOR_HELP], capture_output=True, text=True, check=True)
    words, _, modules = done.stdout.partition("read in:")
    assert "The whole pipeline in one process" in words
    assert "pipeline" in modules.split()
    assert set(LIBRARIES) & set(modules.split()) == set()


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_is_where_the_list_says_and_begins_its_help_as_there(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.name == name
    first, *_ = (command.help or "").split("\n\n")
    assert " ".join(first.split()) == COMMANDS[name].summary


def test_what_nobody_lists_is_no_command() -> None:
    assert cli.get_command(click.Context(cli), "no_such_command") is None
