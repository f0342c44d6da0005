{#- What waits for a person. A figure may wait for several reasons (`issues`), and is one item: it is decided once. -#}
with readings as (

    select * from {{ ref('int_reading_in_force') }}

),

-- Only these dispositions wait for themselves; every other figure waits because of what was made of it.
unsettled as (

    select
        observation_id,
        disposition,
        region_code,
        coalesce(period_year, report_year) as year,
        org_scope,
        indicator_id,
        value,
        unit
    from {{ ref('stg_observations') }}
    where
        disposition in ('undecided', 'unmapped')
        and reading_id in (select readings.reading_id from readings)

),

facts as (

    select * from {{ ref('fct_observation') }}

),

in_force as (

    select * from {{ ref('fct_indicator_year') }}

),

decisions as (

    select * from {{ ref('int_review_decision') }}

),

submissions as (

    select * from {{ ref('dim_submission') }}

),

findings as (

    select * from {{ ref('rpt_reconciliation') }}
    where result in ('violated', 'flagged')

),

regions as (

    select * from {{ ref('dim_region') }}

),

indicators as (

    select * from {{ ref('dim_indicator') }}

),

issue_order as (

    select
        code as issue,
        position
    from {{ ref('stg_codes') }}
    where vocabulary = 'review_issue'

),

holds as (

    select
        observation_id,
        unnest(string_split(held_back_reason, ';')) as hold
    from in_force

),

-- A reading that only repeats what is known and in force is no loss.
repeated as (

    select unsettled.observation_id
    from unsettled
    inner join in_force
        on
            unsettled.region_code = in_force.region_code
            and unsettled.year = in_force.year
            and unsettled.org_scope = in_force.org_scope
            and unsettled.indicator_id = in_force.indicator_id
            and unsettled.value = in_force.value
    where in_force.held_back_reason is null

),

figure_issues as (

    select
        observation_id,
        split_part(hold, ':', 1) as issue,
        nullif(split_part(hold, ':', 2), '') as rule_ids
    from holds
    -- The submission waits as one item of its own.
    where hold != 'submission_in_review'

    union all

    select
        observation_id,
        'conflict' as issue,
        null as rule_ids
    from facts
    where not_in_force_reason = 'conflict'

    union all

    select
        unsettled.observation_id,
        unsettled.disposition as issue,
        null as rule_ids
    from unsettled
    left join decisions
        on unsettled.observation_id = decisions.observation_id
    where
        coalesce(decisions.verdict, 'send_back') = 'send_back'
        and (
            (
                unsettled.disposition = 'undecided'
                and unsettled.observation_id not in (select repeated.observation_id from repeated)
            )
            or (
                unsettled.disposition = 'unmapped'
                and unsettled.unit is distinct from '%'
                and unsettled.value >= case
                    when unsettled.unit = '元' then {{ var('review_unmapped_yuan') }}
                    else {{ var('review_unmapped_count') }}
                end
            )
        )

),

waiting_figures as (

    select
        figure_issues.observation_id,
        min_by(figure_issues.issue, issue_order.position) as issue,
        min(issue_order.position) as issue_position,
        string_agg(distinct figure_issues.issue, ';' order by figure_issues.issue) as issues,
        string_agg(distinct figure_issues.rule_ids, '+' order by figure_issues.rule_ids) as rule_ids
    from figure_issues
    inner join issue_order
        on figure_issues.issue = issue_order.issue
    group by figure_issues.observation_id

),

-- Equal mentions at one place, such as repeated rows of a table without places, are told apart by their order. It is
-- counted where something waits, not in all that was ever read.
observations as (

    select
        *,
        row_number() over (
            partition by
                reading_id, sheet, cell, char_start, char_end, raw_text, indicator_id, value
            order by observation_id
        ) as occurrence
    from {{ ref('stg_observations') }}
    where
        reading_id in (
            select stated.reading_id
            from {{ ref('stg_observations') }} as stated
            where stated.observation_id in (select waiting_figures.observation_id from waiting_figures)
        )

),

-- What a rule found is about the submission or about the region's year: two joins, as one with an `or` would hold every
-- figure against every finding.
cited as (

    select
        facts.observation_id,
        facts.submission_id,
        facts.region_code,
        facts.year,
        unnest(string_split(waiting_figures.rule_ids, '+')) as rule_id
    from waiting_figures
    inner join facts
        on waiting_figures.observation_id = facts.observation_id

),

found as (

    select
        cited.observation_id,
        findings.rule_id,
        findings.message_zh,
        findings.figures,
        findings.hint
    from cited
    inner join findings
        on cited.rule_id = findings.rule_id and cited.submission_id = findings.submission_id

    union all

    select
        cited.observation_id,
        findings.rule_id,
        findings.message_zh,
        findings.figures,
        findings.hint
    from cited
    inner join findings
        on
            cited.rule_id = findings.rule_id
            and cited.region_code = findings.region_code
            and cited.year = findings.year

),

explained as (

    select
        observation_id,
        string_agg(
            distinct rule_id || '：' || rtrim(coalesce(message_zh, figures), '。'), '；'
            order by rule_id || '：' || rtrim(coalesce(message_zh, figures), '。')
        ) as finding,
        string_agg(distinct hint, '；' order by hint) as hint
    from found
    group by observation_id

),

figure_items as (

    select
        'figure' as subject,
        waiting_figures.issue,
        waiting_figures.issue_position,
        waiting_figures.issues,
        case when decisions.verdict = 'send_back' then 'sent_back' else 'open' end as state,
        observations.submission_id,
        observations.observation_id,
        coalesce(facts.region_code, observations.region_code) as region_code,
        coalesce(facts.year, observations.period_year, observations.report_year) as year,
        coalesce(facts.indicator_id, observations.indicator_id) as indicator_id,
        observations.indicator_id as read_indicator_id,
        coalesce(facts.value, observations.value) as value,
        coalesce(facts.value_low, observations.value_low) as value_low,
        coalesce(facts.value_high, observations.value_high) as value_high,
        observations.value as printed_value,
        coalesce(facts.unit, observations.unit) as unit,
        coalesce(facts.qualifier, observations.qualifier) as qualifier,
        coalesce(facts.value_status, observations.value_status) as value_status,
        coalesce(facts.org_scope, observations.org_scope) as org_scope,
        coalesce(facts.period_type, observations.period_type) as period_type,
        coalesce(facts.period_year, observations.period_year) as period_year,
        observations.assertion,
        observations.disposition,
        observations.raw_text,
        observations.evidence,
        observations.char_start,
        observations.char_end,
        observations.page,
        observations.sheet,
        observations.cell,
        observations.occurrence,
        observations.confidence,
        observations.rule as reading_rule,
        array_to_string(
            -- noqa: disable=RF01
            list_transform(observations.alternatives, lambda other: other.indicator_id), ';'
            -- noqa: enable=RF01
        ) as alternatives,
        waiting_figures.rule_ids,
        explained.finding,
        explained.hint
    from waiting_figures
    inner join observations
        on waiting_figures.observation_id = observations.observation_id
    left join facts
        on waiting_figures.observation_id = facts.observation_id
    left join explained
        on waiting_figures.observation_id = explained.observation_id
    left join decisions
        on waiting_figures.observation_id = decisions.observation_id

),

-- A figure or sheet that is no longer there can't be held back: its submission waits.
incomplete as (

    select
        findings.submission_id,
        string_agg(
            rtrim(findings.message_zh, '。'), '；' order by findings.rule_id, findings.message_zh
        ) as finding
    from findings
    inner join {{ ref('stg_rules') }} as rules
        on findings.rule_id = rules.rule_id
    where rules.check_name in ('lost_item', 'lost_sheet') and findings.subject = 'submission'
    group by findings.submission_id

),

waiting_submissions as (

    select
        submissions.*,
        incomplete.finding as gaps,
        case
            when submissions.status != 'needs_review' then 'incomplete'
            when submissions.region_key is null then 'unresolved_region'
            when submissions.report_year is null then 'unresolved_year'
            else 'submission_in_review'
        end as issue,
        sent_back.submission_id is not null as is_sent_back
    from submissions
    left join {{ ref('int_submission_verdict') }} as sent_back
        on submissions.submission_id = sent_back.submission_id and sent_back.verdict = 'send_back'
    left join incomplete
        on submissions.submission_id = incomplete.submission_id
    left join {{ ref('int_submission_verdict') }} as accepted
        on submissions.submission_id = accepted.submission_id and accepted.verdict = 'confirm'
    where
        submissions.status = 'needs_review'
        or (submissions.status = 'accepted' and incomplete.submission_id is not null and accepted.submission_id is null)

),

submission_items as (

    select
        'submission' as subject,
        waiting_submissions.issue,
        issue_order.position as issue_position,
        waiting_submissions.issue as issues,
        case when waiting_submissions.is_sent_back then 'sent_back' else 'open' end as state,
        waiting_submissions.submission_id,
        waiting_submissions.region_code,
        waiting_submissions.report_year as year,
        coalesce(nullif(array_to_string(waiting_submissions.reasons, '；'), ''), waiting_submissions.gaps) as finding
    from waiting_submissions
    inner join issue_order
        on waiting_submissions.issue = issue_order.issue

),

items as (

    select * from figure_items
    union all by name
    select * from submission_items

),

named as (

    select
        items.*,
        left(
            sha256(
                concat_ws(
                    chr(31),
                    items.subject,
                    items.submission_id,
                    coalesce(items.sheet, ''),
                    coalesce(items.cell, ''),
                    coalesce(cast(items.char_start as varchar), ''),
                    coalesce(cast(items.char_end as varchar), ''),
                    coalesce(items.raw_text, ''),
                    coalesce(items.read_indicator_id, ''),
                    coalesce(cast(items.printed_value as varchar), ''),
                    coalesce(cast(items.occurrence as varchar), '')
                )
            ),
            20
        ) as item_id,
        submissions.source_name,
        submissions.agency,
        submissions.kind,
        submissions.report_year,
        submissions.received_at,
        coalesce(regions.name_zh, submissions.region_name) as region_name,
        indicators.publish_tier,
        indicators.position as indicator_position
    from items
    inner join submissions
        on items.submission_id = submissions.submission_id
    left join regions
        on
            items.region_code = regions.region_code
            and items.year >= regions.valid_from_year
            -- An open end is for ever; said of the register's side alone, so that the join stays one by code.
            and items.year <= coalesce(regions.valid_to_year, cast('infinity' as double))
    left join indicators
        on items.indicator_id = indicators.indicator_id

)

select
    item_id,
    cast(
        row_number() over (
            order by
                issue_position asc,
                publish_tier asc nulls last,
                year desc nulls last,
                region_code asc nulls last,
                submission_id asc,
                indicator_position asc nulls last,
                abs(value) desc nulls last,
                item_id asc
        ) as integer
    ) as position,
    subject,
    issue,
    issues,
    state,
    submission_id,
    source_name,
    agency,
    kind,
    report_year,
    received_at,
    observation_id,
    region_code,
    region_name,
    cast(year as integer) as year,
    indicator_id,
    read_indicator_id,
    value,
    value_low,
    value_high,
    printed_value,
    unit,
    qualifier,
    value_status,
    org_scope,
    period_type,
    cast(period_year as integer) as period_year,
    assertion,
    disposition,
    raw_text,
    evidence,
    cast(char_start as bigint) as char_start,
    cast(char_end as bigint) as char_end,
    cast(page as integer) as page,
    sheet,
    cell,
    confidence,
    reading_rule,
    alternatives,
    rule_ids,
    finding,
    hint
from named
