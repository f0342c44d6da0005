"""Regions and their changes as the data files state them, one row per region version or change."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

RegionLevel = Literal["province", "city", "county", "local"]
ChangeType = Literal[
    "rename", "recode", "upgrade", "transfer", "merge", "split", "boundary", "established", "abolished"
]

REGION_FILES = ("regions.csv", "local_units.csv", "local_units_reviewed.csv", "invented.csv")
INVENTED_FILES = frozenset({"invented.csv"})
_LEVELS: Mapping[str, RegionLevel] = {level: level for level in get_args(RegionLevel)}
_CHANGE_TYPES: Mapping[str, ChangeType] = {kind: kind for kind in get_args(ChangeType)}
LEVELS = frozenset(_LEVELS)
CHANGE_TYPES = frozenset(_CHANGE_TYPES)


class RegionFileError(Exception):
    """A region file cannot be used; the message names the file, the line and the fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region over the years in which its code, its name and its parent stayed the same.

    ``region_key`` is the stable id of our own: it stays through renames, changes of code and upgrades,
    and ends with a merge or split. ``region_code`` is the code of GB/T 2260 (a statistical code for
    local units, 99xxxx for invented regions). Years are year-ends: ``valid_to_year`` is the last one,
    None while it lasts; ``valid_from_year`` of the first table read means that year or earlier.
    """

    region_key: str
    region_code: str
    name_zh: str
    short_name: str
    aliases: tuple[str, ...]
    level: RegionLevel
    parent_code: str | None
    valid_from_year: int
    valid_to_year: int | None
    is_local: bool = False
    is_invented: bool = False

    def holds_in(self, year: int) -> bool:
        """Whether this version stood at the end of ``year``."""
        return self.valid_from_year <= year and (self.valid_to_year is None or year <= self.valid_to_year)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionChange:
    """What ``from_code`` was at the end of the year before became ``to_code`` by the end of ``year``.

    ``comparable`` says whether figures of the two years may be compared; None stands for no region.
    """

    change_id: str
    year: int
    change_type: ChangeType
    from_code: str | None
    from_name: str | None
    to_code: str | None
    to_name: str | None
    comparable: bool
    note: str
    source: str


def read_regions(folder: Path) -> tuple[Region, ...]:
    """All region versions of the folder's files, sorted by code and year; raises RegionFileError."""
    found = [
        _region(row, place, name in INVENTED_FILES)
        for name in REGION_FILES
        for place, row in _rows(folder / name)
    ]
    return tuple(sorted(found, key=lambda r: (r.region_code, r.valid_from_year, r.region_key)))


def read_changes(folder: Path) -> tuple[RegionChange, ...]:
    """All changes, in the order of the file; raises RegionFileError."""
    return tuple(_change(row, place) for place, row in _rows(folder / "changes.csv"))


def _rows(path: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines), start=2):
                yield f"{path.name} line {number}", row
    except OSError as fault:
        raise RegionFileError(f"{path}: cannot be read ({fault.strerror}); restore it") from fault


def _region(row: Mapping[str, str], place: str, is_invented: bool) -> Region:
    try:
        return Region(
            region_key=row["region_key"],
            region_code=_code(row["region_code"]),
            name_zh=row["name_zh"],
            short_name=row["short_name"],
            aliases=tuple(filter(None, row["aliases"].split(";"))),
            level=_level(row["level"]),
            parent_code=row["parent_code"] or None,
            valid_from_year=int(row["valid_from_year"]),
            valid_to_year=int(row["valid_to_year"]) if row["valid_to_year"] else None,
            is_local=row["level"] == "local",
            is_invented=is_invented,
        )
    except (KeyError, ValueError, TypeError, AttributeError) as fault:
        raise RegionFileError(f"{place}: {fault}") from fault


def _change(row: Mapping[str, str], place: str) -> RegionChange:
    try:
        return RegionChange(
            change_id=row["change_id"],
            year=int(row["year"]),
            change_type=_change_type(row["change_type"]),
            from_code=row["from_code"] or None,
            from_name=row["from_name"] or None,
            to_code=row["to_code"] or None,
            to_name=row["to_name"] or None,
            comparable={"true": True, "false": False}[row["comparable"]],
            note=row["note"],
            source=row["source"],
        )
    except (KeyError, ValueError, TypeError, AttributeError) as fault:
        raise RegionFileError(f"{place}: {fault}") from fault


def _code(text: str) -> str:
    if len(text) != 6 or not text.isdigit():
        raise ValueError(f"a region code has six digits, not {text!r}")
    return text


def _level(text: str) -> RegionLevel:
    if text not in LEVELS:
        raise ValueError(f"the level is one of {sorted(LEVELS)}, not {text!r}")
    return _LEVELS[text]


def _change_type(text: str) -> ChangeType:
    if text not in CHANGE_TYPES:
        raise ValueError(f"the change type is one of {sorted(CHANGE_TYPES)}, not {text!r}")
    return _CHANGE_TYPES[text]
