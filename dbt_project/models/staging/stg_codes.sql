with source as (

    select * from {{ source('catalog', 'vocabulary') }}

),

renamed as (

    select
        -- ids
        vocabulary,
        code,

        -- names
        label_zh,

        -- order and explanation
        position,
        note

    from source

)

select * from renamed
