"""Commands that are listed by name and read in when they are called: to list them takes no library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

import click

from pipeline.commands.failures import ReportingGroup


@dataclass(frozen=True, slots=True)
class Listed:
    """The module of this folder that defines a command under its name, and what its help begins with."""

    module: str
    summary: str


class ListedCommands(ReportingGroup):
    """A group that knows its commands by name and summary, and imports the one that is called."""

    listed: Mapping[str, Listed] = {}

    def list_commands(self, context: click.Context) -> list[str]:
        """The names in the order of the alphabet."""
        return sorted([*super().list_commands(context), *self.listed])

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of that name; None where there is none."""
        if name not in self.listed:
            return super().get_command(context, name)
        module = import_module(f"{__package__}.{self.listed[name].module}")
        command: click.Command = getattr(module, name)
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Names and summaries, with nothing imported."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.listed[name].summary) for name in sorted(self.listed)])
