-- How many different rules were judged on a subject: a bit for each, much quicker than to list them.
select
    results.subject,
    results.submission_id,
    results.region_code,
    results.year,
    coalesce(bit_count(bit_or(rules.low_bit)) + bit_count(bit_or(rules.high_bit)), 0)::bigint as judged,
    (select count(*) from catalog_rules) as rules
from rpt_reconciliation as results
left join catalog_rules as rules using (rule_id)
group by all
