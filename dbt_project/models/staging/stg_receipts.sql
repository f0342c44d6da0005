with source as (

    select * from {{ source('raw', 'receipts') }}

),

renamed as (

    select
        -- ids
        receipt_id,
        submission_id,
        batch_id,

        -- what arrived
        source_name,
        media_type,
        size_bytes,

        -- what came of it
        outcome,
        reasons,

        -- what the manifest stated
        stated_region,
        stated_agency,
        stated_year,
        stated_kind,
        stated_replaces,

        -- when
        cast(received_at as timestamp) as received_at,
        sequence

    from source

)

select * from renamed
