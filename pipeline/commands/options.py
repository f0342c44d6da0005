"""Options and exit codes that the commands share."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from pathlib import Path
from typing import Any

import click

from pipeline.settings import Home, resolve_home


class Exit(IntEnum):
    """The exit codes of the command line."""

    DONE = 0
    STOPPED_BY_GATE = 1
    USAGE = 2
    SOME_QUARANTINED = 3
    NOT_FOUND = 4


def _remember_home(context: click.Context, _parameter: click.Parameter, value: Path | None) -> None:
    if value is not None:
        context.ensure_object(dict)["home"] = value


def home_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--home DIR`, before or after the command; the one nearer to the command's words wins."""
    return click.option(
        "--home",
        type=click.Path(file_okay=False, path_type=Path),
        expose_value=False,
        callback=_remember_home,
        help="Where everything that a run produces lies. [default: $NIANJIAN_HOME or ./var]",
    )(command)


def home_of(context: click.Context) -> Home:
    """The home that the command line, the environment or the default names."""
    return resolve_home(context.ensure_object(dict).get("home"))
