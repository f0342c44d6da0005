with holds as (

    select
        observation_id,
        rule_id,
        -- An error is a contradiction; anything weaker that holds a figure back only asks for a second look.
        case when severity = 'error' then 'contradicted' else 'implausible' end as hold
    from {{ ref('stg_identity_holds') }}

),

candidates as (

    select * from {{ ref('int_figure_candidate') }}

),

-- A rule may have read the second printing of a figure: what is wrong about it is wrong about the first.
named as (

    select
        holds.rule_id,
        holds.hold,
        case
            when candidates.not_in_force_reason = 'repeats_equal_value' then candidates.superseded_by
            else holds.observation_id
        end as observation_id
    from holds
    left join candidates
        on holds.observation_id = candidates.observation_id

),

-- A rule may find a contradiction in the submission and less in the region's year.
strongest as (

    select
        observation_id,
        rule_id,
        min(hold) as hold
    from named
    group by observation_id, rule_id

),

reasons as (

    select
        observation_id,
        hold,
        hold || ':' || string_agg(rule_id, '+' order by rule_id) as reason
    from strongest
    group by observation_id, hold

)

select
    observation_id,
    string_agg(reason, ';' order by hold) as held_back_reason
from reasons
group by observation_id
