{#- Written by `python -m catalog.dbt_models`; change the catalogue, not this file. -#}
with figures as (

    select
        region_key,
        region_code,
        year,
        org_scope,
        indicator_id,
        case when held_back_reason is null then value end as value
    from {{ ref('fct_indicator_year') }}
    where
        {{ touched_only('region_key') }}
        and indicator_id in (
            'pub_events',
            'pub_materials',
            'pub_consultations',
            'pub_banners',
            'pub_posters',
            'pub_lectures',
            'pub_enterprise_issues_solved',
            'pub_participants',
            'media_reports',
            'media_reports_central',
            'media_reports_provincial',
            'pub_press_conferences',
            'new_media_posts',
            'law_study_leadership',
            'law_study_all_staff',
            'law_lectures_internal',
            'law_training_sessions',
            'law_training_participants',
            'law_exam_participation_rate',
            'law_exam_pass_rate',
            'leadership_meetings_rule_of_law'
        )

)

select
    region_key,
    region_code,
    year,
    org_scope,
    max(value) filter (where indicator_id = 'pub_events') as pub_events,
    max(value) filter (where indicator_id = 'pub_materials') as pub_materials,
    max(value) filter (where indicator_id = 'pub_consultations') as pub_consultations,
    max(value) filter (where indicator_id = 'pub_banners') as pub_banners,
    max(value) filter (where indicator_id = 'pub_posters') as pub_posters,
    max(value) filter (where indicator_id = 'pub_lectures') as pub_lectures,
    max(value) filter (where indicator_id = 'pub_enterprise_issues_solved') as pub_enterprise_issues_solved,
    max(value) filter (where indicator_id = 'pub_participants') as pub_participants,
    max(value) filter (where indicator_id = 'media_reports') as media_reports,
    max(value) filter (where indicator_id = 'media_reports_central') as media_reports_central,
    max(value) filter (where indicator_id = 'media_reports_provincial') as media_reports_provincial,
    max(value) filter (where indicator_id = 'pub_press_conferences') as pub_press_conferences,
    max(value) filter (where indicator_id = 'new_media_posts') as new_media_posts,
    max(value) filter (where indicator_id = 'law_study_leadership') as law_study_leadership,
    max(value) filter (where indicator_id = 'law_study_all_staff') as law_study_all_staff,
    max(value) filter (where indicator_id = 'law_lectures_internal') as law_lectures_internal,
    max(value) filter (where indicator_id = 'law_training_sessions') as law_training_sessions,
    max(value) filter (where indicator_id = 'law_training_participants') as law_training_participants,
    max(value) filter (where indicator_id = 'law_exam_participation_rate') as law_exam_participation_rate_pct,
    max(value) filter (where indicator_id = 'law_exam_pass_rate') as law_exam_pass_rate_pct,
    max(value) filter (where indicator_id = 'leadership_meetings_rule_of_law') as leadership_meetings_rule_of_law
from figures
group by
    region_key,
    region_code,
    year,
    org_scope
