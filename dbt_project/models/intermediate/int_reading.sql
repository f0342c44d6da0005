with documents as (

    select * from {{ ref('stg_documents') }}

),

receipts as (

    select * from {{ ref('int_receipt_known') }}

),

assignments as (

    select * from {{ ref('stg_decisions') }}
    where decision in ('assign_region', 'assign_year')

),

verdicts as (

    select * from {{ ref('int_submission_verdict') }}

),

known as (

    select
        documents.* exclude (status),
        -- What a reviewer took as it is, or said where and when it belongs, waits no longer.
        case when verdicts.verdict != 'send_back' then 'accepted' else documents.status end as status,
        receipts.is_withdrawn
    from documents
    inner join receipts
        on documents.receipt_id = receipts.receipt_id
    left join verdicts
        on
            documents.submission_id = verdicts.submission_id
            -- What its sender stated after the decision was not before the reviewer.
            and documents.received_at <= verdicts.decided_at
    where
        documents.status in ('accepted', 'needs_review')
        and documents.received_at <= (select moment.as_of from {{ ref('int_as_of') }} as moment)
        and receipts.outcome in ('accepted', 'needs_review')
        -- A reading that rests on a decision exists only from the decision on.
        and not exists (
            select assignments.decision_id
            from assignments
            where
                assignments.submission_id = documents.submission_id
                and assignments.after_sequence < documents.sequence
                and assignments.decided_at > (select moment.as_of from {{ ref('int_as_of') }} as moment)
        )

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
