{#- A build shows the builds that were recorded before it, and none that knew of a later moment than it does. -#}
with this_build as (

    select * from {{ ref('stg_this_build') }}

),

recorded as (

    select history.*
    from {{ ref('stg_quality_history') }} as history
    inner join this_build
        on history.build_number < this_build.build_number and history.as_of <= this_build.as_of

),

counted as (

    select
        this_build.build_number,
        this_build.build_id,
        this_build.as_of,
        'promoted' as outcome,
        cast(null as varchar) as stopped_by,
        measures.measure,
        measures.value
    from this_build
    cross join {{ ref('int_quality_measure') }} as measures

),

builds as (

    select * from recorded
    union all by name
    select * from counted

),

units as (

    select
        code as measure,
        -- The note of a measure begins with its unit.
        split_part(note, '；', 1) as unit,
        position
    from {{ ref('stg_codes') }}
    where vocabulary = 'quality_measure'

)

select
    builds.build_number,
    cast(units.position as integer) as measure_position,
    builds.build_id,
    builds.as_of,
    builds.outcome,
    builds.stopped_by,
    builds.measure,
    builds.value,
    units.unit
from builds
inner join units
    on builds.measure = units.measure
