with results as (

    select * from {{ ref('stg_identity_results') }}
    where {{ touched_only('region_code', 'findings') }}

)

select
    subject,
    submission_id,
    region_code,
    cast(year as integer) as year,
    rule_id,
    severity,
    result,
    figures,
    hint,
    message_zh
from results
