with changes as (

    select * from {{ ref('stg_region_changes') }}

)

select
    change_id,
    cast(year as integer) as year,
    change_type,
    from_key,
    from_code,
    from_name,
    to_key,
    to_code,
    to_name,
    is_comparable,
    note,
    source
from changes
