{#- MetricFlow wants a calendar of days to place its periods in, also where every period is a year. -#}
with years as (

    select * from {{ ref('int_data_year') }}

),

bounds as (

    select
        make_date(min(year), 1, 1) as first_day,
        make_date(max(year), 12, 31) as last_day
    from years

)

select cast(unnest(generate_series(first_day, last_day, interval 1 day)) as date) as day
from bounds
