select
    *,
    coalesce(
        on_time + late + in_review + missing + withdrawn + still_due = owed
        and on_time + late + in_review = filed, false
    ) as adds_up
from rpt_reporting_rate
