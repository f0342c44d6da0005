"""Why a stage stops, in the words of the command line; it imports nothing, as every command needs it."""

from __future__ import annotations

from collections.abc import Sequence

SHOWN = 10


class BuildFailed(Exception):
    """A model or a test of the warehouse did not pass: the candidate is not promoted."""

    def __init__(self, stage: str, failures: Sequence[str]) -> None:
        more = f"\n  … and {len(failures) - SHOWN} more" if len(failures) > SHOWN else ""
        lines = "".join(f"\n  {failure}" for failure in failures[:SHOWN])
        super().__init__(f"{stage}: {len(failures)} failed{lines}{more}")
        self.failures = tuple(failures)


class NotFound(Exception):
    """There is no such value, or its region cannot be told; says which, in the words of the reader."""


class OvertakenBuild(Exception):
    """A build is done only after one that knows more: the newer warehouse stays in force."""


class WarehouseMissing(Exception):
    """A command needs the promoted warehouse and none has been built yet."""
