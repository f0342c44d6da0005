{#- A merger can be added up where the region only took others in. Who lost or was given a piece of land is never
    converted: nobody knows which of the figures belonged to the piece. -#}
with years as (

    select * from {{ ref('int_data_year') }}

),

versions as (

    select
        region_key,
        region_code,
        valid_from_year,
        coalesce(valid_to_year, 9999) as valid_to_year
    from {{ ref('stg_regions') }}

),

changes as (

    select * from {{ ref('stg_region_changes') }}

),

-- The register begins with a year, and what lies before it is unknown rather than new.
register as (

    select min(valid_from_year) as first_year
    from versions

),

first_years as (

    select
        region_key,
        min(valid_from_year) as first_year
    from versions
    group by region_key

),

touches as (

    select
        from_key as region_key,
        year,
        change_id,
        change_type,
        is_comparable
    from changes

    union

    select
        to_key as region_key,
        year,
        change_id,
        change_type,
        is_comparable
    from changes

),

events as (

    select
        region_key,
        year,
        list(change_id order by change_id) as change_ids,
        bool_and(is_comparable) as is_comparable,
        bool_or(change_type = 'split') as has_split,
        bool_or(change_type in ('boundary', 'transfer') and not is_comparable) as has_moved_boundary
    from touches
    group by region_key, year

),

breaks as (

    select
        region_key,
        year
    from events
    where not is_comparable

),

mergers as (

    select
        changes.to_key as region_key,
        changes.year,
        list(distinct changes.from_code order by changes.from_code) as merged_from_codes,
        list(distinct changes.from_key order by changes.from_key) as merged_from_keys,
        -- A part that also gave land elsewhere brought less than its figures say.
        bool_and(not (others.has_split or others.has_moved_boundary)) as is_of_whole_regions
    from changes
    inner join events as others
        on changes.from_key = others.region_key and changes.year = others.year
    where changes.change_type = 'merge' and changes.from_key != changes.to_key
    group by changes.to_key, changes.year

),

pairs as (

    select
        versions.region_key,
        versions.region_code,
        years.year,
        previous_versions.region_code as previous_region_code
    from years
    cross join register
    inner join versions
        on years.year between versions.valid_from_year and versions.valid_to_year
    left join versions as previous_versions
        on
            versions.region_key = previous_versions.region_key
            and years.year - 1 between previous_versions.valid_from_year and previous_versions.valid_to_year
    where years.year > register.first_year

),

since as (

    select
        pairs.region_key,
        pairs.year,
        max(breaks.year) as broken_in
    from pairs
    left join breaks
        on pairs.region_key = breaks.region_key and pairs.year >= breaks.year
    group by pairs.region_key, pairs.year

),

judged as (

    select
        pairs.*,
        events.change_ids,
        mergers.merged_from_codes,
        mergers.merged_from_keys,
        case
            when mergers.region_key is not null
                then mergers.is_of_whole_regions and not (events.has_split or events.has_moved_boundary)
        end as is_of_whole_regions,
        coalesce(since.broken_in, first_years.first_year) as comparable_since_year,
        case
            when mergers.region_key is not null then 'merged'
            when events.has_split then 'split'
            when pairs.previous_region_code is null then 'established'
            when not events.is_comparable then 'boundary_moved'
            when events.region_key is not null then 'continued'
            else 'same_territory'
        end as comparability
    from pairs
    inner join first_years
        on pairs.region_key = first_years.region_key
    inner join since
        on pairs.region_key = since.region_key and pairs.year = since.year
    left join events
        on pairs.region_key = events.region_key and pairs.year = events.year
    left join mergers
        on pairs.region_key = mergers.region_key and pairs.year = mergers.year

)

select
    region_key,
    region_code,
    cast(year as integer) as year,
    cast(year - 1 as integer) as previous_year,
    previous_region_code,
    comparability in ('same_territory', 'continued') as is_comparable,
    comparability,
    cast(comparable_since_year as integer) as comparable_since_year,
    change_ids,
    merged_from_codes,
    merged_from_keys,
    is_of_whole_regions
from judged
