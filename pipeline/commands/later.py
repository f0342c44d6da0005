"""Commands of the interface whose work is not built yet; they say so and change nothing."""

from __future__ import annotations

import click

from pipeline.commands.options import Exit, home_option


def _not_yet(context: click.Context, what: str) -> None:
    click.echo(f"{what} is not available in this version; nothing was read or changed.", err=True)
    context.exit(Exit.USAGE)


@click.command()
@home_option
@click.argument("older")
@click.argument("newer")
@click.pass_context
def diff(context: click.Context, older: str, newer: str) -> None:
    """What changed between two editions, and why."""
    _not_yet(context, f"Comparing edition {older} with {newer}")
