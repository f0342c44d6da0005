"""The command line: `nianjian`. Each command is a thin wrapper of a stage function."""

from __future__ import annotations

import sys

import click

from pipeline.commands.corrections import quarantine, reprocess, withdraw
from pipeline.commands.counts import counts
from pipeline.commands.evaluate import evaluate
from pipeline.commands.extract import extract
from pipeline.commands.failures import ReportingGroup
from pipeline.commands.forms import forms
from pipeline.commands.inspect import explain, status
from pipeline.commands.later import diff
from pipeline.commands.options import home_option
from pipeline.commands.query import query
from pipeline.commands.review import review
from pipeline.commands.run import build, ingest, publish, run
from pipeline.commands.unmapped import unmapped


@click.group(
    cls=ReportingGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@home_option
def cli() -> None:
    """Reads the yearly reports of human-resources bureaus and publishes compared, sourced figures."""


COMMANDS = (
    *(run, ingest, extract, build, publish),
    *(explain, status, counts, query, diff),
    *(reprocess, withdraw, quarantine, review),
    *(evaluate, unmapped, forms),
)
for command in COMMANDS:
    cli.add_command(command)


def main() -> None:
    """Entry point of the console script; exit codes are those of the documented interface."""
    # Chinese output must not fail on a terminal or pipe that announces another encoding.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    cli()
