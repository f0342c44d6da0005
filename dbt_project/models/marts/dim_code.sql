with codes as (

    select * from {{ ref('stg_codes') }}

)

select
    vocabulary,
    code,
    label_zh,
    cast(position as integer) as position,
    note
from codes
