-- A figure is told by a number made from its key: to compare the four columns takes twice as long.
with compared as (
    select *, hash(region_code, year, org_scope, indicator_id) as figure
    from cmp_year_over_year
),

in_force as (
    select
        hash(region_code, year, org_scope, indicator_id) as figure,
        held_back_reason is not null as is_held_back,
        if(held_back_reason is null, value, null) as published_value
    from fct_indicator_year
)

select
    compared.*,
    not coalesce(is_held_back, false) or compared.value is null as is_publishable,
    compared.value is not distinct from in_force.published_value as agrees,
    coalesce(compared.change, compared.change_points) is not null
    or compared.refusal_reason is not null as is_explained
from compared
left join in_force using (figure)
