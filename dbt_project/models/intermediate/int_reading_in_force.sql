with readings as (

    select * from {{ ref('int_reading') }}

)

select * exclude (is_in_force, not_in_force_reason)
from readings
where is_in_force
