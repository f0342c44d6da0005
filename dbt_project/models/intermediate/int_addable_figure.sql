{#- What a region states of an indicator that can be put together, and whether this very figure can. Zero, a nil
    return and not-applicable add nothing and count as stated; a blank or masked cell states nothing. -#}
with figures as (

    select
        region_key,
        year,
        org_scope,
        indicator_id,
        coalesce(qualifier, 'exact') as qualifier,
        held_back_reason is null and not is_partial as is_usable,
        case when value_status in ('zero', 'nil_return', 'not_applicable') then 0 else value end as amount,
        value_low,
        value_high
    from {{ ref('fct_indicator_year') }}
    where (value_status is null or value_status not in ('blank', 'masked')) and {{ touched_only('region_key') }}

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

bounded as (

    select
        *,
        {{ lowest_possible('qualifier', 'amount', 'value_low') }} as lowest,
        {{ highest_possible('qualifier', 'amount', 'value_high') }} as highest
    from figures

),

sums as (

    select
        bounded.region_key,
        bounded.year,
        bounded.org_scope,
        bounded.indicator_id,
        bounded.qualifier,
        bounded.amount,
        bounded.lowest,
        bounded.highest,
        cast(null as double) as divisor,
        bounded.is_usable and bounded.lowest is not null and bounded.highest is not null as is_addable
    from bounded
    inner join indicators
        on bounded.indicator_id = indicators.indicator_id and indicators.aggregation_rule = 'sum'

),

-- The numerator comes first; it may stand among the denominators too (of all cases, those that closed).
components as (

    select
        indicator_id as ratio_id,
        len(denominator_ids) + 1 as needed,
        unnest(list_prepend(numerator_id, denominator_ids)) as component_id,
        generate_subscripts(list_prepend(numerator_id, denominator_ids), 1) = 1 as is_numerator
    from indicators
    where aggregation_rule = 'weighted_ratio'

),

-- A rate is remade from numerators and denominators that are exact and all there.
ratios as (

    select
        sums.region_key,
        sums.year,
        sums.org_scope,
        components.ratio_id as indicator_id,
        'exact' as qualifier,
        {{ exact_sum("case when components.is_numerator then sums.amount end") }} as amount,
        {{ exact_sum("case when not components.is_numerator then sums.amount end") }} as divisor,
        bool_and(sums.is_addable and sums.qualifier = 'exact') and count(*) = any_value(components.needed) as is_addable
    from sums
    inner join components
        on sums.indicator_id = components.component_id
    group by sums.region_key, sums.year, sums.org_scope, components.ratio_id

)

select
    region_key,
    year,
    org_scope,
    indicator_id,
    qualifier,
    amount,
    lowest,
    highest,
    divisor,
    is_addable
from sums

union all

select
    region_key,
    year,
    org_scope,
    indicator_id,
    qualifier,
    amount,
    amount as lowest,
    amount as highest,
    divisor,
    is_addable
from ratios
