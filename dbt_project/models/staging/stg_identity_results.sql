with source as (

    select * from {{ source('audit', 'identity_results') }}

),

renamed as (

    select
        -- ids
        rule_id,
        submission_id,
        region_code,
        year,

        -- judgement
        subject,
        severity,
        result,

        -- explanation
        figures,
        hint,
        message_zh

    from source

)

select * from renamed
