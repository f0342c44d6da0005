{#- The whole-region figure of provinces and cities: the reported one where there is one, else the parts added up,
    never both. A part that reports none is replaced by its own parts; one that reports and is held back is not. What
    the upper agency itself did (本级) is in no part and stands beside, never in the sum. -#}
with below as (

    select * from {{ ref('int_region_below') }}
    where place_count > 0 and {{ touched_only('upper_key', 'uppers') }}

),

figures as (

    select
        *,
        {{ lowest_possible('qualifier', 'value', 'value_low') }} as lowest,
        {{ highest_possible('qualifier', 'value', 'value_high') }} as highest
    from {{ ref('fct_indicator_year') }}
    where
        {{ touched_only('region_key', 'members') }}
        and (value_status is null or value_status not in ('blank', 'masked'))

),

stated as (

    select * from figures
    where org_scope = 'region'

),

addable as (

    select * from {{ ref('int_addable_figure') }}
    where {{ touched_only('region_key', 'members') }} and org_scope = 'region'

),

agency_figures as (

    select
        region_key,
        year,
        indicator_id,
        amount
    from {{ ref('int_addable_figure') }}
    where
        {{ touched_only('region_key', 'members') }}
        and org_scope = 'own' and is_addable and qualifier = 'exact' and divisor is null

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

tolerances as (

    select
        max(tolerance_absolute) as tolerance_absolute,
        max(tolerance_relative) as tolerance_relative
    from {{ ref('stg_rules') }}
    where check_name = 'children_sum'

),

uppers as (

    select
        upper_key,
        upper_code,
        upper_level,
        year,
        sum(place_count) as counties_expected
    from below
    where is_direct
    group by upper_key, upper_code, upper_level, year

),

parts as (

    select
        below.upper_key,
        below.year,
        addable.indicator_id,
        below.place_count,
        addable.qualifier,
        addable.amount,
        addable.lowest,
        addable.highest,
        addable.divisor
    from below
    inner join addable
        on below.region_key = addable.region_key and below.year = addable.year
    left join addable as own_word
        on
            below.part_key = own_word.region_key
            and below.year = own_word.year
            and addable.indicator_id = own_word.indicator_id
    where addable.is_addable and (below.is_direct or own_word.region_key is null)

),

added as (

    select
        upper_key,
        year,
        indicator_id,
        sum(place_count) as counties_covered,
        {{ added_sums('parts') }}
    from parts
    group by upper_key, year, indicator_id

),

-- The rate of a region that states numerator and denominators itself needs no parts.
own_rates as (

    select
        region_key,
        year,
        indicator_id,
        is_addable,
        case when is_addable then {{ rate_pct('amount', 'divisor') }} end as rate
    from addable

),

mentioned as (

    select
        below.upper_key,
        below.year,
        stated.indicator_id
    from below
    inner join stated
        on below.region_key = stated.region_key and below.year = stated.year

    union

    select
        uppers.upper_key,
        uppers.year,
        stated.indicator_id
    from uppers
    inner join stated
        on uppers.upper_key = stated.region_key and uppers.year = stated.year

    union

    select
        upper_key,
        year,
        indicator_id
    from added

),

side_by_side as (

    select
        uppers.upper_key,
        uppers.upper_code,
        uppers.upper_level,
        uppers.year,
        uppers.counties_expected,
        indicators.indicator_id,
        indicators.unit,
        indicators.kind,
        indicators.aggregation_rule,
        stated.observation_id,
        stated.value as reported_value,
        stated.value_low as reported_low,
        stated.value_high as reported_high,
        stated.qualifier as reported_qualifier,
        stated.lowest as reported_lowest,
        stated.highest as reported_highest,
        stated.held_back_reason,
        stated.observation_id is not null and stated.held_back_reason is null as is_reported,
        coalesce(added.counties_covered, 0) as counties_covered,
        added.parts_qualifier,
        {{ added_value('added.parts') }} as parts_value,
        {{ added_low('added.parts') }} as parts_value_low,
        {{ added_high('added.parts') }} as parts_value_high,
        added.parts_lowest,
        added.parts_highest,
        own_rates.rate as own_rate,
        own_rates.region_key is not null and not own_rates.is_addable as has_incomplete_components,
        agency_figures.amount as agency_value,
        -- Where the catalogue gives none, or none of this kind, it is zero.
        greatest(tolerances.tolerance_absolute, tolerances.tolerance_relative * stated.value, 0) as tolerance
    from mentioned
    cross join tolerances
    inner join uppers
        on mentioned.upper_key = uppers.upper_key and mentioned.year = uppers.year
    inner join indicators
        on mentioned.indicator_id = indicators.indicator_id
    left join stated
        on
            mentioned.upper_key = stated.region_key
            and mentioned.year = stated.year
            and mentioned.indicator_id = stated.indicator_id
    left join added
        on
            mentioned.upper_key = added.upper_key
            and mentioned.year = added.year
            and mentioned.indicator_id = added.indicator_id
    left join own_rates
        on
            mentioned.upper_key = own_rates.region_key
            and mentioned.year = own_rates.year
            and mentioned.indicator_id = own_rates.indicator_id
    left join agency_figures
        on
            mentioned.upper_key = agency_figures.region_key
            and mentioned.year = agency_figures.year
            and mentioned.indicator_id = agency_figures.indicator_id

),

based as (

    select
        *,
        counties_covered = counties_expected as is_complete,
        case
            when held_back_reason is not null then 'held_back'
            when observation_id is not null then 'reported'
            when aggregation_rule = 'sum' and counties_covered > 0 then 'built'
            when own_rate is not null then 'recomputed'
            when not has_incomplete_components and parts_value is not null then 'recomputed'
            else 'not_addable'
        end as basis
    from side_by_side

),

checked as (

    select
        *,
        case
            when
                not is_reported or aggregation_rule != 'sum' or counties_covered = 0
                or reported_highest is null
                then 'not_tested'
            when parts_lowest > reported_highest + tolerance and (kind = 'flow' or is_complete)
                then 'parts_exceed_total'
            when is_complete and parts_highest >= reported_lowest - tolerance then 'agrees'
            when parts_lowest + agency_value > reported_highest + tolerance and (kind = 'flow' or is_complete)
                then 'differs'
            when not is_complete then 'incomplete'
            when parts_highest + agency_value >= reported_lowest - tolerance then 'agrees'
            when agency_value is null then 'remainder'
            else 'differs'
        end as check_result
    from based

)

select
    upper_key as region_key,
    upper_code as region_code,
    cast(year as integer) as year,
    'region' as org_scope,
    indicator_id,
    upper_level as region_level,
    unit,
    basis,
    case
        when basis = 'reported' then reported_value
        when basis = 'built' then parts_value
        when basis = 'recomputed' then coalesce(own_rate, parts_value)
    end as value,
    case when basis = 'reported' then reported_low when basis = 'built' then parts_value_low end as value_low,
    case when basis = 'reported' then reported_high when basis = 'built' then parts_value_high end as value_high,
    case
        when basis = 'reported' then reported_qualifier
        when basis = 'built' then parts_qualifier
        when basis = 'recomputed' then 'exact'
    end as qualifier,
    observation_id,
    held_back_reason,
    case when is_reported then reported_value end as reported_value,
    parts_value,
    parts_value_low,
    parts_value_high,
    parts_qualifier,
    cast(counties_covered as integer) as counties_covered,
    cast(counties_expected as integer) as counties_expected,
    is_complete or (basis = 'recomputed' and own_rate is not null) or basis = 'reported' as is_complete,
    agency_value,
    case
        when
            is_reported and aggregation_rule = 'sum' and parts_qualifier = 'exact'
            and coalesce(reported_qualifier, 'exact') = 'exact'
            then {{ exact_difference('reported_value', 'parts_value') }}
    end as difference,
    check_result
from checked
