"""The headline tables: the main indicators of each reporting body, one block per scope.

A figure of the agency itself and one of its whole area never stand in one block. Parts follow their total
as 其中. The main indicators a body has not reported in any scope are named below their area, in the block of
the scope in which the catalogue expects them, so that what is missing is seen to be missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from catalog import Catalog, Indicator
from catalog.model import SUBJECT_AREAS
from publishing.comparison import SCOPE_ORDER, Comparison, ComparisonRow, Region

HEADLINE_TIER = 1
DETAIL_TIER = 2


@dataclass(frozen=True, slots=True)
class HeadlineRow:
    """One line of a block."""

    indicator: Indicator
    row: ComparisonRow
    depth: int = 0
    is_first_part: bool = False

    @property
    def label(self) -> str:
        """The name as printed: 其中： before the first of the parts of a total."""
        return ("其中：" if self.is_first_part else "") + self.indicator.name_zh


@dataclass(frozen=True, slots=True)
class HeadlineArea:
    """The lines of one subject area; ``missing`` are the main indicators the body has not reported at all."""

    area: str
    lines: tuple[HeadlineRow, ...]
    missing: tuple[Indicator, ...]

    def missing_said(self, word: str) -> str:
        """The missing main indicators in one line (未报送：…), or nothing."""
        names = "、".join(indicator.name_zh for indicator in self.missing)
        return f"{word}：{names}" if names else ""


@dataclass(frozen=True, slots=True)
class HeadlineBlock:
    """The lines of one region in one scope, by subject area in catalogue order."""

    region: Region
    scope: str
    areas: tuple[HeadlineArea, ...]

    @property
    def lines(self) -> tuple[HeadlineRow, ...]:
        """All lines of the block."""
        return tuple(line for area in self.areas for line in area.lines)


def headline_blocks(comparison: Comparison, catalog: Catalog) -> tuple[HeadlineBlock, ...]:
    """A block per reporting body and scope, bodies in official code order.

    A body without any figure of the year has none: 报送情况 and the tables by region say that it is missing.
    """
    by_region: dict[str, list[ComparisonRow]] = {}
    for row in comparison.rows:
        by_region.setdefault(row.region.code, []).append(row)
    reporting = {row.region.code for row in (*comparison.published, *comparison.held_back)}
    return tuple(
        block
        for region in comparison.regions
        if region.code in reporting
        for block in _region_blocks(region, by_region[region.code], catalog)
    )


def _region_blocks(region: Region, rows: list[ComparisonRow], catalog: Catalog) -> Iterator[HeadlineBlock]:
    missing = _missing(region, rows, catalog)
    for scope in SCOPE_ORDER:
        reported = {row.indicator.id: row for row in rows if row.scope == scope}
        lines = tuple(_lines(catalog, reported))
        expected = tuple(i for i in missing if _default_scope(i, region) == scope)
        if lines:
            yield HeadlineBlock(region, scope, tuple(_by_area(lines, expected)))


def _missing(region: Region, rows: Iterable[ComparisonRow], catalog: Catalog) -> tuple[Indicator, ...]:
    reported = {row.indicator.id for row in rows}
    main = (i for i in catalog.indicators.values() if i.publish_tier == HEADLINE_TIER)
    return tuple(indicator for indicator in main if indicator.id not in reported)


def _lines(catalog: Catalog, reported: Mapping[str, ComparisonRow]) -> Iterator[HeadlineRow]:
    """The main indicators that are reported, each followed by its reported parts."""
    main = {id_ for id_ in reported if catalog.indicators[id_].publish_tier == HEADLINE_TIER}
    totals = {id_: _total(catalog.indicators[id_], main, catalog) for id_ in reported}
    for id_ in (i for i in catalog.indicators if i in main and totals[i] is None):
        yield HeadlineRow(catalog.indicators[id_], reported[id_])
        parts = [catalog.indicators[part] for part in catalog.indicators if totals.get(part) == id_]
        shown = [part for part in parts if part.publish_tier <= DETAIL_TIER]
        for position, part in enumerate(shown):
            yield HeadlineRow(part, reported[part.id], 1, position == 0)


def _total(indicator: Indicator, main: set[str], catalog: Catalog) -> str | None:
    """The headline indicator that this one is a part of: a total in the same unit, itself no part."""
    totals = [] if indicator.parent is None else [indicator.parent]
    for total in (*totals, *indicator.further_parents):
        found = catalog.indicators[total]
        is_top = _total(found, main - {indicator.id}, catalog) is None
        if total in main and is_top and found.unit == indicator.unit and indicator.kind != "ratio":
            return total
    return None


def _by_area(lines: tuple[HeadlineRow, ...], missing: tuple[Indicator, ...]) -> Iterator[HeadlineArea]:
    for area in SUBJECT_AREAS:
        present = tuple(line for line in lines if line.indicator.subject_area == area)
        absent = tuple(indicator for indicator in missing if indicator.subject_area == area)
        if present or absent:
            yield HeadlineArea(area, present, absent)


def _default_scope(indicator: Indicator, region: Region) -> str:
    """Whose figure the catalogue expects of a body of this level."""
    scopes = {str(level): str(scope) for level, scope in indicator.default_scope.items()}
    return scopes.get(region.level, scopes["local"])
