{% macro generate_schema_name(custom_schema_name, node) -%}
    {#- The schemas are called staging, intermediate and marts, without the target's name in front. -#}
    {{ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}
