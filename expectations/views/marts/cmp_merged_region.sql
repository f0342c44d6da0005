select
    *,
    coalesce(parts_reporting = parts_expected, false) or merged_base is null as is_whole
from cmp_merged_region
