-- How many rows the edition has, and how many the marts say that an edition of its year, which is one, must have.
with due as (
    select region_code, year, org_scope, indicator_id
    from fct_indicator_year
    where year in (select year from edition_year)
),

published as (
    select figures.year
    from fct_indicator_year as figures
    inner join edition_year on figures.year in (edition_year.year, edition_year.year - 1)
    where figures.held_back_reason is null
),

listed as (
    select distinct region_code, year, org_scope, indicator_id
    from comparison
)

select
    'comparison' as "table",
    (select count(*) from due semi join listed using (region_code, year, org_scope, indicator_id)) as "rows",
    (select count(*) from due) as expected_rows
union all by name
select
    'edition_year' as "table",
    (select count(*) from edition_year) as "rows",
    -- Nothing is of no year: an edition of an empty home.
    cast(exists (from edition_year) or exists (from comparison) as bigint) as expected_rows
union all by name
select
    'comparison beyond the marts' as "table",
    (select count(*) from listed anti join due using (region_code, year, org_scope, indicator_id)) as "rows",
    0 as expected_rows
union all by name
select
    'sources' as "table",
    (select count(*) from sources) as "rows",
    (select count(*) from published) as expected_rows
union all by name
select
    'coverage' as "table",
    (select count(*) from coverage) as "rows",
    (select count(*) from rpt_coverage where year in (select year from edition_year)) as expected_rows
