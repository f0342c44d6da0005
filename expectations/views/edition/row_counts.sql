-- The figures of the published years; an edition speaks of one year.
with due as (
    select distinct region_code, year, org_scope, indicator_id
    from fct_indicator_year
    where year in (select year from comparison)
),

listed as (
    select distinct region_code, year, org_scope, indicator_id
    from comparison
)

select
    'comparison' as "table",
    (select count(*) from due semi join listed using (region_code, year, org_scope, indicator_id)) as "rows",
    (select count(*) from due) as expected_rows
