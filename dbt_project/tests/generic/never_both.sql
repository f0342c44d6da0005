{# The two columns exclude each other: a row that fills both is wrong. #}
{% test never_both(model, first, second) %}
    select {{ first }}, {{ second }}
    from {{ model }}
    where {{ first }} is not null and {{ second }} is not null
{% endtest %}
