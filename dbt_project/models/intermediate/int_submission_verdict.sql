with decisions as (

    select * from {{ ref('stg_decisions') }}
    where
        observation_id is null
        and decided_at <= (select moment.as_of from {{ ref('int_as_of') }} as moment)

)

select
    submission_id,
    max_by(decision, (decided_at, decision_id)) as verdict,
    max(decided_at) as decided_at
from decisions
group by submission_id
