with source as (

    select * from {{ source('quality', 'this_build') }}

),

renamed as (

    select
        -- ids
        build_number,
        build_id,

        -- when
        cast(as_of as timestamp) as as_of

    from source

)

select * from renamed
