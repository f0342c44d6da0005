-- What is published beside the figures in force and their comparison in the marts. A figure of last year
-- that was not reported again has no comparison; its own row is the yardstick.
with published as (
    select *, year - 1 as last_year
    from comparison
),

beside as (
    select
        published.*,
        in_force.value as value_in_force,
        in_force.held_back_reason as held_back_reason_in_force,
        compared.value as value_of_marts,
        if(
            in_force.value is null and compared.previous_value is null, last.value, compared.previous_value
        ) as previous_value_of_marts,
        compared.change as change_of_marts,
        compared.change_rate as change_rate_of_marts,
        compared.change_points as change_points_of_marts
    from published
    left join fct_indicator_year as in_force using (region_code, year, org_scope, indicator_id)
    left join cmp_year_over_year as compared using (region_code, year, org_scope, indicator_id)
    left join fct_indicator_year as last
        on published.region_code = last.region_code
        and published.last_year = last.year
        and published.org_scope = last.org_scope
        and published.indicator_id = last.indicator_id
        and last.held_back_reason is null
)

select
    *,
    held_back_reason_in_force is null or value is null as is_publishable,
    value is null or coalesce(observation_id in (select observation_id from sources), false) as has_source
from beside
