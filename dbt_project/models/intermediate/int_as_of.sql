with receipts as (

    select * from {{ ref('stg_receipts') }}

)

select
    coalesce(
        cast(cast(nullif('{{ var("as_of") or "" }}', '') as timestamptz) as timestamp),
        max(received_at)
    ) as as_of
from receipts
