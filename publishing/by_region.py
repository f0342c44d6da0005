"""One table per indicator over the regions, in official code order, those without a figure last.

There is no total row: figures of different scopes are not additive, and a region's own total, where it
reports one, is a row of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalog import Catalog, Indicator
from publishing.comparison import Comparison, ComparisonRow, Region
from publishing.wording import missing_word

LISTED_TIER = 2
"""Up to this tier every region without a figure is a row; beyond it they are only counted."""


@dataclass(frozen=True, slots=True)
class Absence:
    """A region without this figure, and the word that says why."""

    region: Region
    word: str


@dataclass(frozen=True, slots=True)
class RegionTable:
    """The regions' figures of one indicator; ``position`` numbers the tables from 1."""

    position: int
    indicator: Indicator
    rows: tuple[ComparisonRow, ...]
    absences: tuple[Absence, ...]
    absent_count: int

    @property
    def reporting_count(self) -> int:
        """How many regions have a figure of the year, published or held back."""
        have = (row for row in self.rows if row.current is not None or row.held_back_reason is not None)
        return len({row.region.code for row in have})


def region_tables(comparison: Comparison, catalog: Catalog) -> tuple[RegionTable, ...]:
    """A table for every indicator that any region has reported for the year or the year before."""
    by_indicator: dict[str, list[ComparisonRow]] = {}
    for row in comparison.rows:
        by_indicator.setdefault(row.indicator.id, []).append(row)
    present = [indicator for indicator in catalog.indicators.values() if indicator.id in by_indicator]
    return tuple(
        _table(position, indicator, by_indicator[indicator.id], comparison)
        for position, indicator in enumerate(present, start=1)
    )


def _table(
    position: int,
    indicator: Indicator,
    rows: list[ComparisonRow],
    comparison: Comparison,
) -> RegionTable:
    has_figure = [row for row in rows if row.current is not None or row.held_back_reason is not None]
    lacks_figure = [row for row in rows if row.current is None and row.held_back_reason is None]
    listed = {row.region.code for row in rows}
    absent = tuple(_absences(comparison, listed))
    return RegionTable(
        position,
        indicator,
        (*has_figure, *lacks_figure),
        absent if indicator.publish_tier <= LISTED_TIER else (),
        len(absent),
    )


def _absences(comparison: Comparison, listed: set[str]) -> Iterator[Absence]:
    for region in comparison.regions:
        if region.code not in listed:
            yield Absence(region, missing_word(region, comparison))
