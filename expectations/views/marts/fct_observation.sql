select
    *,
    -- A span of text needs both ends; a cell is a place by itself.
    case
        when char_start is not null and char_end is not null then true
        else cell is not null and char_start is null and char_end is null
    end as has_place,
    coalesce(submission_id in (select submission_id from dim_submission), false) as has_submission
from fct_observation
