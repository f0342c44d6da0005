with recursive readings as (

    select
        submission_id,
        received_at,
        sequence,
        replaces,
        regexp_extract(source_name, '[^/\\]*$') as file_name
    from {{ ref('int_reading_in_force') }}

),

-- A manifest names what a submission replaces by its SHA-256 or by its file name. Of several files of that name the
-- last one received before it is meant.
named as (

    select
        later.submission_id,
        earlier.submission_id as replaced_submission_id,
        earlier.received_at,
        earlier.sequence
    from readings as later
    inner join readings as earlier
        on later.replaces = earlier.submission_id
    where later.submission_id != earlier.submission_id and later.received_at >= earlier.received_at

    union all

    select
        later.submission_id,
        earlier.submission_id as replaced_submission_id,
        earlier.received_at,
        earlier.sequence
    from readings as later
    inner join readings as earlier
        on later.replaces = earlier.file_name
    where later.submission_id != earlier.submission_id and later.received_at >= earlier.received_at

),

links as (

    select
        submission_id,
        max_by(replaced_submission_id, (received_at, sequence)) as replaced_submission_id
    from named
    group by submission_id

),

ancestors as (

    select
        submission_id,
        replaced_submission_id as ancestor_id,
        1 as depth
    from links

    union all

    -- Two submissions that name each other would go round for ever.
    select
        ancestors.submission_id,
        links.replaced_submission_id as ancestor_id,
        ancestors.depth + 1 as depth
    from ancestors
    inner join links
        on ancestors.ancestor_id = links.submission_id
    where ancestors.depth < 20

),

chains as (

    select
        ancestors.submission_id,
        max(ancestors.depth) as replacement_depth
    from ancestors
    group by ancestors.submission_id

)

select
    links.submission_id,
    links.replaced_submission_id,
    chains.replacement_depth
from links
inner join chains
    on links.submission_id = chains.submission_id
