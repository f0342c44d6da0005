-- Every region and year that has figures or was counted before, whichever of the two knows it. What a bureau
-- took back is no loss, as far as its own figures go and nobody has reported them since.
with found as (
    select region_code, year, count(*) as figures
    from fct_indicator_year
    group by all
),

withdrawn as (
    select region_code, year, count(distinct (org_scope, indicator_id)) as figures
    from fct_observation
    anti join fct_indicator_year using (region_code, year, org_scope, indicator_id)
    where not_in_force_reason = 'withdrawn'
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
