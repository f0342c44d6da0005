"""Which failures a command knows, in which words it tells them, and the exit code of each."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from pathlib import Path

import duckdb

from expectations.completeness import CountFileError
from expectations.outcomes import GateFailed
from expectations.switches import SwitchFileError
from ingestion.landing import HomeBusyError, LandingDamagedError, RawLayerDamagedError
from pipeline.commands.options import Exit
from pipeline.errors import BuildFailed, NotFound, OvertakenBuild, WarehouseMissing
from publishing import EditionUnverified, NothingToPublish, UnreadableWarehouse

STOPPED = (GateFailed, BuildFailed, OvertakenBuild, EditionUnverified)
"""What was made aside is not good enough; what is in force stays."""
UNUSABLE = (
    *(WarehouseMissing, UnreadableWarehouse, NothingToPublish),
    *(HomeBusyError, LandingDamagedError, RawLayerDamagedError, CountFileError, SwitchFileError),
    duckdb.IOException,
)
"""The home cannot serve the command as it is."""
UNTOUCHED = "The warehouse and the editions in force are untouched."


@dataclass(frozen=True, slots=True)
class Ending:
    """What is told on the standard error stream, and the exit code."""

    words: str
    code: Exit


def ending_of(failure: Exception, home: Path) -> Ending | None:
    """How a command over this home ends with a failure; None where it is no known one."""
    if isinstance(failure, STOPPED):
        return Ending(f"{failure}\n{UNTOUCHED}", Exit.STOPPED_BY_GATE)
    if isinstance(failure, UNUSABLE):
        return Ending(str(failure), Exit.USAGE)
    if isinstance(failure, NotFound):
        return Ending(str(failure), Exit.NOT_FOUND)
    if isinstance(failure, OSError) and is_about(home, failure):
        return Ending(f"the home cannot be used: {failure}", Exit.USAGE)
    return None


def is_about(home: Path, failure: OSError) -> bool:
    """Whether the system refused something under the home or a folder above it, or the disk is full."""
    if failure.filename is None:
        return failure.errno in {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
    refused = Path(str(failure.filename)).absolute()
    return refused.is_relative_to(home) or home.is_relative_to(refused)
