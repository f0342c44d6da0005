{# Every code of a column stands in that vocabulary of the catalogue, so that a reader always finds a label. With a
    separator the column holds several codes; what follows a colon is detail. Nulls pass. #}
{% test code_of_vocabulary(model, column_name, vocabulary, separator=none) %}
    with printed as (
        select distinct
            {% if separator -%}
                unnest(string_split({{ column_name }}, '{{ separator }}'))
            {%- else -%}
                {{ column_name }}
            {%- endif %} as printed_code
        from {{ model }}
        where {{ column_name }} is not null
    )

    select printed_code
    from printed
    where
        split_part(printed_code, ':', 1) not in (
            select code from {{ ref('stg_codes') }}
            where vocabulary = '{{ vocabulary }}'
        )
{% endtest %}
