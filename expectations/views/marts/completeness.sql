-- Every region and year that has figures or was counted before, whichever of the two knows it. What a bureau
-- took back is no loss, as far as its own figures go, they could have been counted (figures of the year, received
-- by then) and nobody has reported them since.
with found as (
    select region_code, year, count(*) as figures
    from fct_indicator_year
    group by all
),

withdrawn as (
    select
        region_code,
        year,
        count(distinct (observed.org_scope, observed.indicator_id)) as figures
    from fct_observation as observed
    inner join expected_counts as expected using (region_code, year)
    anti join fct_indicator_year as standing using (region_code, year, org_scope, indicator_id)
    where
        observed.not_in_force_reason = 'withdrawn'
        and observed.period_type in ('full_year', 'ytd', 'point_in_time')
        and observed.assertion != 'reference'
        and observed.received_at <= expected.counted_at
    group by all
),

joined as (
    select
        region_code,
        year,
        expected.figures as expected_figures,
        coalesce(found.figures, 0) as found_figures
    from found
    full join expected_counts as expected using (region_code, year)
)

select
    joined.*,
    coalesce(expected_figures - found_figures, 0) as lost_figures,
    coalesce(withdrawn.figures, 0) as withdrawn_figures,
    lost_figures <= withdrawn_figures or found_figures > 0 as is_there,
    lost_figures <= withdrawn_figures or found_figures = 0 as is_whole
from joined
left join withdrawn using (region_code, year)
