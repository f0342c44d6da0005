{#- A place among the regions of one level below one parent. Ties share a place, the next one is left out (1, 2, 2, 4).
    A hedged number is ranked where no other region's could stand on its other side. The headline indicators only: a
    place by a count of two or three says nothing. -#}
with figures as (

    select
        *,
        {{ lowest_possible('qualifier', 'value', 'value_low') }} as lowest,
        {{ highest_possible('qualifier', 'value', 'value_high') }} as highest
    from {{ ref('fct_indicator_year') }}
    where {{ touched_only('region_key', 'neighbours') }}

),

indicators as (

    select * from {{ ref('stg_indicators') }}
    where publish_tier = 1

),

regions as (

    select * from {{ ref('stg_regions') }}

),

placed as (

    select
        figures.*,
        regions.region_level,
        coalesce(regions.parent_code, '') as parent_code,
        indicators.direction = 'lower_better' as is_ascending,
        case
            when figures.held_back_reason is not null then 'held_back'
            when figures.value is null then 'no_value'
            when figures.is_partial then 'partial_period'
        end as unfit_reason
    from figures
    inner join regions
        on
            figures.region_key = regions.region_key
            and figures.year >= regions.valid_from_year
            and figures.year <= coalesce(regions.valid_to_year, figures.year)
    inner join indicators
        on figures.indicator_id = indicators.indicator_id

),

peers as (

    select
        years.year,
        regions.region_level,
        coalesce(regions.parent_code, '') as parent_code,
        count(*) as peer_count
    from (select distinct year from figures) as years
    inner join regions
        on
            years.year >= regions.valid_from_year
            and years.year <= coalesce(regions.valid_to_year, years.year)
    group by years.year, regions.region_level, coalesce(regions.parent_code, '')

),

neighbours as (

    select
        *,
        max(highest) over (
            partition by year, region_level, parent_code, org_scope, indicator_id
            order by lowest
            rows between unbounded preceding and 1 preceding
        ) as highest_below,
        lead(lowest) over (
            partition by year, region_level, parent_code, org_scope, indicator_id
            order by lowest
        ) as lowest_above
    from placed
    where unfit_reason is null

),

fit as (

    select
        *,
        qualifier != 'exact' and (highest_below >= lowest or lowest_above <= highest) as is_rank_open
    from neighbours

),

ranked as (

    select
        observation_id,
        rank() over (
            partition by year, region_level, parent_code, org_scope, indicator_id
            order by case when is_ascending then value else -value end asc
        ) as region_rank,
        count(*) over (
            partition by year, region_level, parent_code, org_scope, indicator_id
        ) as ranked_count
    from fit
    where not coalesce(is_rank_open, false)

)

select
    placed.region_key,
    placed.region_code,
    cast(placed.year as integer) as year,
    placed.org_scope,
    placed.indicator_id,
    placed.region_level,
    nullif(placed.parent_code, '') as parent_code,
    case when placed.held_back_reason is null then placed.value end as value,
    case when placed.held_back_reason is null then placed.qualifier end as qualifier,
    placed.unit,
    case when placed.is_ascending then 'ascending' else 'descending' end as rank_order,
    cast(ranked.region_rank as integer) as region_rank,
    cast(ranked.ranked_count as integer) as ranked_count,
    cast(peers.peer_count as integer) as peer_count,
    case
        when ranked.observation_id is null then coalesce(placed.unfit_reason, 'rank_open')
    end as not_ranked_reason
from placed
inner join peers
    on
        placed.year = peers.year
        and placed.region_level = peers.region_level
        and placed.parent_code = peers.parent_code
left join ranked
    on placed.observation_id = ranked.observation_id
