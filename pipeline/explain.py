"""The chain from a published value down to the sentence or cell and the bytes it came from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

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
REGION_CODES = """
    select distinct region_code
    from marts.dim_region
    where (region_code = ? or name_zh = ?)
      and valid_from_year <= ? and (valid_to_year is null or valid_to_year >= ?)
    order by region_code
"""


@dataclass(frozen=True, slots=True)
class Chain:
    """A value in one scope with the observations behind it: first the one in force, then the others."""

    figure: Row
    observations: tuple[Row, ...]


def explain(
    warehouse: Path, region: str, year: int, indicator_id: str, scope: str | None
) -> tuple[Chain, ...]:
    """The chains of a value, one per scope; empty where there is no such value.

    ``region`` is a six-digit code or a full name; a name that several regions bear is not guessed at.
    """
    with opened(warehouse) as connection:
        codes = rows(connection, REGION_CODES, [region, region, year, year])
        if len(codes) != 1:
            return ()
        code = codes[0]["region_code"]
        figures = rows(connection, FIGURES, [code, year, indicator_id, scope, scope])
        return tuple(
            Chain(
                figure,
                tuple(rows(connection, SOURCES, [code, year, indicator_id, figure["org_scope"]])),
            )
            for figure in figures
        )
