{# None of these columns is null in any row: one look at the table for all of them. #}
{% test never_empty(model, columns) %}
    select {{ columns | join(', ') }}
    from {{ model }}
    where {{ columns | join(' is null or ') }} is null
{% endtest %}
