{# Every figure can be found again: by its characters in a text or by its cell in a sheet. #}
{% test has_a_place(model) %}
    select observation_id
    from {{ model }}
    where (char_start is null or char_end is null) and cell is null
{% endtest %}
