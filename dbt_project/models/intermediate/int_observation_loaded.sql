with decisions as (

    select * from {{ ref('int_review_decision') }}

),

observations as (

    select * from {{ ref('stg_observations') }}
    where
        {{ touched_only('region_code', 'codes') }}
        and (
            disposition in ('fact', 'reference')
            or observation_id in (select decisions.observation_id from decisions where decisions.is_accepted)
        )

),

readings as (

    select * from {{ ref('int_reading') }}

),

region_years as (

    select * from {{ ref('int_region_year') }}

)

select
    -- ids
    observations.observation_id,
    observations.reading_id,
    observations.submission_id,

    -- whose figure
    coalesce(region_years.region_key, observations.region_code) as region_key,
    coalesce(region_years.region_code, observations.region_code) as region_code,
    coalesce(region_years.region_level, readings.region_level) as region_level,
    -- A county's row in its city's table, or its sheet in the city's workbook.
    coalesce(observations.region_code != readings.region_code, false) as is_reported_by_upper,
    coalesce(decisions.period_year, observations.period_year, observations.report_year) as year,
    observations.report_year,

    -- from which submission
    readings.kind,
    readings.published_on,
    readings.received_at,
    readings.sequence,
    readings.source_name,
    readings.status as submission_status,
    readings.is_in_force as is_reading_in_force,
    readings.not_in_force_reason as reading_not_in_force_reason,

    -- what it measures
    coalesce(decisions.indicator_id, observations.indicator_id) as indicator_id,
    case when decisions.is_accepted then 'fact' else observations.disposition end as disposition,
    observations.assertion,
    coalesce(decisions.org_scope, observations.org_scope) as org_scope,
    observations.scope_basis,

    -- how much
    case when decisions.is_value_replaced then decisions.value else observations.value end as value,
    case when decisions.is_value_replaced then decisions.value_low else observations.value_low end as value_low,
    case when decisions.is_value_replaced then decisions.value_high else observations.value_high end as value_high,
    coalesce(decisions.unit, observations.unit) as unit,
    observations.raw_text,
    case when decisions.is_value_replaced then decisions.qualifier else observations.qualifier end as qualifier,
    case
        when decisions.is_value_replaced and decisions.value = 0 then 'zero'
        when decisions.is_value_replaced then 'value'
        else observations.value_status
    end as value_status,
    observations.in_words,
    observations.value as printed_value,

    -- what a reviewer decided
    decisions.verdict as review_verdict,
    coalesce(decisions.is_accepted, false) as is_accepted_in_review,
    coalesce(decisions.is_confirmed, false) as is_confirmed_in_review,
    decisions.decision_id,
    decisions.decided_at,

    -- of which time
    coalesce(decisions.period_type, observations.period_type) as period_type,
    coalesce(decisions.period_year, observations.period_year) as period_year,
    observations.period_start,
    observations.period_end,
    observations.event_label,

    -- where it stands, and how it was read
    observations.confidence,
    observations.evidence,
    observations.char_start,
    observations.char_end,
    observations.page,
    observations.sheet,
    observations.cell
from observations
inner join readings
    on observations.reading_id = readings.reading_id
left join decisions
    on observations.observation_id = decisions.observation_id
left join region_years
    on
        observations.region_code = region_years.reported_region_code
        and coalesce(decisions.period_year, observations.period_year, observations.report_year) = region_years.year
where {{ touched_only('coalesce(region_years.region_key, observations.region_code)') }}
