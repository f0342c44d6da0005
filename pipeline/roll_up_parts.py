"""Which figures a total of `rpt_roll_up` is made of, by the same rule as the mart itself.

A part stands for itself, or by its own parts where it says nothing of the indicator. A test holds the
parts of every total to its value.
"""

from __future__ import annotations

from pipeline.warehouse import named_regions

TOTAL = f"""
    select totals.*, indicators.name_zh, regions.name_zh as region_name
    from marts.rpt_roll_up as totals
    left join marts.dim_indicator as indicators
        on totals.indicator_id = indicators.indicator_id
    {named_regions("totals")}
    where
        totals.region_code = ? and totals.year = ? and totals.indicator_id = ?
        and totals.basis in ('built', 'recomputed')
"""
"""The total of a whole region where it reported none itself."""

PARTS = f"""
    with below as (
        select * from intermediate.int_region_below
        where upper_key = $region and year = $year and place_count > 0
    ),
    stated as (
        select * from intermediate.int_addable_figure
        where org_scope = 'region' and indicator_id = $indicator and year = $year
    ),
    own as (
        -- The rate of a region that states numerator and denominators itself needs no parts.
        select stated.region_key
        from stated
        inner join marts.dim_indicator as indicators
            on stated.indicator_id = indicators.indicator_id
        where
            stated.region_key = $region and stated.is_addable and stated.divisor > 0
            and indicators.aggregation_rule = 'weighted_ratio'
    ),
    added as (
        select below.region_key
        from below
        inner join stated
            on below.region_key = stated.region_key
        left join stated as own_word
            on below.part_key = own_word.region_key
        where
            stated.is_addable and (below.is_direct or own_word.region_key is null)
            and not exists (from own)

        union all

        select region_key from own
    ),
    components as (
        select unnest(
            case
                when aggregation_rule = 'weighted_ratio' then list_prepend(numerator_id, denominator_ids)
                else [indicator_id]
            end
        ) as indicator_id
        from marts.dim_indicator
        where indicator_id = $indicator
    )
    select
        figures.*, regions.name_zh as region_name, indicators.name_zh,
        observations.source_name, observations.source_sha256, observations.evidence, observations.received_at,
        observations.char_start, observations.char_end, observations.sheet, observations.cell,
        observations.page
    from added
    cross join components
    inner join marts.fct_indicator_year as figures
        on
            added.region_key = figures.region_key and figures.year = $year and figures.org_scope = 'region'
            and components.indicator_id = figures.indicator_id
    inner join marts.fct_observation as observations
        on figures.observation_id = observations.observation_id
    inner join marts.dim_indicator as indicators
        on figures.indicator_id = indicators.indicator_id
    {named_regions("figures")}
    order by figures.region_code, indicators.position
"""
"""The figures in force of the parts; of a rate its numerators and denominators."""
