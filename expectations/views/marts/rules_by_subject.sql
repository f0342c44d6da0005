-- How many different rules were judged on a subject.
select
    judged,
    (select count(*) from catalog_rules) as rules
from judged_subjects
