select * from fct_approvals
