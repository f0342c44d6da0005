"""What a build that carries on does again: the regions whose figures may differ, and what these reach.

Most of what the warehouse says of a region follows from the region alone. A rank also follows from its
neighbours, a total of a city or province from all below it, a series from the last year that anybody has
reported about, and what a rule finds from wherever the rule looks. Each of these has its own set.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import duckdb

from expectations.identities import RESULT_SCHEMA
from pipeline.promotion import Build

Reach = Mapping[str, tuple[str, ...]]
"""Keys by what they are touched for (`macros/touched_regions.sql`); what is not named is done whole."""

Parameters = Sequence[str] | Mapping[str, Sequence[str]] | None

DIFFERS = """
    (select {columns} from (select * from intermediate.{table} except all select * from before.{table}))
    union
    (select {columns} from (select * from before.{table} except all select * from intermediate.{table}))
"""

BY_ARRIVALS = f"""
    with submissions as (
        {DIFFERS.format(columns="submission_id", table="int_reading")}
        union
        {DIFFERS.format(columns="submission_id", table="int_submission_replacement")}
    ),
    decided as ({DIFFERS.format(columns="observation_id", table="int_review_decision")}),
    changed as (
        select region_code from staging.stg_observations
        where submission_id in (from submissions) or observation_id in (from decided)
    )
    select region_key from intermediate.int_observation_loaded
    where submission_id in (from submissions) or observation_id in (from decided)
    union
    select coalesce(region_years.region_key, changed.region_code)
    from changed
    left join intermediate.int_region_year as region_years
        on changed.region_code = region_years.reported_region_code
    union
    select region_code from changed
    union
    {DIFFERS.format(columns="region_key", table="int_region_year")}
"""

BY_FINDINGS = """
    with found as (select observation_id, rule_id, severity from read_parquet(?)),
    known as (select observation_id, rule_id, severity from staging.stg_identity_holds),
    differing as (
        (from found except all from known) union all (from known except all from found)
    )
    select distinct region_key from intermediate.int_figure_candidate
    where observation_id in (select observation_id from differing)
"""

CODES = """
    select reported_region_code from intermediate.int_region_year where list_contains($keys, region_key)
    union
    select unnest($keys)
"""
"""Under which codes the raw observations of regions stand; an unknown code is a region's only key."""

NEIGHBOURS = """
    select distinct others.region_key
    from staging.stg_regions as regions
    inner join staging.stg_regions as others
        on
            regions.region_level = others.region_level
            and regions.parent_code is not distinct from others.parent_code
    where list_contains($keys, regions.region_key)
"""
"""Who is ranked beside a region, in any of its years."""

UPPERS = """
    with recursive uppers as (
        select unnest($keys) as region_key
        union
        select above.region_key
        from uppers
        inner join staging.stg_regions as regions
            on uppers.region_key = regions.region_key
        inner join staging.stg_regions as above
            on regions.parent_code = above.region_code
    )
    select region_key from uppers
"""
"""The regions themselves and all that they have ever lain in, whether or not anybody reported then."""

MEMBERS = """
    select region_key from intermediate.int_region_below where list_contains($keys, upper_key)
    union
    select unnest($keys)
"""

LAST_YEARS = """
    select
        (select max(year) from intermediate.int_figure_in_force),
        (select max(last_year) from marts.rpt_five_year_series)
"""

FINDINGS = f"""
    create schema if not exists meta;
    create or replace temp table found as
    with hashed as (
        select region_code, hash({", ".join(RESULT_SCHEMA.names)}) as finding from read_parquet(?)
    )
    select region_code, count(*) as findings, bit_xor(finding) as digest, sum(finding::hugeint) as check_sum
    from hashed
    group by region_code
"""
"""What the rules say of a region, in three numbers: findings that differ show in them."""

DIFFERENT_FINDINGS = """
    select region_code from (
        (from found except from meta.findings) union (from meta.findings except from found)
    )
"""


def touched_by_arrivals(build: Build) -> tuple[str, ...]:
    """The regions whose observations came, went, or count differently; after the pass `readings`."""
    return _keys(build, BY_ARRIVALS)


def touched_by_findings(build: Build) -> tuple[str, ...]:
    """The regions of figures that a rule holds back now and did not before, or the other way round."""
    return _keys(build, BY_FINDINGS, [str(build.folder / "audit" / "identity_holds.parquet")])


def reach_of_figures(build: Build, regions: Collection[str]) -> Reach:
    """What is done again up to the figures in force where these regions are touched."""
    keys = sorted(regions)
    return {"regions": tuple(keys), "codes": _keys(build, CODES, {"keys": keys})}


def reach_of_marts(build: Build, regions: Collection[str], findings: tuple[str, ...]) -> Reach:
    """What is done again from the figures in force on where these regions are touched; ``findings`` are the
    codes of regions that the rules say something else of."""
    keys = sorted(regions)
    uppers = _keys(build, UPPERS, {"keys": keys})
    reach = {
        "regions": tuple(keys),
        "neighbours": _keys(build, NEIGHBOURS, {"keys": keys}),
        "uppers": uppers,
        "members": _keys(build, MEMBERS, {"keys": list(uppers)}),
        "findings": findings,
    }
    return reach if _is_another_last_year(build) else {**reach, "series": tuple(keys)}


def remember_findings(build: Build) -> tuple[str, ...]:
    """Lay down in the candidate what the rules say of each region; the codes of those where it differs from
    what the warehouse that it is a copy of had laid down."""
    results = build.folder / "audit" / "identity_results.parquet"
    with duckdb.connect(str(build.candidate)) as connection:
        connection.execute(FINDINGS, [str(results)])
        connection.execute("create table if not exists meta.findings as from found limit 0")
        differing = connection.execute(DIFFERENT_FINDINGS).fetchall()
        connection.execute("create or replace table meta.findings as from found")
    return _without_null(differing)


def _is_another_last_year(build: Build) -> bool:
    with duckdb.connect(str(build.candidate), read_only=True) as connection:
        now, before = connection.execute(LAST_YEARS).fetchall()[0]
    return bool(now != before)


def _keys(build: Build, query: str, values: Parameters = None) -> tuple[str, ...]:
    with duckdb.connect(str(build.candidate), read_only=True) as connection:
        return _without_null(connection.execute(query, values).fetchall())


def _without_null(rows: list[tuple[str | None]]) -> tuple[str, ...]:
    return tuple(sorted({key for (key,) in rows if key is not None}))
