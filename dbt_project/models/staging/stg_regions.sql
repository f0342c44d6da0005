with source as (

    select * from {{ source('catalog', 'regions') }}

),

renamed as (

    select
        -- ids
        region_code,
        parent_code,
        cast(region_key as varchar) as region_key,

        -- names
        name_zh,
        short_name,
        level as region_level,

        -- validity
        valid_from_year,
        valid_to_year,

        -- marks
        is_local,
        is_invented

    from source

)

select * from renamed
