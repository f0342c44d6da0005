{# A decision names the number that it was made about. Where the source now says another one, the build stops and names
   the decision: somebody has to look again. #}
{% test expects_what_is_printed(model) %}
    select decisions.decision_id
    from {{ model }} as decisions
    inner join {{ ref('stg_observations') }} as observations
        on decisions.observation_id = observations.observation_id
    where
        case
            when decisions.expects_value != coalesce(observations.value, 'infinity')
                then
                    error(
                        'Decision ' || decisions.decision_id || ' of ' || decisions.decided_by || ' expects '
                        || decisions.expects_value || ' at observation ' || decisions.observation_id
                        || ' of submission ' || observations.submission_id || ', which says '
                        || coalesce(cast(observations.value as varchar), 'no number')
                        || '. Review the figure again.'
                    ) is not null
            else false
        end
{% endtest %}
