select
    *,
    coalesce(reading_id in (select reading_id from documents), false) as has_reading,
    -- A span of text needs both ends; a cell is a place by itself.
    case
        when start is not null and "end" is not null then true
        else cell is not null and start is null and "end" is null
    end as has_place,
    "end" - start as span_length,
    value_high - value_low as bounds_width
from observations
