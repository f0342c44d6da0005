-- The wide tables as one row per figure, beside the figures in force.
select
    figures.value,
    in_force.value as value_in_force,
    in_force.held_back_reason is null as is_publishable
from published_numbers as figures
left join fct_indicator_year as in_force using (region_code, year, org_scope, indicator_id)
