{% test unique_combination(model, columns) %}
    {#- The grain of a table: no two rows agree in all these columns. A null counts as a value. -#}
    select {{ columns | join(', ') }}
    from {{ model }}
    group by {{ columns | join(', ') }}
    having count(*) > 1
{% endtest %}
