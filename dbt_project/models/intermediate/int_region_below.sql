{#- Which regions lie below which in a year, counties below their province too. A city without counties is a place of
    its own; zones without a code of national standard lie in a county that counts them already, mostly. -#}
with years as (

    select * from {{ ref('int_data_year') }}

),

versions as (

    select * from {{ ref('stg_regions') }}

),

valid as (

    select
        years.year,
        versions.region_key,
        versions.region_code,
        versions.region_level,
        versions.parent_code,
        versions.is_local
    from years
    inner join versions
        on
            years.year >= versions.valid_from_year
            and years.year <= coalesce(versions.valid_to_year, years.year)

),

direct as (

    select
        parent.year,
        parent.region_key as upper_key,
        parent.region_code as upper_code,
        parent.region_level as upper_level,
        child.region_key,
        child.region_code,
        child.region_level,
        child.is_local
    from valid as child
    inner join valid as parent
        on child.parent_code = parent.region_code and child.year = parent.year

),

members as (

    select
        upper_key,
        year,
        count(*) filter (where not is_local) as member_count
    from direct
    group by upper_key, year

),

paths as (

    select
        *,
        region_key as part_key,
        true as is_direct
    from direct

    union all

    select
        upper.year,
        upper.upper_key,
        upper.upper_code,
        upper.upper_level,
        lower.region_key,
        lower.region_code,
        lower.region_level,
        lower.is_local,
        upper.region_key as part_key,
        false as is_direct
    from direct as upper
    inner join direct as lower
        on upper.region_key = lower.upper_key and upper.year = lower.year

)

select
    paths.upper_key,
    paths.upper_code,
    paths.upper_level,
    paths.year,
    paths.region_key,
    paths.region_code,
    paths.region_level,
    paths.is_local,
    paths.part_key,
    paths.is_direct,
    case when paths.is_local then 0 else greatest(coalesce(members.member_count, 0), 1) end as place_count
from paths
left join members
    on paths.region_key = members.upper_key and paths.year = members.year
