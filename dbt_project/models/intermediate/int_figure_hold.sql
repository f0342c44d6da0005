with holds as (

    select * from {{ ref('stg_identity_holds') }}
    where severity = 'error'

),

candidates as (

    select * from {{ ref('int_figure_candidate') }}

),

-- A rule may have read the second printing of a figure: what is wrong about it is wrong about the first.
named as (

    select distinct
        holds.rule_id,
        case
            when candidates.not_in_force_reason = 'repeats_equal_value' then candidates.superseded_by
            else holds.observation_id
        end as observation_id
    from holds
    left join candidates
        on holds.observation_id = candidates.observation_id

)

select
    observation_id,
    'contradicted:' || string_agg(rule_id, '+' order by rule_id) as held_back_reason
from named
group by observation_id
