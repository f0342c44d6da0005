{# The spans of one key follow each other: none begins before the one before it has ended. An open end is for ever. #}
{% test no_overlap(model, key, first, last) %}
    select
        {{ key }},
        {{ first }}
    from {{ model }}
    qualify
        {{ first }} <= max(coalesce({{ last }}, cast('infinity' as double))) over (
            partition by {{ key }}
            order by {{ first }}
            rows between unbounded preceding and 1 preceding
        )
{% endtest %}
