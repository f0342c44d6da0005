{#- A build that carries on from an earlier one does again only what arrivals, decisions or findings have touched: the
    regions of the variable `touched_regions`, a list of SQL strings. Without it everything is done. What could not be
    placed in a region is always done again. -#}

{% macro touched_only(region_key) -%}
    {%- if var('touched_regions', none) is none -%}
        true
    {%- else -%}
        ({{ region_key }} is null or {{ region_key }} in ({{ var('touched_regions') }}))
    {%- endif -%}
{%- endmacro %}

{% macro forget_touched(relation) -%}
    {#- What is there of these regions goes before it is added anew; all of it where everything is done. -#}
    {%- if execute and load_cached_relation(relation) is not none -%}
        delete from {{ relation }} where {{ touched_only('region_key') }}
    {%- endif -%}
{%- endmacro %}

{% macro default__get_where_subquery(relation) -%}
    {#- What a test looks at. Rows that were not done again were tested when they were made. -#}
    {%- set conditions = [config.get('where')] | select | list -%}
    {%- if execute and var('touched_regions', none) is not none and _is_done_by_region(relation) -%}
        {%- do conditions.append(touched_only('region_key')) -%}
    {%- endif -%}
    {%- if conditions -%}
        {%- do return('(select * from ' ~ relation ~ ' where ' ~ conditions | join(' and ') ~ ') as tested') -%}
    {%- endif -%}
    {%- do return(relation) -%}
{%- endmacro %}

{% macro _is_done_by_region(relation) -%}
    {%- for node in graph.nodes.values() -%}
        {%- if node.name == relation.identifier and node.config.materialized == 'incremental' -%}
            {%- do return(true) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do return(false) -%}
{%- endmacro %}
