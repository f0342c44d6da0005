with received as (

    select max(received_at) as last_received_at from {{ ref('stg_receipts') }}

),

decided as (

    select max(decided_at) as last_decided_at from {{ ref('stg_decisions') }}

)

select
    coalesce(
        cast(cast(nullif('{{ var("as_of") or "" }}', '') as timestamptz) as timestamp),
        -- Of a null and a moment, the moment.
        greatest(received.last_received_at, decided.last_decided_at)
    ) as as_of
from received
cross join decided
