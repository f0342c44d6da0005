select
    *,
    on_time + late + in_review + missing + withdrawn + still_due = owed
    and on_time + late + in_review = filed as adds_up
from rpt_reporting_rate
