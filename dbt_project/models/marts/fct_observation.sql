with observations as (

    select * from {{ ref('int_observation_loaded') }}
    where disposition = 'fact' and region_code is not null and {{ touched_only('region_key') }}

),

candidates as (

    select * from {{ ref('int_figure_candidate') }}

)

select
    observations.observation_id,
    observations.reading_id,
    observations.submission_id,
    observations.region_key,
    observations.region_code,
    cast(observations.year as integer) as year,
    cast(observations.report_year as integer) as report_year,
    observations.kind,
    observations.indicator_id,
    observations.value,
    observations.printed_value,
    observations.value_low,
    observations.value_high,
    observations.unit,
    observations.raw_text,
    observations.qualifier,
    observations.value_status,
    observations.in_words,
    observations.org_scope,
    observations.scope_basis,
    observations.period_type,
    cast(observations.period_year as integer) as period_year,
    observations.period_start,
    observations.period_end,
    observations.event_label,
    observations.assertion,
    observations.confidence,
    observations.evidence,
    observations.source_name,
    observations.submission_id as source_sha256,
    cast(observations.char_start as bigint) as char_start,
    cast(observations.char_end as bigint) as char_end,
    cast(observations.page as integer) as page,
    observations.sheet,
    observations.cell,
    observations.received_at,
    observations.review_verdict,
    observations.decision_id,
    candidates.superseded_by,
    coalesce(observations.reading_not_in_force_reason, candidates.not_in_force_reason) as not_in_force_reason
from observations
left join candidates
    on observations.observation_id = candidates.observation_id
