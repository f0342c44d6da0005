with figures as (

    select * from {{ ref('int_figure_in_force') }}

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
    nullif(
        concat_ws(
            ';',
            holds.held_back_reason,
            case when figures.is_conflicting then 'conflict' end,
            case when figures.assertion = 'claimed' then 'unreviewed_claim' end,
            case when figures.submission_status = 'needs_review' then 'submission_in_review' end
        ),
        ''
    ) as held_back_reason
from figures
left join holds
    on figures.observation_id = holds.observation_id
