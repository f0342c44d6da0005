with source as (

    select * from {{ source('catalog', 'region_changes') }}

),

renamed as (

    select
        -- ids
        change_id,

        -- regions
        from_key,
        from_code,
        from_name,
        to_key,
        to_code,
        to_name,

        -- event
        year,
        change_type,
        comparable as is_comparable,

        -- evidence
        note,
        source

    from source

)

select * from renamed
