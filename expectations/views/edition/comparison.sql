-- What is published beside the figures in force and their comparison in the marts. A figure of last year
-- that was not reported again has no comparison; its own row is the yardstick. Of the marts only the years
-- that are published are laid beside it.
with published as (
    select *, year - 1 as last_year
    from comparison
),

in_force as (
    select * from fct_indicator_year
    where year in (select year from published)
),

compared as (
    select * from cmp_year_over_year
    where year in (select year from published)
),

last_in_force as (
    select * from fct_indicator_year
    where year in (select last_year from published) and held_back_reason is null
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
    left join in_force using (region_code, year, org_scope, indicator_id)
    left join compared using (region_code, year, org_scope, indicator_id)
    left join last_in_force as last
        on published.region_code = last.region_code
        and published.last_year = last.year
        and published.org_scope = last.org_scope
        and published.indicator_id = last.indicator_id
)

select
    *,
    held_back_reason_in_force is null or value is null as is_publishable,
    value is null or coalesce(observation_id in (select observation_id from sources), false) as has_source
from beside
