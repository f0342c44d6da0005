{# Every code of these columns stands in its vocabulary of the catalogue, so that a reader always finds a label. A
    separator is named for a column that holds several codes; what follows a colon is detail. Nulls pass. The build stops
    and names the column and the code. #}
{% test codes_of_vocabularies(model, columns, separators={}) %}
    with stated as (
        {% for column, vocabulary in columns.items() %}
            {% if not loop.first %}union all{% endif %}
            select distinct
                '{{ column }}' as stated_in,
                '{{ vocabulary }}' as vocabulary,
                {% if column in separators -%}
                    unnest(string_split({{ column }}, '{{ separators[column] }}'))
                {%- else -%}
                    {{ column }}
                {%- endif %} as stated_code
            from {{ model }}
            where {{ column }} is not null
        {% endfor %}
    )

    select stated.stated_code
    from stated
    left join {{ ref('stg_codes') }} as codes
        on stated.vocabulary = codes.vocabulary and split_part(stated.stated_code, ':', 1) = codes.code
    where
        case
            when codes.code is null
                then
                    error(
                        stated.stated_in || ' says ' || stated.stated_code
                        || ', which the vocabulary ' || stated.vocabulary || ' does not have'
                    ) is not null
            else false
        end
{% endtest %}
