{#- A comparison is refused for the first reason that applies. A base of zero or below ten still has a change in
    numbers, only no rate; every other reason refuses the change too. -#}
with pairs as (

    select
        *,
        held_back_reason is null as is_publishable,
        has_previous and previous_held_back_reason is null as is_previous_publishable,
        {{ lowest_possible('qualifier', 'value', 'value_low') }} as lowest,
        {{ highest_possible('qualifier', 'value', 'value_high') }} as highest,
        {{ lowest_possible('previous_qualifier', 'previous_value', 'previous_value_low') }} as previous_lowest,
        {{ highest_possible('previous_qualifier', 'previous_value', 'previous_value_high') }} as previous_highest
    from {{ ref('int_year_pair') }}
    where {{ touched_only('region_key') }}

),

judged as (

    select
        *,
        case
            when not is_publishable then 'held_back:' || held_back_reason
            when value is null then 'no_value'
            when not has_previous and is_boundary_change then 'boundary_change'
            when has_previous_at_other_scope then 'scope_differs'
            when not has_previous then 'no_previous_year'
            when not is_previous_publishable then 'previous_held_back'
            when previous_value is null then 'no_value'
            when is_partial_pair then 'partial_period'
            when is_boundary_change then 'boundary_change'
            when is_definition_break then 'definition_break'
            when
                (qualifier != 'exact' or previous_qualifier != 'exact')
                and lowest <= previous_highest
                and highest >= previous_lowest
                then 'bound_could_turn_sign'
            when not is_ratio and previous_value = 0 then 'base_zero'
            when not is_ratio and abs(previous_value) < 10 then 'base_below_10'
        end as refusal_reason
    from pairs

),

compared as (

    select
        *,
        case
            when refusal_reason is null or refusal_reason in ('base_zero', 'base_below_10')
                then {{ exact_difference('value', 'previous_value') }}
        end as difference
    from judged

)

select
    region_key,
    region_code,
    year,
    org_scope,
    indicator_id,
    unit,
    case when is_publishable then value end as value,
    case when is_publishable then qualifier end as qualifier,
    case when is_previous_publishable then previous_value end as previous_value,
    case when is_previous_publishable then previous_qualifier end as previous_qualifier,
    case when not is_ratio then difference end as change,
    case
        when not is_ratio and refusal_reason is null
            then {{ change_rate_pct('value', 'previous_value') }}
    end as change_rate,
    case when is_ratio then difference end as change_points,
    refusal_reason,
    observation_id,
    previous_observation_id
from compared
