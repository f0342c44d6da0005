with regions as (

    select * from {{ ref('stg_regions') }}

)

select
    region_key || '@' || valid_from_year as region_version_id,
    region_key,
    region_code,
    name_zh,
    short_name,
    region_level,
    parent_code,
    province_code,
    cast(valid_from_year as integer) as valid_from_year,
    cast(valid_to_year as integer) as valid_to_year,
    valid_to_year is null as is_current,
    successor_key,
    successor_codes,
    is_local,
    is_invented
from regions
