with receipts as (

    select * from {{ ref('stg_receipts') }}

),

last_words as (

    -- A withdrawal is a receipt of its own: it stands until the same bytes are received anew.
    select
        submission_id,
        max_by(outcome, (received_at, sequence)) as last_outcome
    from receipts
    where
        received_at <= (select moment.as_of from {{ ref('int_as_of') }} as moment)
        and outcome in ('accepted', 'needs_review', 'withdrawn')
    group by submission_id

)

select
    receipts.*,
    coalesce(last_words.last_outcome = 'withdrawn', false) as is_withdrawn
from receipts
left join last_words
    on receipts.submission_id = last_words.submission_id
where receipts.received_at <= (select moment.as_of from {{ ref('int_as_of') }} as moment)
