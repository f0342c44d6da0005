with observations as (

    select * from {{ ref('int_observation_loaded') }}

)

select * exclude (is_reading_in_force, reading_not_in_force_reason)
from observations
where is_reading_in_force
