select 'dim_indicator' as "table", count(distinct indicator_id) = count(*) as is_unique from dim_indicator
union all by name
select 'dim_submission' as "table", count(distinct submission_id) = count(*) as is_unique from dim_submission
union all by name
select 'dim_year' as "table", count(distinct year) = count(*) as is_unique from dim_year
union all by name
select 'dim_region_change' as "table", count(distinct change_id) = count(*) as is_unique from dim_region_change
