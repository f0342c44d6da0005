with figures as (

    select * from {{ ref('int_submission_figure') }}

),

first_candidates as (

    select
        observation_id,
        is_conflicting
    from {{ ref('int_figure_candidate') }}
    where figure_rank = 1

)

select
    figures.*,
    first_candidates.is_conflicting,
    figures.period_type = 'ytd' as is_partial
from figures
inner join first_candidates
    on figures.observation_id = first_candidates.observation_id
