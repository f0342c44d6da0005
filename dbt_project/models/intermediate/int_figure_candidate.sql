{#- The order in which the figures of one region, year, scope and indicator are believed. Every step is a column:
    a loser's reason is the first step at which it falls behind the winner. -#}
with figures as (

    select
        observation_id,
        submission_id,
        region_key,
        region_code,
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
        cell
    from {{ ref('int_submission_figure') }}
    where disposition = 'fact' and region_key is not null

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
        case when figures.value_status in ('blank', 'masked') then 2 else 1 end as statement_step,
        -- What was accepted stays until what is in review is accepted too.
        case when figures.submission_status = 'needs_review' then 2 else 1 end as review_step,
        -- The whole year before a part of it.
        case figures.period_type
            when 'full_year' then 1
            when 'point_in_time' then 2
            when 'ytd' then 3
            else 4
        end as period_step,
        -- The report of the year itself before the report of another year.
        case when figures.report_year = figures.year then 1 else 2 end as report_year_step,
        -- A form before a narrative.
        coalesce(source_precedence.precedence, 99) as source_step,
        -- A correction after what it corrects.
        coalesce(replacements.replacement_depth, case when figures.kind = 'correction' then 1 else 0 end)
            as replacement_depth,
        -- Within one submission: a level before a promise, an exact number before a bound.
        case when figures.assertion = 'claimed' then 2 else 1 end as assertion_step,
        case figures.qualifier when 'exact' then 1 when 'approx' then 2 else 3 end as precision_step
    from figures
    left join indicators
        on figures.indicator_id = indicators.indicator_id
    left join source_precedence
        on figures.kind = source_precedence.kind
    left join replacements
        on figures.submission_id = replacements.submission_id

),

ranked as (

    select
        stepped.*,
        row_number() over (
            partition by stepped.region_key, stepped.year, stepped.org_scope, stepped.indicator_id
            order by
                stepped.statement_step asc,
                stepped.review_step asc,
                stepped.period_step asc,
                stepped.report_year_step asc,
                stepped.source_step asc,
                stepped.received_at desc,
                stepped.replacement_depth desc,
                stepped.published_on desc nulls last,
                stepped.submission_id desc,
                stepped.assertion_step asc,
                stepped.precision_step asc,
                stepped.confidence desc,
                stepped.char_start asc nulls last,
                stepped.sheet asc nulls last,
                stepped.cell asc nulls last,
                stepped.observation_id asc
        ) as figure_rank
    from stepped
    where stepped.no_candidate_reason is null

),

losers as (

    select
        loser.observation_id,
        winner.observation_id as winning_observation_id,
        case
            when loser.statement_step > winner.statement_step then 'states_no_value'
            when loser.review_step > winner.review_step then 'awaits_review'
            when loser.period_step > winner.period_step and loser.period_type = 'ytd' then 'partial_superseded'
            when loser.period_step > winner.period_step and loser.period_type = 'point_in_time' then 'other_period'
            when loser.period_step > winner.period_step then 'other_year_report'
            when loser.report_year_step > winner.report_year_step then 'other_year_report'
            when loser.source_step > winner.source_step then 'lower_precedence'
            when loser.submission_id != winner.submission_id then 'superseded'
            when
                {{ same('loser.value', 'winner.value') }}
                and {{ same('loser.value_low', 'winner.value_low') }}
                and {{ same('loser.value_high', 'winner.value_high') }}
                and {{ same('loser.value_status', 'winner.value_status') }}
                and loser.qualifier = winner.qualifier
                then 'repeats_equal_value'
            when loser.assertion_step > winner.assertion_step then 'claim_beside_level'
            when
                winner.qualifier = 'exact'
                and loser.qualifier in ('at_least', 'at_most', 'range')
                and winner.value
                between {{ lowest_possible('loser.qualifier', 'loser.value', 'loser.value_low') }}
                and {{ highest_possible('loser.qualifier', 'loser.value', 'loser.value_high') }}
                then 'less_precise'
            else 'conflict'
        end as lost_because
    from ranked as loser
    inner join ranked as winner
        on
            loser.region_key = winner.region_key
            and loser.year = winner.year
            and loser.org_scope = winner.org_scope
            and loser.indicator_id = winner.indicator_id
    where loser.figure_rank > 1 and winner.figure_rank = 1

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
    ranked.figure_rank,
    stepped.statement_step,
    stepped.review_step,
    stepped.period_step,
    stepped.report_year_step,
    stepped.source_step,
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
