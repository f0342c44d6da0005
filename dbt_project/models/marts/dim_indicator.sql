with indicators as (

    select * from {{ ref('stg_indicators') }}

)

select
    indicator_id,
    cast(position as integer) as position,
    name_zh,
    name_en,
    subject_area,
    column_name,
    unit,
    display_unit,
    cast(decimals_display as integer) as decimals_display,
    kind,
    direction,
    cast(publish_tier as integer) as publish_tier,
    parent_id,
    aggregation_rule,
    across_years,
    numerator_id,
    denominator_ids,
    definition,
    source
from indicators
