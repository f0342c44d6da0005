"""What waits for somebody, as queries over the marts of a warehouse."""

from __future__ import annotations

QUARANTINED = """
    select submissions.submission_id, submissions.source_name, receipts.stated_agency, receipts.stated_region
    from marts.dim_submission as submissions
    left join (
        select
            submission_id,
            max_by(stated_agency, sequence) as stated_agency,
            max_by(stated_region, sequence) as stated_region
        from staging.stg_receipts
        group by submission_id
    ) as receipts
        on submissions.submission_id = receipts.submission_id
    where submissions.status = 'quarantined'
    order by submissions.source_name, submissions.submission_id
"""
SENT_FOR_ANOTHER = """
    select receipts.receipt_id, receipts.submission_id, receipts.source_name, receipts.reasons,
        receipts.stated_agency, receipts.stated_region,
        submissions.source_name as accepted_name, submissions.agency, submissions.region_name,
        submissions.region_code, submissions.report_year, submissions.kind,
        documents.receipt_id is not null as is_read
    from intermediate.int_receipt_known as receipts
    inner join marts.dim_submission as submissions
        on receipts.submission_id = submissions.submission_id
    left join (select distinct receipt_id from staging.stg_documents) as documents
        on receipts.receipt_id = documents.receipt_id
    where
        receipts.outcome = 'needs_review'
        and not receipts.is_withdrawn
        -- Never read, or read and put right by what came for its own region.
        and (
            documents.receipt_id is null
            or (submissions.status = 'accepted' and receipts.source_name != submissions.source_name)
        )
        -- What came under this name since has taken its place.
        and not exists (
            select later.receipt_id
            from intermediate.int_receipt_known as later
            where later.source_name = receipts.source_name and later.sequence > receipts.sequence
        )
    order by receipts.sequence
"""
OWED = """
    select coverage.region_code, coverage.year, coverage.kind, coverage.due_on, coverage.status,
        regions.name_zh as region_name, agencies.agency
    from marts.rpt_coverage as coverage
    left join marts.dim_region as regions
        on
            coverage.region_code = regions.region_code
            and coverage.year >= regions.valid_from_year
            and coverage.year <= coalesce(regions.valid_to_year, coverage.year)
    left join (
        select region_key, max_by(agency, (report_year, submission_id)) as agency
        from marts.dim_submission
        where agency is not null and status = 'accepted'
        group by region_key
    ) as agencies
        on coverage.region_key = agencies.region_key
    where list_contains(?, coverage.status)
    order by coverage.year desc, coverage.region_code, coverage.kind
"""
ITEMS = """
    select submission_id, source_name, agency, region_code, region_name, kind, report_year, subject,
        case when state = 'sent_back' then 'sent_back' else issue end as code,
        indicator_id, raw_text, finding, position
    from marts.rpt_review_item
    order by submission_id, code, position
"""
FINDINGS = """
    with in_queue as (
        select unnest(string_split(rule_ids, '+')) as rule_id, submission_id, region_code, year
        from marts.rpt_review_item
        where rule_ids is not null
    ),

    untold as (
        select findings.*
        from marts.rpt_reconciliation as findings
        anti join in_queue
            on findings.rule_id = in_queue.rule_id and findings.submission_id = in_queue.submission_id
        where findings.result = 'violated' and list_contains(?, findings.severity)
    )

    select findings.rule_id, findings.severity, findings.submission_id, findings.region_code, findings.year,
        coalesce(findings.message_zh, findings.figures) as finding, submissions.source_name,
        submissions.agency, regions.name_zh as region_name
    from untold as findings
    anti join in_queue
        on
            findings.rule_id = in_queue.rule_id
            and findings.region_code = in_queue.region_code
            and findings.year = in_queue.year
    left join marts.dim_submission as submissions
        on findings.submission_id = submissions.submission_id
    left join marts.dim_region as regions
        on
            findings.region_code = regions.region_code
            and findings.year >= regions.valid_from_year
            and findings.year <= coalesce(regions.valid_to_year, findings.year)
    order by findings.region_code, findings.year, findings.rule_id, findings.submission_id
"""
