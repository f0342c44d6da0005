-- An observation is told by a number made from its name, which is quicker to compare.
with in_force as (
    select *, hash(observation_id) as printed_figure
    from fct_indicator_year
),

printed as (
    select value, hash(observation_id) as printed_figure
    from fct_observation
    where observation_id is not null
)

select
    in_force.*,
    printed.printed_figure is not null as has_observation,
    coalesce(in_force.region_code in (select region_code from dim_region), false) as has_region,
    in_force.value is not distinct from printed.value as is_as_observed,
    coalesce(isfinite(in_force.value), true)
    and coalesce(isfinite(in_force.value_low), true)
    and coalesce(isfinite(in_force.value_high), true) as is_finite
from in_force
left join printed using (printed_figure)
