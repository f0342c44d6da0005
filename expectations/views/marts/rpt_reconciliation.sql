select
    *,
    coalesce(result not in ('violated', 'flagged'), true) or figures is not null as is_explained
from rpt_reconciliation
