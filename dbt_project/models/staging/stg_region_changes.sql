with source as (

    select * from {{ source('catalog', 'region_changes') }}

),

renamed as (

    select
        -- ids
        change_id,

        -- regions
        from_code,
        to_code,

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
