"""The headline tables: the main indicators of each reporting body, one block per scope.

A figure of the agency itself and one of its whole area never stand in one block. The tier-1 indicators
are always listed, in the scope the catalogue expects, so that a missing one is seen to be missing; their
parts follow as 其中 where they are reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from catalog import Catalog, Indicator
from publishing.comparison import SCOPE_ORDER, Comparison, ComparisonRow, Region

HEADLINE_TIER = 1
DETAIL_TIER = 2


@dataclass(frozen=True, slots=True)
class HeadlineRow:
    """One line; ``row`` is None for an indicator the body has not reported in any scope."""

    indicator: Indicator
    row: ComparisonRow | None
    depth: int = 0
    is_first_part: bool = False

    @property
    def label(self) -> str:
        """The name as printed: 其中： before the first of the parts of a total."""
        return ("其中：" if self.is_first_part else "") + self.indicator.name_zh


@dataclass(frozen=True, slots=True)
class HeadlineBlock:
    """The lines of one region in one scope, by subject area in catalogue order."""

    region: Region
    scope: str
    areas: tuple[tuple[str, tuple[HeadlineRow, ...]], ...]

    @property
    def lines(self) -> tuple[HeadlineRow, ...]:
        """All lines of the block."""
        return tuple(line for _, lines in self.areas for line in lines)


def headline_blocks(comparison: Comparison, catalog: Catalog) -> tuple[HeadlineBlock, ...]:
    """A block per reporting body and scope, bodies in official code order."""
    by_region: dict[str, list[ComparisonRow]] = {}
    for row in comparison.rows:
        by_region.setdefault(row.region.code, []).append(row)
    return tuple(
        block
        for region in comparison.regions
        if region.code in by_region
        for block in _region_blocks(region, by_region[region.code], catalog)
    )


def _region_blocks(region: Region, rows: list[ComparisonRow], catalog: Catalog) -> Iterator[HeadlineBlock]:
    missing = _missing(region, rows, catalog)
    for scope in SCOPE_ORDER:
        reported = {row.indicator.id: row for row in rows if row.scope == scope}
        expected = {indicator.id for indicator in missing if _default_scope(indicator, region) == scope}
        lines = tuple(_lines(catalog, reported, expected))
        if any(line.row is not None for line in lines):
            yield HeadlineBlock(region, scope, tuple(_by_area(lines)))


def _missing(region: Region, rows: Iterable[ComparisonRow], catalog: Catalog) -> tuple[Indicator, ...]:
    reported = {row.indicator.id for row in rows}
    main = (i for i in catalog.indicators.values() if i.publish_tier == HEADLINE_TIER)
    return tuple(indicator for indicator in main if indicator.id not in reported)


def _lines(
    catalog: Catalog, reported: Mapping[str, ComparisonRow], expected: set[str]
) -> Iterator[HeadlineRow]:
    main = {
        i.id
        for i in catalog.indicators.values()
        if i.publish_tier == HEADLINE_TIER and (i.id in reported or i.id in expected)
    }
    shown = main | {
        i.id
        for i in catalog.indicators.values()
        if i.id in reported and i.publish_tier <= DETAIL_TIER and _total(i, main, catalog) is not None
    }
    totals = {id_: _total(catalog.indicators[id_], main, catalog) for id_ in shown}
    for id_ in (i for i in catalog.indicators if i in shown and totals[i] is None):
        yield HeadlineRow(catalog.indicators[id_], reported.get(id_))
        parts = [part for part in catalog.indicators if part in shown and totals[part] == id_]
        for position, part in enumerate(parts):
            yield HeadlineRow(catalog.indicators[part], reported.get(part), 1, position == 0)


def _total(indicator: Indicator, main: set[str], catalog: Catalog) -> str | None:
    """The headline indicator that this one is a part of: a total in the same unit, itself no part."""
    totals = [] if indicator.parent is None else [indicator.parent]
    for total in (*totals, *indicator.further_parents):
        found = catalog.indicators[total]
        is_top = _total(found, main - {indicator.id}, catalog) is None
        if total in main and is_top and found.unit == indicator.unit and indicator.kind != "ratio":
            return total
    return None


def _by_area(lines: tuple[HeadlineRow, ...]) -> Iterator[tuple[str, tuple[HeadlineRow, ...]]]:
    areas = dict.fromkeys(line.indicator.subject_area for line in lines)
    for area in areas:
        yield area, tuple(line for line in lines if line.indicator.subject_area == area)


def _default_scope(indicator: Indicator, region: Region) -> str:
    """Whose figure the catalogue expects of a body of this level."""
    scopes: Mapping[str, str] = {**indicator.default_scope}
    return scopes.get(region.level, scopes["local"])
