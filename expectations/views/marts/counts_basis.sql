-- Whether there is anything to hold the build against: without counts no loss can be seen.
with basis as (
    select
        is_required,
        (select count(*) from expected_counts) > 0 or (select count(*) from fct_indicator_year) = 0 as is_counted
    from counts_basis
)

select
    *,
    is_counted or not is_required as is_counted_where_required
from basis
