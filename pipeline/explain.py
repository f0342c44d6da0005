"""The chain from a published value down to the sentence or cell and the bytes it came from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.errors import NotFound
from pipeline.warehouse import Row, opened, rows

FIGURES = """
    select
        figures.*, indicators.name_zh, regions.name_zh as region_name,
        comparison.previous_value, comparison.change, comparison.change_rate,
        comparison.change_points, comparison.refusal_reason
    from marts.fct_indicator_year as figures
    left join marts.dim_indicator as indicators
        on figures.indicator_id = indicators.indicator_id
    left join marts.dim_region as regions
        on
            figures.region_code = regions.region_code
            and figures.year >= regions.valid_from_year
            and (regions.valid_to_year is null or figures.year <= regions.valid_to_year)
    left join marts.cmp_year_over_year as comparison
        on
            figures.region_code = comparison.region_code
            and figures.year = comparison.year
            and figures.org_scope = comparison.org_scope
            and figures.indicator_id = comparison.indicator_id
    where
        figures.region_code = ? and figures.year = ? and figures.indicator_id = ?
        and (? is null or figures.org_scope = ?)
    order by figures.org_scope
"""
SOURCES = """
    select observations.*
    from marts.fct_observation as observations
    where region_code = ? and year = ? and indicator_id = ? and org_scope = ?
    order by not_in_force_reason is not null, received_at desc, char_start, cell, observation_id
"""
REGIONS = """
    select distinct
        regions.region_code, regions.name_zh, above.name_zh as parent_name,
        ? in (regions.region_code, regions.name_zh) as is_exact
    from marts.dim_region as regions
    left join marts.dim_region as above
        on
            regions.parent_code = above.region_code
            and ? >= above.valid_from_year and (above.valid_to_year is null or ? <= above.valid_to_year)
    where
        ? in (regions.region_code, regions.name_zh, regions.short_name)
        and ? >= regions.valid_from_year and (regions.valid_to_year is null or ? <= regions.valid_to_year)
    order by regions.region_code, regions.name_zh, parent_name
"""


@dataclass(frozen=True, slots=True)
class Chain:
    """A value in one scope with the observations behind it: first the one in force, then the others."""

    figure: Row
    observations: tuple[Row, ...]


def explain(
    warehouse: Path, region: str, year: int, indicator_id: str, scope: str | None
) -> tuple[Chain, ...]:
    """The chains of a value, one per scope, at least one.

    ``region`` is a six-digit code, a full name, or a short name (贵阳) that only one region bears in that
    year. Raises :class:`NotFound` where the region is unknown or several bear the name, none of which is
    guessed at, and where there is no such value.
    """
    with opened(warehouse) as connection:
        code = _region_code(connection, region, year)
        figures = rows(connection, FIGURES, [code, year, indicator_id, scope, scope])
        if not figures:
            asked = " ".join(part for part in (region, f"{year}年", indicator_id, scope) if part)
            raise NotFound(f"没有这样的数值：{asked}")
        return tuple(
            Chain(
                figure,
                tuple(rows(connection, SOURCES, [code, year, indicator_id, figure["org_scope"]])),
            )
            for figure in figures
        )


def _region_code(connection: duckdb.DuckDBPyConnection, region: str, year: int) -> str:
    """The code of the one region that is meant; a code or full name goes before a short name."""
    found = rows(connection, REGIONS, [region, year, year, region, year, year])
    meant = [row for row in found if row["is_exact"]] or found
    codes = {str(row["region_code"]) for row in meant}
    if not codes:
        raise NotFound(f"{year}年没有这样的地区：{region}（请用六位代码、全称或简称）")
    if len(codes) > 1:
        raise NotFound(f"{year}年不止一个地区叫{region}，请用代码：{'、'.join(map(_candidate, meant))}")
    return codes.pop()


def _candidate(row: Row) -> str:
    return f"{row['region_code']} {row['parent_name'] or ''}{row['name_zh']}"
