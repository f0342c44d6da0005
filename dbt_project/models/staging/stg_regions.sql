with source as (

    select * from {{ source('catalog', 'regions') }}

),

renamed as (

    select
        -- ids
        region_key,
        region_code,
        parent_code,
        province_code,

        -- names
        name_zh,
        short_name,
        level as region_level,

        -- validity
        valid_from_year,
        valid_to_year,

        -- what came after
        successor_key,
        successor_codes,

        -- marks
        is_local,
        is_invented

    from source

)

select * from renamed
