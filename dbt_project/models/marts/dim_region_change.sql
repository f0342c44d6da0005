with changes as (

    select * from {{ ref('stg_region_changes') }}

)

select
    cast(change_id as varchar) as change_id,
    cast(year as integer) as year,
    change_type,
    from_code,
    to_code,
    is_comparable,
    note,
    source
from changes
