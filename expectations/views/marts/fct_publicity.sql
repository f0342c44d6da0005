select * from fct_publicity
