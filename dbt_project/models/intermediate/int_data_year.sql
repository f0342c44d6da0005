with reported as (

    select year from {{ ref('int_submission_figure') }}
    where region_code is not null

    union

    select report_year as year from {{ ref('int_reading_in_force') }}

)

select year
from reported
where year is not null
