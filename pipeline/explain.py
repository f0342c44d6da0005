"""The chain from a published value down to the sentence or cell and the bytes it came from.

A cell of any mart is a figure of a region, year, indicator and scope, or is made of such figures: of the year
before, of the parts of a region, or of what a region took in. The chain names them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.errors import NotFound
from pipeline.roll_up_parts import PARTS, TOTAL
from pipeline.warehouse import Row, named_regions, opened, rows

FIGURES = f"""
    select
        figures.*, indicators.name_zh, regions.name_zh as region_name,
        comparison.previous_value, comparison.change, comparison.change_rate,
        comparison.change_points, comparison.refusal_reason,
        merged.merged_base, merged.merged_from_codes,
        decisions.decided_by, decisions.confirmed_by, decisions.decided_at,
        decisions.reason as decided_because
    from marts.fct_indicator_year as figures
    left join marts.dim_indicator as indicators
        on figures.indicator_id = indicators.indicator_id
    {named_regions("figures")}
    left join marts.cmp_year_over_year as comparison
        on
            figures.region_code = comparison.region_code
            and figures.year = comparison.year
            and figures.org_scope = comparison.org_scope
            and figures.indicator_id = comparison.indicator_id
    left join marts.cmp_merged_region as merged
        on
            figures.region_code = merged.region_code
            and figures.year = merged.year
            and figures.org_scope = merged.org_scope
            and figures.indicator_id = merged.indicator_id
    left join staging.stg_decisions as decisions
        on figures.decision_id = decisions.decision_id
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
        ? in (named.region_code, named.name_zh) as is_exact,
        row(named.region_code, named.valid_from_year) = row(regions.region_code, regions.valid_from_year)
            as is_of_year
    from marts.dim_region as named
    inner join marts.dim_region as regions
        on
            named.region_key = regions.region_key
            and ? >= regions.valid_from_year and (regions.valid_to_year is null or ? <= regions.valid_to_year)
    left join marts.dim_region as above
        on
            regions.parent_code = above.region_code
            and ? >= above.valid_from_year and (above.valid_to_year is null or ? <= above.valid_to_year)
    where ? in (named.region_code, named.name_zh, named.short_name)
    order by regions.region_code, regions.name_zh, parent_name
"""
INDICATOR = """
    select indicator_id from marts.dim_indicator
    where ? in (indicator_id, column_name, name_zh)
    order by indicator_id != ?, indicator_id
"""


@dataclass(frozen=True, slots=True)
class Chain:
    """A value in one scope with the observations behind it: first the one in force, then the others.

    ``total`` is how the value of a whole region was put together where it was not reported: the row of
    `rpt_roll_up`; ``parts`` are the figures that it is made of.
    """

    figure: Row
    observations: tuple[Row, ...] = ()
    total: Row | None = None
    parts: tuple[Row, ...] = ()


def explain(
    warehouse: Path, region: str, year: int, indicator_id: str, scope: str | None
) -> tuple[Chain, ...]:
    """The chains of a value, one per scope, at least one.

    ``region`` is a six-digit code, a full name, or a short name (贵阳) that only one region bears in that
    year; where none does, one that it bore in another year. The indicator may be named by its id, by its
    column in a wide table, or by its Chinese name. Raises :class:`NotFound` where the region is unknown or
    several bear the name, none of which is guessed at, and where there is no such value.
    """
    with opened(warehouse) as connection:
        code = _region_code(connection, region, year)
        indicator = _indicator(connection, indicator_id)
        figures = rows(connection, FIGURES, [code, year, indicator, scope, scope])
        chains = [_reported(connection, figure) for figure in figures]
        if scope in (None, "region"):
            chains += put_together(connection, code, year, indicator)
        if not chains:
            asked = " ".join(part for part in (region, f"{year}年", indicator_id, scope) if part)
            raise NotFound(f"没有这样的数值：{asked}")
        return tuple(chains)


def _reported(connection: duckdb.DuckDBPyConnection, figure: Row) -> Chain:
    cell = [figure[name] for name in ("region_code", "year", "indicator_id", "org_scope")]
    return Chain(figure, tuple(rows(connection, SOURCES, cell)))


def put_together(
    connection: duckdb.DuckDBPyConnection, region_code: str, year: int, indicator: str
) -> Iterator[Chain]:
    """The value of a whole region that was added up or remade of parts, with these."""
    for total in rows(connection, TOTAL, [region_code, year, indicator]):
        parts = rows(connection, PARTS, {"region": total["region_key"], "year": year, "indicator": indicator})
        yield Chain(total, total=total, parts=tuple(parts))


def _indicator(connection: duckdb.DuckDBPyConnection, named: str) -> str:
    """The id of the indicator that is meant; what nobody knows stays as it is."""
    found = rows(connection, INDICATOR, [named, named])
    return str(found[0]["indicator_id"]) if found else named


def _region_code(connection: duckdb.DuckDBPyConnection, region: str, year: int) -> str:
    """The code in that year of the one region that is meant; a code or full name goes before a short name."""
    found = rows(connection, REGIONS, [region, year, year, year, year, region])
    found = [row for row in found if row["is_of_year"]] or found
    meant = [row for row in found if row["is_exact"]] or found
    codes = {str(row["region_code"]) for row in meant}
    if not codes:
        raise NotFound(f"{year}年没有这样的地区：{region}（请用六位代码、全称或简称）")
    if len(codes) > 1:
        raise NotFound(f"{year}年不止一个地区叫{region}，请用代码：{'、'.join(map(_candidate, meant))}")
    return codes.pop()


def _candidate(row: Row) -> str:
    return f"{row['region_code']} {row['parent_name'] or ''}{row['name_zh']}"
