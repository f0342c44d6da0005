with facts as (
    select
        observations.*,
        indicators.unit as catalogue_unit,
        coalesce(indicators.unit = '%', false) as is_rate,
        coalesce(indicators.unit not in ('%', '元'), false) as is_count,
        coalesce(value, value_low, value_high) is not null as states_number,
        coalesce(value_status in ('blank', 'not_applicable', 'masked', 'below_unit'), false) as is_without
    from observations
    left join catalog_indicators as indicators using (indicator_id)
    where disposition = 'fact'
)

select
    *,
    if(is_rate, value, null) as rate,
    if(is_rate, null, value) as amount,
    if(is_count, round(abs(value - round(value)), 6), null) as count_fraction,
    states_number != is_without as status_fits
from facts
