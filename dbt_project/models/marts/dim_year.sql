with years as (

    select * from {{ ref('int_data_year') }}

)

select
    cast(year as integer) as year,
    cast(year - 1 as integer) as previous_year,
    make_date(year, 1, 1) as starts_on,
    make_date(year, 12, 31) as ends_on
from years
