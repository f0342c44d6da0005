{#- A build that carries on from an earlier one does again only what arrivals, decisions or findings touched. What is
    touched is given as lists of SQL strings, one list for each way in which a row can depend on what has changed:

    * `touched_regions`: the regions themselves, by `region_key`; `touched_codes`: the codes that their observations bear;
    * `touched_neighbours`: who is ranked beside them; `touched_uppers`: what they lie in; `touched_members`: all below that;
    * `touched_series`: like the regions, and all regions where the last year is another one;
    * `touched_findings`: codes of regions that the rules say something else of.

    Without `touched_regions` everything is done, and so is what has no list of its own. What could not be placed in a
    region is always done again. -#}

{% macro touched_only(key, of='regions') -%}
    {%- set keys = var('touched_' ~ of, none) -%}
    {%- if var('touched_regions', none) is none or keys is none -%}
        true
    {%- else -%}
        ({{ key }} is null or {{ key }} in ({{ keys }}))
    {%- endif -%}
{%- endmacro %}

{% macro forget_touched(relation) -%}
    {#- What is there of these regions goes before it is added anew; all of it where everything is done. -#}
    {%- if execute and load_cached_relation(relation) is not none -%}
        {%- set again = _done_again(relation) -%}
        delete from {{ relation }} where {{ touched_only(again.key, again.of) }}
    {%- endif -%}
{%- endmacro %}

{% macro default__get_where_subquery(relation) -%}
    {#- What a test looks at. Rows that were not done again were tested when they were made. -#}
    {%- set conditions = [config.get('where')] | select | list -%}
    {%- if execute and var('touched_regions', none) is not none -%}
        {%- set again = _done_again(relation) -%}
        {%- if again is not none -%}
            {%- do conditions.append(touched_only(again.key, again.of)) -%}
        {%- endif -%}
    {%- endif -%}
    {%- if conditions -%}
        {%- do return('(select * from ' ~ relation ~ ' where ' ~ conditions | join(' and ') ~ ') as tested') -%}
    {%- endif -%}
    {%- do return(relation) -%}
{%- endmacro %}

{% macro _done_again(relation) -%}
    {#- By which key, and for what, the rows of a model are done again; none for a model that is made whole. -#}
    {#- Looked up by its id: whoever goes through all nodes has each of them laid out anew, for every test. -#}
    {%- set node = graph.nodes.get('model.' ~ project_name ~ '.' ~ relation.identifier) -%}
    {%- if node and node.config.materialized == 'incremental' -%}
        {%- do return({'key': node.config.meta.get('again_by', 'region_key'),
                       'of': node.config.meta.get('touched_for', 'regions')}) -%}
    {%- endif -%}
    {%- do return(none) -%}
{%- endmacro %}
