with beside as (
    select
        *,
        coalesce(reading_id in (select reading_id from texts), false) as has_kept_text
    from observations
)

select
    *,
    coalesce(reading_id in (select reading_id from documents), false) as has_reading,
    -- A span of text needs both ends; a cell is a place by itself.
    case
        when start is not null and "end" is not null then true
        else cell is not null and start is null and "end" is null
    end as has_place,
    "end" - start as span_length,
    -- Sentences are most of what there is to read: what is asked of those of facts is asked here.
    if(disposition = 'fact', strlen(evidence), null) as evidence_length,
    -- In running text the number is the very text of its span, and its sentence shows it. The text of a cell
    -- may be a span of a table that is laid out otherwise.
    if(start is not null and cell is null, length(raw_text) = "end" - start, null) as span_fits,
    if(start is not null and cell is null, contains(evidence, raw_text), null) as is_shown,
    -- Batches of earlier versions did not keep the texts.
    if(start is not null, has_kept_text, null) as has_text,
    if(
        start is not null and has_kept_text,
        coalesce(observation_id, '') not in (select observation_id from misplaced),
        null
    ) as is_in_text,
    value_high - value_low as bounds_width,
    coalesce(isfinite(value), true)
    and coalesce(isfinite(value_low), true)
    and coalesce(isfinite(value_high), true) as is_finite
from beside
