with source as (

    select * from {{ source('catalog', 'source_precedence') }}

),

renamed as (

    select
        -- ids
        kind,

        -- order, 1 is believed first
        rank as precedence,
        note

    from source

)

select * from renamed
