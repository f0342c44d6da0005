select * from rpt_coverage
