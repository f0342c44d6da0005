with source as (

    select * from {{ source('catalog', 'definition_breaks') }}

),

renamed as (

    select
        -- ids
        indicator_id,

        -- break
        year,
        note,
        source

    from source

)

select * from renamed
