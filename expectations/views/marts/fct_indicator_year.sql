select
    in_force.*,
    printed.observation_id is not null as has_observation,
    coalesce(in_force.region_code in (select region_code from dim_region), false) as has_region,
    in_force.value is not distinct from printed.value as is_as_observed,
    coalesce(isfinite(in_force.value), true)
    and coalesce(isfinite(in_force.value_low), true)
    and coalesce(isfinite(in_force.value_high), true) as is_finite
from fct_indicator_year as in_force
left join fct_observation as printed on in_force.observation_id = printed.observation_id
