select
    *,
    coalesce(comparable_since_year <= previous_year, false) = is_comparable as fits_since
from dim_region_comparability
