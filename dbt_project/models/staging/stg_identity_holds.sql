with source as (

    select * from {{ source('audit', 'identity_holds') }}

),

renamed as (

    select
        -- ids
        observation_id,
        rule_id,

        -- judgement
        severity,
        reason

    from source

)

select * from renamed
