{#- What this build counts, one column a measure and then one row a measure. What the gates find comes after it. -#}
with submissions as (

    select
        count(*) filter (where status = 'accepted') as files_accepted,
        count(*) filter (where status = 'needs_review') as files_in_review,
        count(*) filter (where status = 'quarantined') as files_quarantined,
        count(*) filter (where status = 'withdrawn') as files_withdrawn
    from {{ ref('dim_submission') }}

),

loaded as (

    select count(*) as figures_loaded
    from {{ ref('fct_observation') }}

),

in_force as (

    select
        count(*) as figures_in_force,
        count(held_back_reason) as figures_held_back
    from {{ ref('fct_indicator_year') }}

),

rules as (

    select
        count(*) filter (where result != 'not_testable') as rules_tested,
        count(*) filter (where result = 'violated') as rules_violated,
        count(*) filter (where result = 'flagged') as rules_flagged
    from {{ ref('rpt_reconciliation') }}

),

queue as (

    select
        count(*) filter (where state = 'open') as review_open,
        count(*) filter (where state = 'sent_back') as review_sent_back
    from {{ ref('rpt_review_item') }}

),

duties as (

    select
        count(*) filter (where status != 'due') as duties_due,
        count(*) filter (where status in ('on_time', 'late', 'nil_return', 'in_review')) as duties_filed,
        count(*) filter (where status = 'missing') as duties_missing
    from {{ ref('rpt_coverage') }}

),

unmapped as (

    select count(*) as numerals_unmapped
    from {{ ref('stg_observations') }}
    where
        disposition = 'unmapped'
        and reading_id in (select readings.reading_id from {{ ref('int_reading_in_force') }} as readings)

),

counted as (

    select
        submissions.*,
        loaded.*,
        in_force.*,
        rules.*,
        queue.*,
        duties.*,
        unmapped.*
    from submissions
    cross join loaded
    cross join in_force
    cross join rules
    cross join queue
    cross join duties
    cross join unmapped

)

select
    measure,
    counted_value as value
from counted
unpivot (
    counted_value for measure in (
        files_accepted,
        files_in_review,
        files_quarantined,
        files_withdrawn,
        figures_loaded,
        figures_in_force,
        figures_held_back,
        rules_tested,
        rules_violated,
        rules_flagged,
        review_open,
        review_sent_back,
        duties_due,
        duties_filed,
        duties_missing,
        numerals_unmapped
    )
)
