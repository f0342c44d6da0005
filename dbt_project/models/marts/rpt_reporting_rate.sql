with below as (

    select * from {{ ref('int_region_below') }}

),

duties as (

    select * from {{ ref('rpt_coverage') }}

),

counted as (

    select
        below.upper_key as region_key,
        below.upper_code as region_code,
        below.year,
        duties.kind,
        below.region_level as owing_level,
        count(*) as owed,
        count(*) filter (where duties.status in ('on_time', 'late', 'nil_return', 'in_review')) as filed,
        count(*) filter (
            where duties.status in ('on_time', 'late', 'nil_return')
            and {{ local_day('duties.received_at') }} <= duties.due_on
        ) as on_time,
        count(*) filter (
            where duties.status in ('on_time', 'late', 'nil_return')
            and {{ local_day('duties.received_at') }} > duties.due_on
        ) as late,
        count(*) filter (where duties.status = 'nil_return') as nil_return,
        count(*) filter (where duties.status = 'in_review') as in_review,
        count(*) filter (where duties.status = 'missing') as missing,
        count(*) filter (where duties.status = 'withdrawn') as withdrawn,
        count(*) filter (where duties.status = 'due') as still_due,
        bool_and(duties.duty_basis = 'roster') as is_by_roster
    from below
    inner join duties
        on below.region_key = duties.region_key and below.year = duties.year
    group by below.upper_key, below.upper_code, below.year, duties.kind, below.region_level

)

select
    region_key,
    region_code,
    cast(year as integer) as year,
    kind,
    owing_level,
    cast(owed as integer) as owed,
    cast(filed as integer) as filed,
    cast(on_time as integer) as on_time,
    cast(late as integer) as late,
    cast(nil_return as integer) as nil_return,
    cast(in_review as integer) as in_review,
    cast(missing as integer) as missing,
    cast(withdrawn as integer) as withdrawn,
    cast(still_due as integer) as still_due,
    {{ rate_pct('filed', 'owed') }} as reporting_rate_pct,
    {{ rate_pct('on_time', 'owed') }} as on_time_rate_pct,
    case when is_by_roster then 'roster' else 'inferred' end as duty_basis
from counted
