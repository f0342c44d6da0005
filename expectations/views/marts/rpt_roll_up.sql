-- Totals of whole regions beside what the region itself reported.
with reported as (
    select *
    from fct_indicator_year
    where coalesce(value_status not in ('blank', 'masked'), true)
),

beside as (
    select
        totals.*,
        coalesce(totals.basis in ('built', 'recomputed'), false) as is_put_together,
        reported.value is not null or reported.held_back_reason is not null
        or totals.observation_id is not null as is_reported,
        if(reported.held_back_reason is null, reported.value, null) as published_value
    from rpt_roll_up as totals
    left join reported using (region_code, year, org_scope, indicator_id)
)

select
    *,
    not is_reported or (value is not distinct from published_value and not is_put_together) as is_as_reported,
    not (
        is_put_together
        and indicator_id in (select indicator_id from catalog_indicators where not is_addable)
    ) as is_addable,
    coalesce(counties_covered <= counties_expected, false) as is_covered
from beside
