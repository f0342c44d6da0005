"""Which build a warehouse is, written inside it, and the one rename that puts a candidate in force."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from ingestion.landing.durable import sync_file, sync_folder
from pipeline.dbt import DbtInputs
from pipeline.errors import BuildFailed, OvertakenBuild
from pipeline.exports import EXPORTS
from pipeline.links import point
from pipeline.locks import exclusive
from pipeline.settings import Home

NOTHING_RECEIVED = -1
"""The last sequence of a home without receipts; the first receipt has 0 or more."""

WRITE_RECORD = """
    create or replace table meta.build as
    select
        cast(? as varchar) as build_id, cast(? as bigint) as last_sequence,
        cast(? as timestamptz) as as_of
"""


@dataclass(frozen=True, slots=True)
class Build:
    """A build in progress: its id depends on what it is built from, its folder is its own.

    ``last_sequence`` is the place of the latest receipt it is built from in the order of the home;
    ``is_dated`` where somebody asked for what was known at ``as_of``, ``is_anew`` where somebody asked that
    nothing of earlier builds be used.
    """

    build_id: str
    folder: Path
    as_of: datetime
    last_sequence: int
    is_dated: bool
    is_anew: bool = False

    @property
    def candidate(self) -> Path:
        """The DuckDB file that dbt writes."""
        return self.folder / "candidate.duckdb"

    @property
    def exports(self) -> Path:
        """The marts of the candidate as Parquet."""
        return self.folder / EXPORTS

    def inputs(self, home: Home) -> DbtInputs:
        """What dbt is given."""
        return DbtInputs(
            raw=home.raw,
            catalog=self.folder / "catalog",
            audit=self.folder / "audit",
            candidate=self.candidate,
            working=self.folder / "dbt",
            parsed=home.parsed,
            as_of=self.as_of.isoformat(),
        )


@dataclass(frozen=True, slots=True)
class Promoted:
    """The warehouse in force after a build."""

    path: Path
    as_of: datetime


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """Which build a warehouse is, and the place of the latest receipt it knows of."""

    build_id: str
    last_sequence: int


def write_record(build: Build) -> None:
    """Write into the candidate which build it is, so that it cannot be promoted without saying so."""
    with duckdb.connect(str(build.candidate)) as connection:
        connection.execute("create schema if not exists meta")
        connection.execute(WRITE_RECORD, [build.build_id, build.last_sequence, build.as_of])


def record_in_force(home: Home) -> BuildRecord | None:
    """The record of the promoted warehouse; None where there is none or it cannot be read."""
    if not home.promoted.is_file():
        return None
    try:
        with duckdb.connect(str(home.promoted), read_only=True) as connection:
            found = connection.execute("select build_id, last_sequence from meta.build").fetchone()
    except (duckdb.CatalogException, duckdb.IOException):
        # Of an earlier version, or damaged: any build is better, and the next one takes its place.
        return None
    return None if found is None else BuildRecord(*found)


def as_of_in_force(home: Home) -> datetime | None:
    """The moment that the promoted warehouse speaks of; None where there is none, or it does not say."""
    if not home.promoted.is_file():
        return None
    with duckdb.connect(str(home.promoted), read_only=True) as connection:
        try:
            found = connection.execute("select epoch_us(as_of) from meta.build").fetchone()
        except (duckdb.CatalogException, duckdb.BinderException):
            return None  # of an earlier version
    return None if found is None else datetime.fromtimestamp(found[0] / 1_000_000, UTC)


def is_in_force(home: Home, build_id: str) -> bool:
    """Whether the promoted warehouse is the outcome of this build already."""
    record = record_in_force(home)
    return record is not None and record.build_id == build_id


def lock_of(home: Home) -> Path:
    """The file that whoever puts a warehouse in force holds."""
    return home.warehouse / ".build.lock"


def promote(home: Home, build: Build) -> Promoted:
    """Like :func:`put_in_force`, for a caller that does not hold the lock of the builds."""
    with exclusive(lock_of(home)):
        return put_in_force(home, build)


def put_in_force(home: Home, build: Build) -> Promoted:
    """Put the candidate in force by one rename; who still reads the old file keeps seeing the old data.

    A promotion whose candidate was moved already succeeds again. Raises :class:`OvertakenBuild` where the
    warehouse in force knows later receipts, unless the build is dated, and :class:`BuildFailed` where there
    is no candidate. The caller holds the lock.
    """
    is_there = build.candidate.is_file()
    if not is_there and is_in_force(home, build.build_id):
        return Promoted(home.promoted, build.as_of)
    _require_not_overtaken(home, build)
    if not is_there:
        raise BuildFailed("promote", [f"{build.candidate} is gone: start a new build"])
    sync_file(build.candidate)
    exports = put_aside(home, build)
    build.candidate.replace(home.promoted)
    if exports is not None:
        show(home, exports)
    sync_folder(home.warehouse)
    return Promoted(home.promoted, build.as_of)


def put_aside(home: Home, build: Build) -> Path | None:
    """Move the exports of a build out of its folder, which will be cleared; None where it has none."""
    destination = home.exports / build.folder.name
    if build.exports.is_dir():
        destination.parent.mkdir(parents=True, exist_ok=True)
        build.exports.replace(destination)
    return destination if destination.is_dir() else None


def show(home: Home, exports: Path) -> None:
    """Point to the exports in force and clear older ones but the last, so that who reads it can finish."""
    point(home.marts, str(exports.relative_to(home.warehouse)))
    older = sorted((path for path in home.exports.iterdir() if path != exports), key=_made_at)
    for path in older[:-1]:
        shutil.rmtree(path, ignore_errors=True)


def _made_at(path: Path) -> tuple[int, str]:
    return path.stat().st_mtime_ns, path.name


def _require_not_overtaken(home: Home, build: Build) -> None:
    record = record_in_force(home)
    if build.is_dated or record is None or record.last_sequence <= build.last_sequence:
        return
    raise OvertakenBuild(
        f"the warehouse in force knows receipts up to {record.last_sequence}, build {build.build_id} only "
        f"up to {build.last_sequence}: start a new build, or name a moment with --as-of to go back to it"
    )
