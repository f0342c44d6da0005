{% macro same(first, second) -%}
    {#- Equal, or both unknown. -#}
    ({{ first }} = {{ second }} or ({{ first }} is null and {{ second }} is null))
{%- endmacro %}

{% macro exact_difference(minuend, subtrahend) -%}
    {#- Subtraction in decimals, so that 82.64 - 80.1 is 2.54 and not 2.5400000000000063. -#}
    cast(cast({{ minuend }} as decimal(38, 6)) - cast({{ subtrahend }} as decimal(38, 6)) as double)
{%- endmacro %}

{% macro change_rate_pct(value, base) -%}
    {#- (value / base - 1) x 100 with one decimal, half up in its magnitude (四舍五入): -12.25 becomes -12.3.
        In whole ten-thousandths, because a binary fraction shows 12.25 as 12.2499 and would round it down. -#}
    {%- set units_value = "cast(round(" ~ value ~ " * 10000) as hugeint)" -%}
    {%- set units_base = "cast(round(" ~ base ~ " * 10000) as hugeint)" -%}
    sign({{ value }} - {{ base }})
    * cast((2 * 1000 * abs({{ units_value }} - {{ units_base }}) + {{ units_base }}) // (2 * {{ units_base }}) as double)
    / 10
{%- endmacro %}

{% macro printed_step(value) -%}
    {#- How far an approximate number (约, 左右) may be off: one unit of its last digit that is not a zero,
        so 约3500 may be 3400 to 3600 and 约19.2 may be 19.1 to 19.3. -#}
    case
        when {{ value }} = floor({{ value }})
            then power(10, length(regexp_extract(cast(cast({{ value }} as hugeint) as varchar), '0*$')))
        else power(10, -length(split_part(cast({{ value }} as varchar), '.', 2)))
    end
{%- endmacro %}

{% macro lowest_possible(qualifier, value, low) -%}
    {#- The least that a printed figure can mean. No figure of this field is negative. -#}
    case {{ qualifier }}
        when 'at_most' then 0
        when 'range' then {{ low }}
        when 'approx' then {{ value }} - {{ printed_step(value) }}
        else {{ value }}
    end
{%- endmacro %}

{% macro highest_possible(qualifier, value, high) -%}
    {#- The most that a printed figure can mean. -#}
    case {{ qualifier }}
        when 'at_least' then cast('infinity' as double)
        when 'range' then {{ high }}
        when 'approx' then {{ value }} + {{ printed_step(value) }}
        else {{ value }}
    end
{%- endmacro %}
