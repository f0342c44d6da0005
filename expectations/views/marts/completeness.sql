-- Every region and year that has figures or was counted before, whichever of the two knows it. What a bureau
-- took back is no loss.
with found as (
    select region_code, year, count(*) as figures
    from fct_indicator_year
    group by all
),

withdrawn as (
    select distinct region_code, year
    from rpt_coverage
    where status = 'withdrawn'
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
    withdrawn.region_code is not null as is_withdrawn,
    expected_figures is null or found_figures > 0 or is_withdrawn as is_there,
    expected_figures is null or found_figures = 0 or found_figures >= expected_figures or is_withdrawn as is_whole
from joined
left join withdrawn using (region_code, year)
