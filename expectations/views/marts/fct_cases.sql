select * from fct_cases
