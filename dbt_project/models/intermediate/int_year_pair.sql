{#- A figure beside the one of the year before, and everything that could forbid comparing them. -#}
with figures as (

    select * from {{ ref('fct_indicator_year') }}
    where {{ touched_only('region_key') }}

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

boundary_breaks as (

    select * from {{ ref('int_boundary_break') }}

),

definition_breaks as (

    select * from {{ ref('stg_definition_breaks') }}

),

reported_at_any_scope as (

    select distinct
        region_key,
        year,
        indicator_id
    from figures

)

select
    -- ids
    figures.region_key,
    figures.region_code,
    figures.year,
    figures.org_scope,
    figures.indicator_id,

    -- measure
    figures.unit,
    coalesce(indicators.kind = 'ratio', false) as is_ratio,

    -- this year
    figures.observation_id,
    figures.value,
    figures.value_low,
    figures.value_high,
    figures.qualifier,
    figures.held_back_reason,

    -- the year before
    previous.observation_id as previous_observation_id,
    previous.value as previous_value,
    previous.value_low as previous_value_low,
    previous.value_high as previous_value_high,
    previous.qualifier as previous_qualifier,
    previous.held_back_reason as previous_held_back_reason,

    -- what could forbid comparing
    previous.observation_id is not null as has_previous,
    previous.observation_id is null and reported_at_any_scope.indicator_id is not null as has_previous_at_other_scope,
    figures.is_partial or coalesce(previous.is_partial, false) as is_partial_pair,
    boundary_breaks.region_key is not null as is_boundary_change,
    definition_breaks.indicator_id is not null as is_definition_break
from figures
left join indicators
    on figures.indicator_id = indicators.indicator_id
left join figures as previous
    on
        figures.region_key = previous.region_key
        and figures.year = previous.year + 1
        and figures.org_scope = previous.org_scope
        and figures.indicator_id = previous.indicator_id
left join reported_at_any_scope
    on
        figures.region_key = reported_at_any_scope.region_key
        and figures.year = reported_at_any_scope.year + 1
        and figures.indicator_id = reported_at_any_scope.indicator_id
left join boundary_breaks
    on
        figures.region_key = boundary_breaks.region_key
        and figures.year = boundary_breaks.year
left join definition_breaks
    on
        figures.indicator_id = definition_breaks.indicator_id
        and figures.year = definition_breaks.year
