"""What a command says, and the code it ends with, when something known stops it: the one place for both."""

from __future__ import annotations

import errno
from pathlib import Path

import click
import duckdb

from expectations.completeness import CountFileError
from expectations.switches import SwitchFileError
from ingestion.landing import HomeBusyError, LandingDamagedError, RawLayerDamagedError
from pipeline.commands.options import Exit, home_of
from pipeline.errors import (
    BuildFailed,
    GateFailed,
    NotFound,
    NothingToPublish,
    OvertakenBuild,
    WarehouseMissing,
)
from publishing import EditionUnverified, UnreadableWarehouse

STOPPED = (GateFailed, BuildFailed, OvertakenBuild, EditionUnverified)
"""What was made aside is not good enough; what is in force stays."""
UNUSABLE = (
    *(WarehouseMissing, UnreadableWarehouse, NothingToPublish),
    *(HomeBusyError, LandingDamagedError, RawLayerDamagedError, CountFileError, SwitchFileError),
    duckdb.IOException,
)
"""The home cannot serve the command as it is."""
UNTOUCHED = "The warehouse and the editions in force are untouched."


class ReportingGroup(click.Group):
    """A group whose commands end with words and a code of the interface; unknown errors stay errors."""

    def invoke(self, context: click.Context) -> object:
        """Run the command; a known failure is told on the standard error stream."""
        # Made here so that a home named after the command is known here too.
        context.ensure_object(dict)
        try:
            return super().invoke(context)
        except STOPPED as failure:
            _end(context, f"{failure}\n{UNTOUCHED}", Exit.STOPPED_BY_GATE)
        except UNUSABLE as failure:
            _end(context, str(failure), Exit.USAGE)
        except NotFound as failure:
            _end(context, str(failure), Exit.NOT_FOUND)
        except OSError as failure:
            if not is_about(home_of(context).root, failure):
                raise
            _end(context, f"the home cannot be used: {failure}", Exit.USAGE)
        return None


def is_about(home: Path, failure: OSError) -> bool:
    """Whether the system refused something under the home or a folder above it, or the disk is full."""
    if failure.filename is None:
        return failure.errno in {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
    refused = Path(str(failure.filename)).absolute()
    return refused.is_relative_to(home) or home.is_relative_to(refused)


def _end(context: click.Context, words: str, code: Exit) -> None:
    click.echo(words, err=True)
    context.exit(code)
