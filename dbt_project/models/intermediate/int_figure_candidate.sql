{#- The order in which the figures of one region, year, scope and indicator are believed. Every step is a column:
    a loser's reason is the first step at which it falls behind the winner. -#}
with figures as (

    select
        observation_id,
        submission_id,
        region_key,
        region_code,
        is_reported_by_upper,
        year,
        report_year,
        org_scope,
        indicator_id,
        kind,
        submission_status,
        published_on,
        received_at,
        assertion,
        value,
        value_low,
        value_high,
        value_status,
        coalesce(qualifier, 'exact') as qualifier,
        period_type,
        period_year,
        confidence,
        char_start,
        sheet,
        cell,
        review_verdict,
        decided_at,
        is_accepted_in_review
    from {{ ref('int_submission_figure') }}
    where disposition = 'fact' and region_key is not null and {{ touched_only('region_key') }}

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

source_precedence as (

    select * from {{ ref('stg_source_precedence') }}

),

replacements as (

    select * from {{ ref('int_submission_replacement') }}

),

stepped as (

    select
        figures.*,
        case
            when figures.review_verdict = 'no_figure' then 'reviewed_no_figure'
            when figures.indicator_id is null then 'no_indicator'
            when figures.year is null then 'no_year'
            when figures.org_scope is null then 'no_scope'
            when figures.period_type is null then 'no_period'
            when figures.period_type = 'event' then 'event_only'
            when figures.period_type = 'range' then 'range_only'
            when figures.period_type = 'multi_year' then 'multi_year_only'
            when figures.period_type = 'previous_year' then 'previous_year_only'
            when figures.period_type = 'other_reference_year' and figures.period_year is null then 'no_year'
            -- A stock or a rate may be read off at a moment (年末, 目前), what flows over a year may not.
            when
                figures.period_type = 'point_in_time' and coalesce(indicators.kind, 'flow') = 'flow'
                then 'flow_at_point_in_time'
        end as no_candidate_reason,

        -- A figure before an empty or masked cell.
        coalesce(figures.value_status in ('blank', 'masked'), false) as is_empty,
        -- What was accepted stays until what is in review is accepted too.
        figures.submission_status = 'needs_review' as is_in_review,
        -- The whole year before a part of it.
        list_position(['full_year', 'point_in_time', 'ytd', 'other_reference_year'], figures.period_type)
            as period_step,
        -- The report of the year itself before the report of another year.
        coalesce(figures.report_year != figures.year, true) as is_of_other_report,
        -- A form before a narrative.
        coalesce(source_precedence.precedence, 99) as source_step,
        -- A correction after what it corrects.
        coalesce(replacements.replacement_depth, cast(figures.kind = 'correction' as bigint)) as replacement_depth,
        -- Within one submission: a level before a promise, an exact number before a hedged one.
        coalesce(figures.assertion = 'claimed', false) as is_claimed,
        figures.qualifier = 'exact' as is_exact,
        figures.qualifier = 'approx' as is_approximate
    from figures
    left join indicators
        on figures.indicator_id = indicators.indicator_id
    left join source_precedence
        on figures.kind = source_precedence.kind
    left join replacements
        on figures.submission_id = replacements.submission_id

),

decided as (

    select
        region_key,
        year,
        org_scope,
        indicator_id,
        max(decided_at) as last_decided_at
    from stepped
    where is_accepted_in_review and no_candidate_reason is null
    group by region_key, year, org_scope, indicator_id

),

-- A reviewer's choice stands before all that he had before him. What was received after it he has not seen:
-- between that and his choice the ordinary order decides.
weighed as (

    select
        stepped.*,
        -- Null where nobody chose.
        stepped.received_at <= decided.last_decided_at
        and not (stepped.is_accepted_in_review and stepped.decided_at = decided.last_decided_at)
            as is_decided_against
    from stepped
    left join decided
        on
            stepped.region_key = decided.region_key
            and stepped.year = decided.year
            and stepped.org_scope = decided.org_scope
            and stepped.indicator_id = decided.indicator_id
    where stepped.no_candidate_reason is null

),

contested as (

    select
        region_key,
        year,
        org_scope,
        indicator_id
    from weighed
    group by region_key, year, org_scope, indicator_id
    having count(*) > 1

),

-- Most figures are stated once; an order among them all would cost more than everything else here.
ranked as (

    select
        weighed.*,
        row_number() over (
            partition by weighed.region_key, weighed.year, weighed.org_scope, weighed.indicator_id
            order by
                weighed.is_decided_against asc,
                weighed.is_empty asc,
                weighed.is_in_review asc,
                weighed.period_step asc,
                weighed.is_of_other_report asc,
                -- What a region itself sent in before what another says of it.
                weighed.is_reported_by_upper asc,
                weighed.source_step asc,
                weighed.received_at desc,
                weighed.replacement_depth desc,
                weighed.published_on desc nulls last,
                weighed.submission_id desc,
                weighed.is_claimed asc,
                weighed.is_exact desc,
                weighed.is_approximate desc,
                weighed.confidence desc,
                weighed.char_start asc nulls last,
                weighed.sheet asc nulls last,
                weighed.cell asc nulls last,
                weighed.observation_id asc
        ) as figure_rank
    from weighed
    inner join contested
        on
            weighed.region_key = contested.region_key
            and weighed.year = contested.year
            and weighed.org_scope = contested.org_scope
            and weighed.indicator_id = contested.indicator_id

),

winners as (

    select * from ranked
    where figure_rank = 1

),

losers as (

    select
        loser.observation_id,
        winner.observation_id as winning_observation_id,
        case
            when loser.is_decided_against > winner.is_decided_against then 'other_figure_decided'
            when loser.is_empty > winner.is_empty then 'states_no_value'
            when loser.is_in_review > winner.is_in_review then 'awaits_review'
            when loser.period_step > winner.period_step and loser.period_type = 'ytd' then 'partial_superseded'
            when loser.period_step > winner.period_step and loser.period_type = 'point_in_time' then 'other_period'
            when
                loser.period_step > winner.period_step or loser.is_of_other_report > winner.is_of_other_report
                then 'other_year_report'
            when loser.is_reported_by_upper > winner.is_reported_by_upper then 'reported_by_upper'
            when loser.source_step > winner.source_step then 'lower_precedence'
            when loser.submission_id != winner.submission_id then 'superseded'
            when
                {{ same('loser.value', 'winner.value') }}
                and {{ same('loser.value_low', 'winner.value_low') }}
                and {{ same('loser.value_high', 'winner.value_high') }}
                -- A zero is a zero, also in a nil return; not applicable is not below one unit.
                and (loser.value is not null or {{ same('loser.value_status', 'winner.value_status') }})
                and loser.qualifier = winner.qualifier
                then 'repeats_equal_value'
            when loser.is_claimed > winner.is_claimed then 'claim_beside_level'
            when
                winner.is_exact
                and winner.value
                between {{ lowest_possible('loser.qualifier', 'loser.value', 'loser.value_low') }}
                and {{ highest_possible('loser.qualifier', 'loser.value', 'loser.value_high') }}
                then 'less_precise'
            else 'conflict'
        end as lost_because
    from ranked as loser
    inner join winners as winner
        on
            loser.region_key = winner.region_key
            and loser.year = winner.year
            and loser.org_scope = winner.org_scope
            and loser.indicator_id = winner.indicator_id
    where loser.figure_rank > 1

),

contradicted_winners as (

    select distinct winning_observation_id
    from losers
    where lost_because = 'conflict'

)

select
    stepped.observation_id,
    stepped.submission_id,
    stepped.region_key,
    stepped.region_code,
    stepped.year,
    stepped.org_scope,
    stepped.indicator_id,
    coalesce(ranked.figure_rank, case when stepped.no_candidate_reason is null then 1 end) as figure_rank,
    coalesce(stepped.no_candidate_reason, losers.lost_because) as not_in_force_reason,
    case when losers.lost_because != 'conflict' then losers.winning_observation_id end as superseded_by,
    contradicted_winners.winning_observation_id is not null as is_conflicting
from stepped
left join ranked
    on stepped.observation_id = ranked.observation_id
left join losers
    on stepped.observation_id = losers.observation_id
left join contradicted_winners
    on stepped.observation_id = contradicted_winners.winning_observation_id
