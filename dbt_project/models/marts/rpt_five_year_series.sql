{#- Five years side by side. A year without a publishable value says why, and a value is shown only where it may be
    published; nothing is filled in. -#}
{%- set years_before = [4, 3, 2, 1, 0] -%}
with figures as (

    select * from {{ ref('fct_indicator_year') }}
    where {{ touched_only('region_key', 'series') }}

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

last_years as (

    select max(year) as last_year from {{ ref('fct_indicator_year') }}

),

recent as (

    select
        figures.*,
        last_years.last_year,
        last_years.last_year - figures.year as years_before,
        case
            when figures.held_back_reason is not null then 'held_back'
            when figures.value is null then 'no_value'
            when figures.is_partial then 'partial_period'
            else 'published'
        end as series_status
    from figures
    cross join last_years
    where figures.year > last_years.last_year - {{ years_before | length }}

),

side_by_side as (

    select
        region_key,
        org_scope,
        indicator_id,
        max_by(region_code, year) as region_code,
        max_by(unit, year) as unit,
        any_value(last_year) as last_year,
        {%- for n in years_before %}
            any_value(value) filter (where years_before = {{ n }} and held_back_reason is null) as value_{{ n }},
            any_value(series_status) filter (where years_before = {{ n }}) as status_{{ n }},
        {%- endfor %}
        count(*) filter (
            where series_status = 'published' and qualifier = 'exact' and years_before < 3
        ) as recent_years
    from recent
    group by region_key, org_scope, indicator_id

),

-- The years from which on a figure is about another territory or another thing than before.
breaks as (

    select
        side_by_side.region_key,
        side_by_side.org_scope,
        side_by_side.indicator_id,
        boundary_breaks.year,
        'boundary_change' as break_reason
    from side_by_side
    inner join {{ ref('int_boundary_break') }} as boundary_breaks
        on
            side_by_side.region_key = boundary_breaks.region_key
            and boundary_breaks.year between side_by_side.last_year - 3 and side_by_side.last_year

    union all

    select
        side_by_side.region_key,
        side_by_side.org_scope,
        side_by_side.indicator_id,
        definition_breaks.year,
        'definition_break' as break_reason
    from side_by_side
    inner join {{ ref('stg_definition_breaks') }} as definition_breaks
        on
            side_by_side.indicator_id = definition_breaks.indicator_id
            and definition_breaks.year between side_by_side.last_year - 3 and side_by_side.last_year

),

last_breaks as (

    select
        region_key,
        org_scope,
        indicator_id,
        max(year) as comparable_from_year,
        max_by(break_reason, (year, break_reason)) as break_reason
    from breaks
    group by region_key, org_scope, indicator_id

)

select
    side_by_side.region_key,
    side_by_side.region_code,
    side_by_side.org_scope,
    side_by_side.indicator_id,
    side_by_side.unit,
    cast(side_by_side.last_year as integer) as last_year,
    {%- for n in years_before %}
        side_by_side.value_{{ n }} as value{{ '_' ~ n ~ '_before' if n else '' }},
        coalesce(side_by_side.status_{{ n }}, 'not_reported') as status{{ '_' ~ n ~ '_before' if n else '' }},
    {%- endfor %}
    -- 近三年均值: exact figures of three whole years that can be compared, never of rates.
    case
        when
            side_by_side.recent_years = 3
            and indicators.kind != 'ratio'
            and coalesce(last_breaks.comparable_from_year <= side_by_side.last_year - 2, true)
            then (side_by_side.value_0 + side_by_side.value_1 + side_by_side.value_2) / 3
    end as three_year_mean,
    cast(last_breaks.comparable_from_year as integer) as comparable_from_year,
    last_breaks.break_reason
from side_by_side
left join indicators
    on side_by_side.indicator_id = indicators.indicator_id
left join last_breaks
    on
        side_by_side.region_key = last_breaks.region_key
        and side_by_side.org_scope = last_breaks.org_scope
        and side_by_side.indicator_id = last_breaks.indicator_id
