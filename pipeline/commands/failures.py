"""A group of commands that ends with words and a code of the interface when something known stops it."""

from __future__ import annotations

import click

from pipeline.commands.options import home_of


class ReportingGroup(click.Group):
    """A group whose commands end with words and a code of the interface; unknown errors stay errors."""

    def invoke(self, context: click.Context) -> object:
        """Run the command; a known failure is told on the standard error stream."""
        # Made here so that a home named after the command is known here too.
        context.ensure_object(dict)
        try:
            return super().invoke(context)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception as failure:
            _end(context, failure)
        return None


def _end(context: click.Context, failure: Exception) -> None:
    # Which failures are known takes every room to say: it is asked only where there is one.
    from pipeline.commands.endings import ending_of

    ending = ending_of(failure, home_of(context).root)
    if ending is None:
        raise failure
    click.echo(ending.words, err=True)
    context.exit(ending.code)
