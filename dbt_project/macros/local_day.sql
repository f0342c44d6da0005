{% macro local_day(utc_timestamp) -%}
    {#- The calendar day of a UTC time where the bureaus are. -#}
    cast({{ utc_timestamp }} + interval {{ var('deadline_utc_offset_hours') }} hour as date)
{%- endmacro %}
