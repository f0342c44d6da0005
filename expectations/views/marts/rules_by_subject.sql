select
    subject,
    submission_id,
    region_code,
    year,
    count(distinct rule_id) as judged,
    (select count(*) from catalog_rules) as rules
from rpt_reconciliation
group by all
