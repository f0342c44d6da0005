{{ config(materialized='ephemeral') }}

with observations as (

    select * from {{ ref('stg_observations') }}
    where disposition in ('fact', 'reference')

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
    coalesce(observations.period_year, observations.report_year) as year,
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
    observations.indicator_id,
    observations.disposition,
    observations.assertion,
    observations.org_scope,
    observations.scope_basis,

    -- how much
    observations.value,
    observations.value_low,
    observations.value_high,
    observations.unit,
    observations.raw_text,
    observations.qualifier,
    observations.value_status,
    observations.in_words,

    -- of which time
    observations.period_type,
    observations.period_year,
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
left join region_years
    on
        observations.region_code = region_years.reported_region_code
        and coalesce(observations.period_year, observations.report_year) = region_years.year
