with source as (

    select * from {{ source('catalog', 'rules') }}

),

renamed as (

    select
        -- ids
        rule_id,
        check_name,
        position,

        -- how it judges
        severity,
        tolerance_absolute,
        tolerance_relative,

        -- names
        name_zh,
        statement_zh,
        message_zh

    from source

)

select * from renamed
