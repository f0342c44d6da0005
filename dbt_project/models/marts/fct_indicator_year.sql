with figures as (

    select * from {{ ref('int_figure_in_force') }}
    where {{ touched_only('region_key') }}

),

holds as (

    select * from {{ ref('int_figure_hold') }}

)

select
    figures.region_key,
    figures.region_code,
    cast(figures.year as integer) as year,
    figures.org_scope,
    figures.indicator_id,
    figures.value,
    figures.printed_value,
    figures.value_low,
    figures.value_high,
    figures.unit,
    figures.qualifier,
    figures.value_status,
    figures.period_type,
    figures.is_partial,
    figures.scope_basis,
    figures.assertion,
    figures.confidence,
    figures.kind,
    figures.submission_id,
    figures.observation_id,
    figures.review_verdict,
    figures.decision_id,
    nullif(
        concat_ws(
            ';',
            -- A reviewer who confirms a number or puts it right has seen what is odd about it.
            case when not figures.is_confirmed_in_review then holds.held_back_reason end,
            case when figures.is_conflicting then 'conflict' end,
            case
                when figures.assertion = 'claimed' and not figures.is_confirmed_in_review then 'unreviewed_claim'
            end,
            case when figures.submission_status = 'needs_review' then 'submission_in_review' end,
            case when figures.review_verdict = 'send_back' then 'sent_back' end
        ),
        ''
    ) as held_back_reason
from figures
left join holds
    on figures.observation_id = holds.observation_id
