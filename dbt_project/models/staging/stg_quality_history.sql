with source as (

    select * from {{ source('quality', 'quality_history') }}

),

renamed as (

    select
        -- ids
        build_number,
        build_id,

        -- when and how it ended
        cast(as_of as timestamp) as as_of,
        outcome,
        stopped_by,

        -- what was counted
        measure,
        value

    from source

)

select * from renamed
