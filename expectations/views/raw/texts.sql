select
    *,
    coalesce(reading_id in (select reading_id from documents), false) as has_reading
from texts
