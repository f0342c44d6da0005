with source as (

    select * from {{ source('raw', 'documents') }}

),

renamed as (

    select
        -- ids
        reading_id,
        submission_id,
        receipt_id,
        batch_id,

        -- who
        region_code,
        region_name,
        region_level,
        region_within,
        agency,

        -- what
        kind,
        report_year,
        published_on,
        replaces,
        source_name,
        format,
        chars,

        -- how it was judged
        status,
        reasons,

        -- what read it
        extractor_version,
        catalog_version,

        -- when
        cast(received_at as timestamp) as received_at,
        sequence

    from source

)

select * from renamed
