with receipts as (

    select * from {{ ref('int_receipt_known') }}

),

readings as (

    select * from {{ ref('int_reading') }}

),

region_years as (

    select * from {{ ref('int_region_year') }}

),

replacements as (

    select * from {{ ref('int_submission_replacement') }}

),

-- The same bytes may arrive several times: first and last arrival, and what the last meaningful one was; a refusal
-- counts only where nothing else came of them (under one name refused, read under another). A receipt
-- that repeats name and time stands for another reading, and a withdrawal is no arrival.
arrivals as (

    select
        submission_id,
        min(received_at) as first_received_at,
        max(received_at) as last_received_at,
        count(distinct row(source_name, received_at)) filter (where outcome != 'withdrawn') as receipt_count,
        max_by(outcome, (outcome != 'duplicate', outcome != 'quarantined', received_at, sequence)) as last_outcome,
        max_by(reasons, (outcome != 'duplicate', outcome != 'quarantined', received_at, sequence)) as last_reasons,
        max_by(
            source_name, (outcome != 'duplicate', outcome != 'quarantined', received_at, sequence)
        ) as last_source_name,
        bool_or(is_withdrawn) as is_withdrawn
    from receipts
    group by submission_id

),

last_readings as (

    select * from readings
    where not_in_force_reason is null or not_in_force_reason = 'withdrawn'
    qualify row_number() over (
        partition by submission_id
        order by received_at desc, sequence desc, batch_id desc, reading_id desc
    ) = 1

)

select
    arrivals.submission_id,
    last_readings.reading_id,
    coalesce(region_years.region_key, last_readings.region_code) as region_key,
    last_readings.region_code,
    last_readings.region_name,
    last_readings.region_level,
    last_readings.region_within,
    last_readings.agency,
    cast(last_readings.report_year as integer) as report_year,
    last_readings.kind,
    last_readings.published_on,
    coalesce(last_readings.source_name, arrivals.last_source_name) as source_name,
    last_readings.format,
    cast(last_readings.chars as bigint) as chars,
    case
        when arrivals.is_withdrawn then 'withdrawn'
        else coalesce(last_readings.status, arrivals.last_outcome)
    end as status,
    case
        when arrivals.is_withdrawn then arrivals.last_reasons
        else coalesce(last_readings.reasons, arrivals.last_reasons)
    end as reasons,
    last_readings.replaces,
    replacements.replaced_submission_id,
    coalesce(last_readings.received_at, arrivals.last_received_at) as received_at,
    arrivals.first_received_at,
    cast(arrivals.receipt_count as integer) as receipt_count,
    last_readings.extractor_version,
    last_readings.catalog_version
from arrivals
left join last_readings
    on arrivals.submission_id = last_readings.submission_id
left join region_years
    on
        last_readings.region_code = region_years.reported_region_code
        and last_readings.report_year = region_years.year
left join replacements
    on arrivals.submission_id = replacements.submission_id
