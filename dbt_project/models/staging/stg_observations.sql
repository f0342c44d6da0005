with source as (

    select * from {{ source('raw', 'observations') }}

),

renamed as (

    select
        -- ids
        observation_id,
        reading_id,
        submission_id,
        batch_id,

        -- whose figure
        region_code,
        region_name,
        report_year,

        -- what it measures
        indicator_id,
        disposition,
        assertion,
        org_scope,
        scope_basis,

        -- how much
        value,
        value_low,
        value_high,
        unit,
        qualifier,
        value_status,
        in_words,

        -- of which time
        period_type,
        period_year,
        period_start,
        period_end,
        event_label,

        -- where it stands
        raw_text,
        evidence,
        start as char_start,
        "end" as char_end,
        page,
        sheet,
        cell,

        -- how it was read
        rule,
        confidence,
        alternatives,
        extractor_version,
        catalog_version

    from source

)

select * from renamed
