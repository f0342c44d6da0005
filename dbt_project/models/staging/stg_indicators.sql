with source as (

    select * from {{ source('catalog', 'indicators') }}

),

renamed as (

    select
        -- ids
        indicator_id,
        parent_id,
        column_name,
        position,

        -- names
        name_zh,
        name_en,
        subject_area,

        -- measure
        unit,
        display_unit,
        decimals_display,
        kind,
        direction,

        -- aggregation
        aggregation_rule,
        numerator_id,
        denominator_ids,
        across_years,

        -- publication
        publish_tier,
        definition,
        source

    from source

)

select * from renamed
