-- How many rows a table has, and the one it is made from: no table loses all its rows.
with counted as (
    select
        'fct_indicator_year' as "table",
        (select count(*) from fct_indicator_year) as found,
        (
            select count(*) from fct_observation
            where not_in_force_reason is null and region_code is not null
        ) as made_from
    union all by name
    select
        'cmp_year_over_year' as "table",
        (select count(*) from cmp_year_over_year) as found,
        (select count(*) from fct_indicator_year) as made_from
)

select
    *,
    found > 0 or made_from = 0 as is_filled
from counted
