{#- What a region took in is added to what it was, the year before: for readers who want to see across a merger.
    It is no official figure, and the comparison itself stays refused (boundary_change). -#}
with mergers as (

    select * from {{ ref('dim_region_comparability') }}
    where merged_from_keys is not null

),

figures as (

    select * from {{ ref('fct_indicator_year') }}

),

addable as (

    select * from {{ ref('int_addable_figure') }}
    where is_addable

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

definition_breaks as (

    select * from {{ ref('stg_definition_breaks') }}

),

members as (

    select
        region_key,
        year,
        previous_year,
        unnest(
            case
                when previous_region_code is null then merged_from_keys
                else list_append(merged_from_keys, region_key)
            end
        ) as part_key
    from mergers

),

member_counts as (

    select
        region_key,
        year,
        count(*) as parts_expected
    from members
    group by region_key, year

),

added as (

    select
        members.region_key,
        members.year,
        addable.org_scope,
        addable.indicator_id,
        count(*) as parts_reporting,
        {{ added_sums('parts') }}
    from members
    inner join addable
        on members.part_key = addable.region_key and members.previous_year = addable.year
    group by members.region_key, members.year, addable.org_scope, addable.indicator_id

),

side_by_side as (

    select
        figures.region_key,
        figures.region_code,
        figures.year,
        figures.org_scope,
        figures.indicator_id,
        figures.unit,
        case when figures.held_back_reason is null then figures.value end as value,
        case when figures.held_back_reason is null then figures.qualifier end as qualifier,
        figures.is_partial,
        mergers.merged_from_codes,
        mergers.is_of_whole_regions,
        member_counts.parts_expected,
        coalesce(added.parts_reporting, 0) as parts_reporting,
        added.parts_reporting = member_counts.parts_expected as is_complete,
        added.parts_qualifier,
        {{ added_value('added.parts') }} as parts_value,
        {{ added_low('added.parts') }} as parts_value_low,
        {{ added_high('added.parts') }} as parts_value_high,
        indicators.kind = 'ratio' as is_ratio,
        definition_breaks.indicator_id is not null as is_definition_break
    from figures
    inner join mergers
        on figures.region_key = mergers.region_key and figures.year = mergers.year
    inner join member_counts
        on figures.region_key = member_counts.region_key and figures.year = member_counts.year
    inner join indicators
        on figures.indicator_id = indicators.indicator_id
    left join definition_breaks
        on figures.indicator_id = definition_breaks.indicator_id and figures.year = definition_breaks.year
    left join added
        on
            figures.region_key = added.region_key
            and figures.year = added.year
            and figures.org_scope = added.org_scope
            and figures.indicator_id = added.indicator_id

),

compared as (

    select
        *,
        case
            when
                is_complete and is_of_whole_regions and not is_partial and not is_definition_break
                and coalesce(qualifier, 'exact') = 'exact' and parts_qualifier = 'exact'
                then {{ exact_difference('value', 'parts_value') }}
        end as difference
    from side_by_side

)

select
    region_key,
    region_code,
    cast(year as integer) as year,
    org_scope,
    indicator_id,
    unit,
    value,
    qualifier,
    merged_from_codes,
    is_of_whole_regions,
    cast(parts_reporting as integer) as parts_reporting,
    cast(parts_expected as integer) as parts_expected,
    case when is_complete then parts_value end as merged_base,
    case when is_complete then parts_value_low end as merged_base_low,
    case when is_complete then parts_value_high end as merged_base_high,
    case when is_complete then parts_qualifier end as merged_base_qualifier,
    case when not is_ratio then difference end as change,
    case
        when not is_ratio and parts_value >= 10 and difference is not null
            then {{ change_rate_pct('value', 'parts_value') }}
    end as change_rate,
    case when is_ratio then difference end as change_points,
    false as is_official
from compared
