select * from fct_enforcement
