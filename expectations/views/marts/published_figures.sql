-- The wide tables as one row per figure, beside the figures in force: none is there that may not be, and none
-- that may is missing. A figure is told by a number made from its key, which is quicker to compare.
with in_force as (
    select
        hash(region_code, year, org_scope, indicator_id) as figure,
        value,
        value is not null and held_back_reason is null as may_be_published
    from fct_indicator_year
),

published as (
    select hash(region_code, year, org_scope, indicator_id) as figure, value
    from published_numbers
)

select
    published.value,
    in_force.value as value_in_force,
    coalesce(in_force.may_be_published, false) as is_publishable
from published
full join in_force using (figure)
where published.value is not null or in_force.may_be_published
