select
    compared.*,
    in_force.held_back_reason is null or compared.value is null as is_publishable,
    compared.value is not distinct from if(in_force.held_back_reason is null, in_force.value, null) as agrees,
    coalesce(compared.change, compared.change_points) is not null
    or compared.refusal_reason is not null as is_explained
from cmp_year_over_year as compared
left join fct_indicator_year as in_force using (region_code, year, org_scope, indicator_id)
