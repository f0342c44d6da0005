{#- What holds of all decisions about one figure. The last one is the verdict. What the figure measures stays as it was
    last decided, through later decisions about its number; a confirmation brings the printed number back. -#}
with decisions as (

    select
        *,
        row(decided_at, decision_id) as place
    from {{ ref('stg_decisions') }}
    where decided_at <= (select moment.as_of from {{ ref('int_as_of') }} as moment)

),

observations as (

    select * from {{ ref('stg_observations') }}

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

verdicts as (

    select
        observation_id,
        max(decided_at) as decided_at,
        max_by(decision_id, place) as decision_id,
        max_by(decision, place) as verdict,
        max_by(decided_by, place) as decided_by,
        max_by(struct_pack(printed := expects_value), place) as expected,
        max_by(indicator_id, place) as indicator_id,
        max_by(org_scope, place) as org_scope,
        max_by(period_type, place) as period_type,
        max_by(period_year, place) as period_year,
        max_by(decision, place) filter (where decision in ('confirm', 'replace_value')) as number_verdict
    from decisions
    group by observation_id

),

numbers as (

    select
        observation_id,
        max_by(
            struct_pack(
                value := value, low := value_low, high := value_high, qualifier := coalesce(qualifier, 'exact')
            ),
            place
        ) as number
    from decisions
    where decision = 'replace_value'
    group by observation_id

)

select
    verdicts.observation_id,
    observations.region_code as reported_region_code,
    coalesce(verdicts.period_year, observations.period_year, observations.report_year) as year,
    verdicts.decision_id,
    verdicts.decided_at,
    verdicts.decided_by,
    struct_extract(verdicts.expected, 'printed') as expects_value,
    verdicts.verdict,
    verdicts.verdict in ('confirm', 'replace_value', 'reassign') as is_accepted,
    verdicts.verdict in ('confirm', 'replace_value') as is_confirmed,

    -- what it measures
    verdicts.indicator_id,
    indicators.unit,
    verdicts.org_scope,
    verdicts.period_type,
    verdicts.period_year,

    -- how much it is
    coalesce(verdicts.number_verdict = 'replace_value', false) as is_value_replaced,
    struct_extract(numbers.number, 'value') as value,
    struct_extract(numbers.number, 'low') as value_low,
    struct_extract(numbers.number, 'high') as value_high,
    struct_extract(numbers.number, 'qualifier') as qualifier
from verdicts
inner join observations
    on verdicts.observation_id = observations.observation_id
left join indicators
    on verdicts.indicator_id = indicators.indicator_id
left join numbers
    on verdicts.observation_id = numbers.observation_id
