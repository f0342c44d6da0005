with changes as (

    select * from {{ ref('stg_region_changes') }}
    where not is_comparable

),

touched as (

    select
        change_id,
        year,
        from_code as region_code
    from changes

    union

    select
        change_id,
        year,
        to_code as region_code
    from changes

)

select
    regions.region_key,
    touched.year,
    string_agg(distinct touched.change_id, '+' order by touched.change_id) as change_ids
from touched
inner join (select distinct region_key, region_code from {{ ref('stg_regions') }}) as regions
    on touched.region_code = regions.region_code
group by regions.region_key, touched.year
