"""Who reports: the regions of the catalogue that existed in a year, from the provinces down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.warehouse.figures import Bureaus, Values
from catalog import Catalog
from catalog.tables import region_table

REGIONS = 3_200
"""All provinces, cities and counties of the country."""

LEVELS = ("province", "city", "county")


@dataclass(frozen=True, slots=True)
class Region:
    """A region as it was called in a year; ``key`` stays the same through renamings."""

    key: str
    code: str
    name: str
    level: str
    upper_code: str | None


def regions_of(catalog: Catalog, year: int, count: int) -> tuple[Region, ...]:
    """The first ``count`` regions of a year, whole provinces one after another, in each the upper ones first.

    Regions made up for the samples, and zones that overlap others, report nothing here.
    """
    rows = [row for row in region_table(catalog).to_pylist() if _reports(row, year)]
    rows.sort(key=lambda row: (row["province_code"], LEVELS.index(row["level"]), row["region_code"]))
    return tuple(
        Region(row["region_key"], row["region_code"], row["name_zh"], row["level"], row["parent_code"])
        for row in rows[:count]
    )


def _reports(row: Mapping[str, Any], year: int) -> bool:
    until = row["valid_to_year"]
    is_valid = row["valid_from_year"] <= year and (until is None or year <= until)
    return is_valid and row["level"] in LEVELS and not row["is_invented"] and not row["is_local"]


def sizes_of(regions: Sequence[Region], random: np.random.Generator) -> dict[str, float]:
    """How large each region is against a usual county, the same in all years."""
    spread = random.lognormal(0.0, 0.6, len(regions))
    own = {"province": 0.3, "city": 0.6, "county": 1.0}
    return {region.key: own[region.level] * float(s) for region, s in zip(regions, spread, strict=True)}


def bureaus_of(regions: Sequence[Region], size: Values) -> Bureaus:
    """The regions as arrays."""
    places = {region.code: place for place, region in enumerate(regions)}
    levels = np.array([region.level for region in regions])
    upper = np.array([places.get(region.upper_code or "", -1) for region in regions], dtype=np.int64)
    return Bureaus(size=size, upper=upper, is_county=levels == "county", is_city=levels == "city")
