with versions as (

    select
        region_key,
        region_code,
        region_level,
        valid_from_year,
        valid_to_year
    from {{ ref('stg_regions') }}

),

reported as (

    select
        region_code as reported_region_code,
        coalesce(period_year, report_year) as year
    from {{ ref('stg_observations') }}
    where disposition in ('fact', 'reference')

    union

    select
        region_code as reported_region_code,
        report_year as year
    from {{ ref('int_reading') }}

    union

    -- A reviewer may say that a figure is about another year, or that it is a figure at all.
    select
        reported_region_code,
        year
    from {{ ref('int_review_decision') }}

),

-- A code belongs to one region; should it ever be given out again, the version that holds in the year decides.
matched as (

    select
        reported.reported_region_code,
        reported.year,
        coalesce(versions.region_key, reported.reported_region_code) as region_key,
        versions.region_level,
        row_number() over (
            partition by reported.reported_region_code, reported.year
            order by
                (
                    reported.year >= versions.valid_from_year
                    and reported.year <= coalesce(versions.valid_to_year, reported.year)
                ) desc,
                versions.valid_from_year desc,
                versions.region_key asc
        ) as version_rank
    from reported
    left join versions
        on reported.reported_region_code = versions.region_code
    where reported.reported_region_code is not null and reported.year is not null

),

identified as (

    select * from matched
    where version_rank = 1

)

select
    identified.reported_region_code,
    identified.year,
    identified.region_key,
    -- Of the years before and after the region there is no code of that year.
    coalesce(
        versions.region_code,
        min(identified.reported_region_code) over (partition by identified.region_key, identified.year)
    ) as region_code,
    identified.region_level
from identified
left join versions
    on
        identified.region_key = versions.region_key
        and identified.year >= versions.valid_from_year
        -- An open end is for ever; said of the register's side alone, so that the join stays one by key.
        and identified.year <= coalesce(versions.valid_to_year, cast('infinity' as double))
