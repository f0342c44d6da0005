with source as (

    select * from {{ source('catalog', 'obligation_roster') }}

),

renamed as (

    select
        -- ids
        region_key,
        region_code,
        kind,

        -- the data years it is owed for
        from_year,
        to_year,

        -- deadline, in the year after the data year
        due_month,
        due_day,

        -- from which day on the roster says so; null: all along
        known_from

    from source

)

select * from renamed
