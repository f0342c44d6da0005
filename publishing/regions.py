"""Regions under the code and the name they had in the year of the edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from publishing.comparison import Region

FAR_FUTURE = 9999


@dataclass(frozen=True, slots=True)
class RegionNames:
    """The regions by code, and the code in the edition's year by the stable key of a region."""

    by_code: Mapping[str, Region]
    code_by_key: Mapping[str, str]

    def code(self, row: Mapping[str, Any]) -> str:
        """The code under which a mart row stands in the edition, also after a change of codes."""
        own: str = row["region_code"]
        return self.code_by_key.get(row.get("region_key", own), own)

    def with_codes_of(self, rows: Iterable[Mapping[str, Any]]) -> RegionNames:
        """These names, with the codes that the marts of the year itself use."""
        used = {row["region_key"]: row["region_code"] for row in rows if row.get("region_key")}
        return RegionNames(self.by_code, {**self.code_by_key, **used})

    def region(self, code: str) -> Region:
        """The region of ``code``; one that no version describes goes by its code."""
        return self.by_code.get(code) or Region(code=code, name=code, full_name=code, level="local")


def read_region_names(versions: Iterable[Mapping[str, Any]], year: int) -> RegionNames:
    """The regions of ``year`` from the rows of ``dim_region``, one a version of a region."""
    ordered = sorted(versions, key=lambda version: _standing(version, year))
    in_force = {version["region_code"]: version for version in ordered}
    valid = [version for version in ordered if _is_valid(version, year)]
    return RegionNames(
        by_code={code: _region(version, in_force) for code, version in in_force.items()},
        code_by_key={version["region_key"]: version["region_code"] for version in valid},
    )


def _region(version: Mapping[str, Any], in_force: Mapping[str, Mapping[str, Any]]) -> Region:
    """A county carries the name of its city, because names of counties and districts repeat."""
    parent = in_force.get(version["parent_code"] or "")
    is_below_city = parent is not None and parent["region_level"] == "city"
    name = version["name_zh"]
    return Region(
        code=version["region_code"],
        name=name,
        full_name=f"{parent['name_zh']}{name}" if parent is not None and is_below_city else name,
        level=version["region_level"],
        is_invented=bool(version.get("is_invented")),
        within=frozenset(_within(version, in_force)),
    )


def _within(version: Mapping[str, Any], in_force: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """The codes of a region's province and of its parents all the way up."""
    province = version.get("province_code")
    codes: set[str] = {province} if province and province != version["region_code"] else set()
    parent = version["parent_code"]
    while parent and parent not in codes - {province}:
        codes.add(parent)
        parent = in_force[parent]["parent_code"] if parent in in_force else None
    return codes


def _standing(version: Mapping[str, Any], year: int) -> tuple[bool, int, str]:
    """Versions that hold in the year come last, among them the newest."""
    return (_is_valid(version, year), version["valid_from_year"] or 0, str(version["region_key"]))


def _is_valid(version: Mapping[str, Any], year: int) -> bool:
    return (version["valid_from_year"] or 0) <= year <= (version["valid_to_year"] or FAR_FUTURE)
