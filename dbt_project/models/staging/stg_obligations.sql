with source as (

    select * from {{ source('catalog', 'obligations') }}

),

renamed as (

    select
        -- ids
        kind,

        -- who owes it
        owed_by as owing_levels,
        receiver,

        -- deadline, in the year after the data year
        due_month,
        due_day,

        -- names
        label_zh,
        source

    from source

)

select * from renamed
