"""Regions and changes as tables: keys, comparability, successors."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.regions import load_regions
from catalog.regions_tables import CHANGE_SCHEMA, REGION_SCHEMA, region_change_table, region_table


@pytest.fixture(scope="module")
def regions() -> list[dict[str, Any]]:
    table = region_table(load_regions())
    assert table.schema == REGION_SCHEMA
    return table.to_pylist()


@pytest.fixture(scope="module")
def changes() -> list[dict[str, Any]]:
    table = region_change_table(load_regions())
    assert table.schema == CHANGE_SCHEMA
    return table.to_pylist()


def test_one_row_per_region_version(regions: list[dict[str, Any]]) -> None:
    keys = [(row["region_code"], row["valid_from_year"]) for row in regions]
    assert len(keys) == len(set(keys)) > 3700


def test_changes_point_at_known_regions(changes: list[dict[str, Any]]) -> None:
    assert len(changes) > 400
    assert not [row for row in changes if row["from_code"] and not row["from_key"]]
    assert not [row for row in changes if row["to_code"] and not row["to_key"]]
    assert all(row["source"] for row in changes)


@pytest.mark.parametrize(
    ("year", "code", "comparable"),
    [
        (2021, "330102", False),
        (2021, "330105", False),
        (2021, "330110", False),
        (2021, "330109", False),
        (2021, "330114", False),
        (2021, "330106", True),
        (2016, "510117", True),
        (2016, "510100", False),
        (2016, "512000", False),
        (2018, "370100", False),
        (2011, "340100", False),
    ],
)
def test_year_is_comparable_unless_land_moved(
    changes: list[dict[str, Any]], year: int, code: str, comparable: bool
) -> None:
    touching = [r for r in changes if r["year"] == year and code in (r["from_code"], r["to_code"])]
    assert all(row["comparable"] for row in touching) is comparable


def test_ended_versions_name_what_they_went_into(regions: list[dict[str, Any]]) -> None:
    by_code = {row["region_code"]: row for row in regions if row["valid_to_year"] is not None}
    assert by_code["330104"]["successor_codes"] == ["330102", "330114"]
    assert by_code["330104"]["successor_key"] is None
    assert by_code["510124"]["successor_key"] == "cn510124"
