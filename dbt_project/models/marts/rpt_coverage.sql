with submissions as (

    select * from {{ ref('dim_submission') }}

),

-- Of all readings: what was taken back is in force no more, and was filed by those whose figures its last one holds.
observations as (

    select
        reading_id,
        region_key,
        value_status
    from {{ ref('int_observation_loaded') }}
    where disposition = 'fact' and region_key is not null

),

-- A workbook of several bureaus, each sheet of which says itself whose it is, is a return of each of them.
placed as (

    select
        reading_id,
        region_key,
        report_year,
        kind,
        status,
        first_received_at
    from submissions
    where region_key is not null

    union

    select
        submissions.reading_id,
        observations.region_key,
        submissions.report_year,
        submissions.kind,
        submissions.status,
        submissions.first_received_at
    from submissions
    inner join observations
        on submissions.reading_id = observations.reading_id
    where submissions.region_key is null

),

regions as (

    select * from {{ ref('stg_regions') }}

),

obligations as (

    select * from {{ ref('stg_obligations') }}

),

as_of as (

    select as_of from {{ ref('int_as_of') }}

),

latest_year as (

    select max(report_year) as latest_year from placed

),

-- The roster as it stood then: what it said last of a region and kind.
roster as (

    select roster_lines.*
    from {{ ref('stg_obligation_roster') }} as roster_lines
    cross join as_of
    where coalesce(roster_lines.known_from <= {{ local_day('as_of.as_of') }}, true)
    qualify
        roster_lines.known_from is not distinct from max(roster_lines.known_from) over (
            partition by roster_lines.region_key, roster_lines.kind
        )

),

moments as (

    select year({{ local_day('as_of.as_of') }}) as this_year
    from as_of

),

-- The year that has ended by `as_of` is reported about, and a year under way where somebody has begun early.
last_roster_year as (

    select
        case
            when latest_year.latest_year >= moments.this_year then moments.this_year
            else moments.this_year - 1
        end as last_year
    from moments
    cross join latest_year

),

roster_years as (

    select
        roster.region_key,
        roster.kind,
        roster.due_month,
        roster.due_day,
        unnest(
            generate_series(roster.from_year, least(last_roster_year.last_year, roster.to_year))
        ) as year
    from roster
    cross join last_roster_year

),

-- Without a roster a duty follows only from what the region itself has filed. Whoever reports at all owes the
-- narrative, any other kind is owed by those who have filed that kind.
filing_years as (

    select
        region_key,
        'narrative' as kind,
        report_year as year
    from placed

    union

    select
        region_key,
        kind,
        report_year as year
    from placed

),

filing_spans as (

    select
        region_key,
        kind,
        min(year) as first_year,
        max(year) as last_year
    from filing_years
    group by region_key, kind

),

-- A region that reported until the year before the latest one is expected to go on; one that stopped earlier
-- is not, and nothing is owed for the years before its own first report.
inferred_years as (

    select
        filing_spans.region_key,
        filing_spans.kind,
        unnest(
            generate_series(
                filing_spans.first_year,
                case
                    when filing_spans.last_year = latest_year.latest_year - 1 then latest_year.latest_year
                    else filing_spans.last_year
                end
            )
        ) as year
    from filing_spans
    cross join latest_year
    where (select count(*) from roster) = 0

),

duty_years as (

    select
        region_key,
        kind,
        year,
        'roster' as duty_basis,
        due_month,
        due_day
    from roster_years

    union all

    select
        region_key,
        kind,
        year,
        'inferred' as duty_basis,
        null as due_month,
        null as due_day
    from inferred_years

),

-- Nobody owes a report for a year in which the region did not exist. Of which levels a kind is owed binds the
-- inference only: a roster may name a zone.
owed as (

    select
        duty_years.region_key,
        duty_years.year,
        duty_years.kind,
        duty_years.duty_basis,
        regions.region_code,
        make_date(
            duty_years.year + 1,
            coalesce(duty_years.due_month, obligations.due_month),
            coalesce(duty_years.due_day, obligations.due_day)
        ) as due_on
    from duty_years
    inner join obligations
        on duty_years.kind = obligations.kind
    inner join regions
        on
            duty_years.region_key = regions.region_key
            and duty_years.year >= regions.valid_from_year
            and duty_years.year <= coalesce(regions.valid_to_year, duty_years.year)
            and (duty_years.duty_basis = 'roster' or list_contains(obligations.owing_levels, regions.region_level))

),

-- A bureau's own sheet or rows say whether it had nothing to report, whatever else stands in the workbook.
nil_returns as (

    select
        reading_id,
        region_key,
        bool_and(value_status is not distinct from 'nil_return') as is_nil_return
    from observations
    group by reading_id, region_key

),

filed as (

    select
        placed.region_key,
        placed.report_year as year,
        placed.kind,
        min(placed.first_received_at) filter (where placed.status = 'accepted') as accepted_at,
        min(placed.first_received_at) filter (where placed.status = 'needs_review') as in_review_at,
        min(placed.first_received_at) filter (where placed.status = 'withdrawn') as withdrawn_at,
        bool_and(coalesce(nil_returns.is_nil_return, false)) filter (where placed.status = 'accepted') as is_nil_return
    from placed
    left join nil_returns
        on
            placed.reading_id = nil_returns.reading_id
            and placed.region_key = nil_returns.region_key
    group by placed.region_key, placed.report_year, placed.kind

)

select
    owed.region_key,
    owed.region_code,
    cast(owed.year as integer) as year,
    owed.kind,
    owed.due_on,
    case
        when filed.is_nil_return then 'nil_return'
        when {{ local_day('filed.accepted_at') }} <= owed.due_on then 'on_time'
        when filed.accepted_at is not null then 'late'
        when filed.in_review_at is not null then 'in_review'
        when filed.withdrawn_at is not null then 'withdrawn'
        when {{ local_day('as_of.as_of') }} <= owed.due_on then 'due'
        else 'missing'
    end as status,
    coalesce(filed.accepted_at, filed.in_review_at, filed.withdrawn_at) as received_at,
    owed.duty_basis
from owed
cross join as_of
left join filed
    on
        owed.region_key = filed.region_key
        and owed.year = filed.year
        and owed.kind = filed.kind
