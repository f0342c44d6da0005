"""The command line: `nianjian`. Each command is a thin wrapper of a stage function."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import click

from pipeline.commands.listed import Listed, ListedCommands
from pipeline.commands.options import home_option

COMMANDS: Mapping[str, Listed] = {
    "run": Listed("run", "The whole pipeline in one process: ingest, build, publish."),
    "ingest": Listed("run", "Land, read, identify and extract PATHS; print an outcome per file."),
    "extract": Listed("extract", "What would be read from PATHS: a document and its observations per file."),
    "build": Listed("run", "Build a candidate warehouse with dbt, run the gates, promote it."),
    "publish": Listed("run", "Make an edition of the yearly comparison and the annual summary."),
    "explain": Listed(
        "inspect",
        "The chain from the published value of INDICATOR in REGION (code or name) and YEAR to its source.",
    ),
    "status": Listed("inspect", "Who owes a report, who has filed, what is late, quarantined or in review."),
    "counts": Listed(
        "counts",
        "What has changed in the number of figures by region and year since the counts that are expected.",
    ),
    "query": Listed(
        "query", "Answer SQL (- reads it from standard input) from the promoted warehouse, read-only."
    ),
    "diff": Listed("editions", "What changed between two editions of a year, and why."),
    "reprocess": Listed(
        "corrections",
        "Read landed files again after a change of catalogue or code; what reads the same is left alone.",
    ),
    "withdraw": Listed(
        "corrections", "Take a submission back at its bureau's word: it is kept and no longer in force."
    ),
    "quarantine": Listed(
        "corrections", "The submissions that could not be read: look at them, or try again."
    ),
    "review": Listed("review", "The review queue as a workbook, and the decisions back."),
    "evaluate": Listed(
        "evaluate",
        "Recall and precision of the reading against GOLD_DIR, in parts, with every error and its sentence.",
    ),
    "unmapped": Listed(
        "unmapped",
        "The quantities of PATHS (of everything received, where none is given) that no indicator covers.",
    ),
    "forms": Listed("forms", "The forms that can be read, and how a new one differs from them."),
}
"""Every command, with the module that defines it and the summary that its help begins with."""


class Nianjian(ListedCommands):
    """The group of all commands."""

    listed = COMMANDS


@click.group(
    cls=Nianjian,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@home_option
def cli() -> None:
    """Reads the yearly reports of human-resources bureaus and publishes compared, sourced figures."""


def main() -> None:
    """Entry point of the console script; exit codes are those of the documented interface."""
    # Chinese output must not fail on a terminal or pipe that announces another encoding.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    cli()
