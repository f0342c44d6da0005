with regions as (

    select * from {{ ref('stg_regions') }}

),

changes as (

    select * from {{ ref('stg_region_changes') }}

),

openings as (

    select
        to_code as region_code,
        year as valid_from_year,
        list(change_id order by change_id) as opened_by
    from changes
    where to_code is not null
    group by to_code, year

),

closings as (

    select
        from_code as region_code,
        year - 1 as valid_to_year,
        list(change_id order by change_id) as closed_by
    from changes
    where from_code is not null
    group by from_code, year

)

select
    regions.region_key || '@' || regions.valid_from_year as region_version_id,
    regions.region_key,
    regions.region_code,
    regions.name_zh,
    regions.short_name,
    regions.region_level,
    regions.parent_code,
    regions.province_code,
    cast(regions.valid_from_year as integer) as valid_from_year,
    cast(regions.valid_to_year as integer) as valid_to_year,
    regions.valid_to_year is null as is_current,
    openings.opened_by,
    closings.closed_by,
    regions.successor_key,
    regions.successor_codes,
    regions.is_local,
    regions.is_invented
from regions
left join openings
    on
        regions.region_code = openings.region_code
        and regions.valid_from_year = openings.valid_from_year
left join closings
    on
        regions.region_code = closings.region_code
        and regions.valid_to_year = closings.valid_to_year
