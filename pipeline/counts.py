"""The counts of figures by region and year: those that are expected, and those of the warehouse in force."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from expectations.completeness import COLUMNS, Count, CountFileError, read_counts
from pipeline.clock import START_OF_RECORDS
from pipeline.promotion import as_of_in_force
from pipeline.roster import roster_content
from pipeline.settings import Home
from pipeline.warehouse import opened

COUNTS_VARIABLE = "NIANJIAN_EXPECTED_COUNTS"
"""Names the file of a deployment's own repository."""

_COUNTED = """
    select region_code, year, count(*) from marts.fct_indicator_year group by all order by all
"""
State = Literal["same", "new", "grown", "fewer", "vanished"]


@dataclass(frozen=True, slots=True)
class Compared:
    """One region and year: how many figures it had and has; None where one side does not know it."""

    region_code: str
    year: int
    expected: int | None
    found: int | None

    @property
    def state(self) -> State:
        """What became of it."""
        if self.found is None:
            return "vanished"
        if self.expected is None:
            return "new"
        if self.found == self.expected:
            return "same"
        return "grown" if self.found > self.expected else "fewer"


def counts_file(home: Home) -> Path:
    """Where the expected counts lie: as the environment says, else in the home."""
    return Path(os.environ.get(COUNTS_VARIABLE) or home.root / "expected_counts.csv")


def counts_content(home: Home) -> str:
    """The bytes of the file as text, for telling one build from another; empty where there is none."""
    path = counts_file(home)
    return path.read_bytes().hex() if path.is_file() else ""


def counts_to_hold(home: Home) -> tuple[Count, ...]:
    """The counts that a build is held against; none where the home has no file of them.

    Raises :class:`CountFileError` where the environment names a file that is not there: a slip in a path must
    not pass for a deployment that expects nothing.
    """
    path = counts_file(home)
    if os.environ.get(COUNTS_VARIABLE) and not path.is_file():
        columns = ",".join(COLUMNS)
        raise CountFileError(
            f"{path}: there is no such file, though {COUNTS_VARIABLE} names it; "
            f"the one line {columns} makes one that expects nothing yet"
        )
    return read_counts(path)


def are_counts_kept(home: Home) -> bool:
    """Whether there is anything that a build is held against."""
    return bool(counts_to_hold(home))


def counts_are_required(home: Home) -> bool:
    """Whether a build without counts stops, instead of only saying that nothing was compared.

    So it is once the environment names the file and the deployment states who owes what: then somebody relies
    on being told of a loss.
    """
    return bool(os.environ.get(COUNTS_VARIABLE)) and roster_content(home.root) != ""


def counts_in_force(home: Home) -> tuple[Count, ...]:
    """The counts of the promoted warehouse; raises :class:`WarehouseMissing` where there is none."""
    with opened(home.promoted) as connection:
        found = connection.execute(_COUNTED).fetchall()
    as_of = as_of_in_force(home) or START_OF_RECORDS
    return tuple(Count(region_code=r, year=y, figures=n, as_of=as_of) for r, y, n in found)


def compared(home: Home) -> Iterator[Compared]:
    """The expected counts and those in force, every region and year of either."""
    expected = {(c.region_code, c.year): c.figures for c in read_counts(counts_file(home))}
    found = {(c.region_code, c.year): c.figures for c in counts_in_force(home)}
    for place in sorted(expected.keys() | found.keys()):
        yield Compared(*place, expected.get(place), found.get(place))
