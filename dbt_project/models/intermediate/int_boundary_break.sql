with changes as (

    select * from {{ ref('stg_region_changes') }}
    where not is_comparable

),

touched as (

    select
        from_key as region_key,
        year,
        change_id
    from changes

    union

    select
        to_key as region_key,
        year,
        change_id
    from changes

)

select
    region_key,
    year,
    string_agg(change_id, '+' order by change_id) as change_ids
from touched
where region_key is not null
group by region_key, year
