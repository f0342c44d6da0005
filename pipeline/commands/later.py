"""Commands of the interface whose work is not built yet; they say so and change nothing."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands.options import Exit, home_option


def _not_yet(context: click.Context, what: str) -> None:
    click.echo(f"{what} is not available in this version; nothing was read or changed.", err=True)
    context.exit(Exit.USAGE)


@click.group()
@home_option
def review() -> None:
    """The review queue as a workbook, and the decisions back."""


@review.command("export")
@home_option
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def review_export(context: click.Context, file: Path) -> None:
    """Write the review queue into the workbook FILE."""
    _not_yet(context, f"Exporting the review queue to {file}")


@review.command("apply")
@home_option
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def review_apply(context: click.Context, file: Path) -> None:
    """Apply the decisions of the workbook FILE, all or none."""
    _not_yet(context, f"Applying review decisions from {file}")


@click.command()
@home_option
@click.argument("older")
@click.argument("newer")
@click.pass_context
def diff(context: click.Context, older: str, newer: str) -> None:
    """What changed between two editions, and why."""
    _not_yet(context, f"Comparing edition {older} with {newer}")
