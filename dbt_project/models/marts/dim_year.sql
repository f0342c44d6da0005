with reported as (

    select year from {{ ref('int_submission_figure') }}
    where region_code is not null

    union

    select report_year as year from {{ ref('int_reading_in_force') }}

)

select
    cast(year as integer) as year,
    cast(year - 1 as integer) as previous_year,
    make_date(year, 1, 1) as starts_on,
    make_date(year, 12, 31) as ends_on
from reported
where year is not null
