{% macro exact_sum(column) -%}
    {#- A sum in decimals: in doubles it would depend on the order in which the rows come. -#}
    cast(sum(cast({{ column }} as decimal(38, 6))) as double)
{%- endmacro %}

{% macro added_qualifier(qualifier, highest) -%}
    {#- How a sum is printed: exact numbers give an exact one, 余 and 以上 a lower bound, 近 and 不足 an upper
        bound, 约 an approximate one. Of a mixture only the bounds are known. -#}
    case
        when bool_and({{ qualifier }} = 'exact') then 'exact'
        when bool_or(isinf({{ highest }})) then 'at_least'
        when bool_and({{ qualifier }} in ('exact', 'at_most')) then 'at_most'
        when bool_and({{ qualifier }} in ('exact', 'approx')) then 'approx'
        else 'range'
    end
{%- endmacro %}

{% macro added_sums(prefix) -%}
    {#- What parts add up to: value, bounds and qualifier, as columns with the prefix. The parts are rows of
        int_addable_figure. -#}
    {{ added_qualifier('qualifier', 'highest') }} as {{ prefix }}_qualifier,
    {{ exact_sum('amount') }} as {{ prefix }}_amount,
    {{ exact_sum('lowest') }} as {{ prefix }}_lowest,
    case
        when bool_or(isinf(highest)) then cast('infinity' as double)
        else {{ exact_sum('case when not isinf(highest) then highest end') }}
    end as {{ prefix }}_highest,
    {{ exact_sum('divisor') }} as {{ prefix }}_divisor
{%- endmacro %}

{% macro added_value(prefix) -%}
    {#- The one number that the sum is printed with; null where there are only bounds, or nothing to divide by. -#}
    case
        when {{ prefix }}_divisor is not null
            then {{ rate_pct(prefix ~ '_amount', prefix ~ '_divisor') }}
        when {{ prefix }}_qualifier in ('exact', 'approx') then {{ prefix }}_amount
        when {{ prefix }}_qualifier = 'at_least' then {{ prefix }}_lowest
        when {{ prefix }}_qualifier = 'at_most' then {{ prefix }}_highest
    end
{%- endmacro %}

{% macro added_low(prefix) -%}
    {#- The lower bound where the sum is one or lies between two. -#}
    case when {{ prefix }}_qualifier in ('at_least', 'range') then {{ prefix }}_lowest end
{%- endmacro %}

{% macro added_high(prefix) -%}
    {#- The upper bound where the sum is one or lies between two. -#}
    case when {{ prefix }}_qualifier in ('at_most', 'range') then {{ prefix }}_highest end
{%- endmacro %}

{% macro rate_pct(numerator, denominator) -%}
    {#- Numerator in percent of denominator with two decimals, half up; null for a denominator of zero, as DuckDB has it
        with whole numbers. In whole ten-thousandths, because a binary fraction may show a half as less. -#}
    {%- set units_numerator = "cast(round(" ~ numerator ~ " * 10000) as hugeint)" -%}
    {%- set units_denominator = "cast(round(" ~ denominator ~ " * 10000) as hugeint)" -%}
    cast(
        (2 * 10000 * {{ units_numerator }} + {{ units_denominator }}) // (2 * {{ units_denominator }}) as double
    )
    / 100
{%- endmacro %}
