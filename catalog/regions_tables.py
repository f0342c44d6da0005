"""The register of regions as Arrow tables, the form in which the warehouse reads it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from catalog.regions import Region, RegionChange, RegionRegister


def _field(name: str, kind: pa.DataType, nullable: bool = True) -> pa.Field[Any]:
    return pa.field(name, kind, nullable=nullable)


CONTINUING = frozenset({"rename", "recode", "upgrade", "transfer"})
"""Changes after which a region is still the same one (the same ``region_key``)."""

REGION_SCHEMA = pa.schema(
    [
        _field("region_key", pa.string(), nullable=False),
        _field("region_code", pa.string(), nullable=False),
        _field("name_zh", pa.string(), nullable=False),
        _field("short_name", pa.string(), nullable=False),
        _field("level", pa.string(), nullable=False),
        _field("parent_code", pa.string()),
        _field("province_code", pa.string(), nullable=False),
        _field("valid_from_year", pa.int32(), nullable=False),
        _field("valid_to_year", pa.int32()),
        _field("is_local", pa.bool_(), nullable=False),
        _field("is_invented", pa.bool_(), nullable=False),
        _field("successor_codes", pa.list_(pa.string()), nullable=False),
        _field("successor_key", pa.string()),
    ]
)
CHANGE_SCHEMA = pa.schema(
    [
        _field("change_id", pa.string(), nullable=False),
        _field("year", pa.int32(), nullable=False),
        _field("change_type", pa.string(), nullable=False),
        _field("from_code", pa.string()),
        _field("from_name", pa.string()),
        _field("from_key", pa.string()),
        _field("to_code", pa.string()),
        _field("to_name", pa.string()),
        _field("to_key", pa.string()),
        _field("comparable", pa.bool_(), nullable=False),
        _field("note", pa.string(), nullable=False),
        _field("source", pa.string(), nullable=False),
    ]
)


def region_table(register: RegionRegister) -> pa.Table:
    """One row per region version, by code and first year.

    ``successor_codes`` are the codes that what ended with ``valid_to_year`` went into; ``successor_key``
    is the region's own key where it goes on under another code, name or parent.
    """
    rows = [_region_row(version, register) for version in register.versions]
    return pa.Table.from_pylist(rows, schema=REGION_SCHEMA)


def region_change_table(register: RegionRegister) -> pa.Table:
    """One row per change. A pair of years is comparable for a region unless a row says false for it."""
    rows = [_change_row(change, register) for change in register.changes]
    return pa.Table.from_pylist(rows, schema=CHANGE_SCHEMA)


def _region_row(version: Region, register: RegionRegister) -> dict[str, Any]:
    successors = tuple(_successors(version, register.changes))
    names = REGION_SCHEMA.names
    return {name: getattr(version, name) for name in names if hasattr(version, name)} | {
        "province_code": register.province_of(version).region_code,
        "successor_codes": sorted({change.to_code for change in successors if change.to_code}),
        "successor_key": version.region_key if any(c.change_type in CONTINUING for c in successors) else None,
    }


def _successors(version: Region, changes: Iterable[RegionChange]) -> Iterable[RegionChange]:
    if version.valid_to_year is None:
        return ()
    ends = version.valid_to_year + 1
    return (c for c in changes if c.year == ends and c.from_code == version.region_code)


def _change_row(change: RegionChange, register: RegionRegister) -> dict[str, Any]:
    row = {name: getattr(change, name) for name in CHANGE_SCHEMA.names if hasattr(change, name)}
    return row | {
        "from_key": _key(change.from_code, change.year - 1, register),
        "to_key": _key(change.to_code, change.year, register),
    }


def _key(code: str | None, year: int, register: RegionRegister) -> str | None:
    region = register.by_code(code, year) if code else None
    return region.region_key if region else None
