with source as (

    select * from {{ source('review', 'decisions') }}

),

renamed as (

    select
        -- ids
        decision_id,
        observation_id,
        submission_id,

        -- what was decided
        decision,
        expects_value,

        -- how much it is
        value,
        value_low,
        value_high,
        qualifier,

        -- what it measures, of which time and where
        indicator_id,
        org_scope,
        period_type,
        period_year,
        region_code,
        after_sequence,

        -- who, when and why
        decided_by,
        confirmed_by,
        cast(decided_at as timestamp) as decided_at,
        reason

    from source

)

select * from renamed
