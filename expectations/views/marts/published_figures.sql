-- The wide tables as one row per figure, beside the figures in force: none is there that may not be, and none
-- that may is missing.
with in_force as (
    select region_code, year, org_scope, indicator_id, value, held_back_reason
    from fct_indicator_year
)

select
    figures.value,
    in_force.value as value_in_force,
    coalesce(in_force.value is not null and in_force.held_back_reason is null, false) as is_publishable
from published_numbers as figures
full join in_force using (region_code, year, org_scope, indicator_id)
where figures.value is not null or (in_force.value is not null and in_force.held_back_reason is null)
