{# The grain of a table: no two rows agree in all these columns, and none leaves one of them empty. #}
{% test primary_key(model, columns) %}
    select {{ columns | join(', ') }}
    from {{ model }}
    group by {{ columns | join(', ') }}
    having count(*) > 1 or {{ columns | join(' is null or ') }} is null
{% endtest %}
