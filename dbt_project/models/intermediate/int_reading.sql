with documents as (

    select * from {{ ref('stg_documents') }}

),

receipts as (

    select * from {{ ref('int_receipt_known') }}

),

known as (

    select
        documents.*,
        receipts.is_withdrawn
    from documents
    inner join receipts
        on documents.receipt_id = receipts.receipt_id
    where
        documents.status in ('accepted', 'needs_review')
        and documents.received_at <= (select moment.as_of from {{ ref('int_as_of') }} as moment)
        and receipts.outcome in ('accepted', 'needs_review')

),

ordered as (

    select
        *,
        row_number() over (
            partition by submission_id
            order by received_at desc, sequence desc, batch_id desc, reading_id desc
        ) as reading_rank
    from known

)

select
    * exclude (reading_rank, is_withdrawn, kind),
    coalesce(kind, 'other') as kind,
    reading_rank = 1 and not is_withdrawn as is_in_force,
    case
        when is_withdrawn then 'withdrawn'
        when reading_rank > 1 then 'reading_replaced'
    end as not_in_force_reason
from ordered
