"""What the bureaus of an invented city sent over three years, made so that every rule has its case.

``hill`` (青岚县) got another code in 2023, ``lake`` is 白榆县, ``basin`` (石萤县) lost a part of its
territory in 2024.
"""

from __future__ import annotations

from candidate_warehouse import Inputs, Submission, county, decision, figure, receipt

HILL_UNTIL_2022, HILL, LAKE, BASIN = "990121", "990104", "990122", "990221"

HILL_2022 = Submission(
    name="hill_2022",
    region=HILL_UNTIL_2022,
    year=2022,
    received="2023-02-01",
    figures=(
        figure("arb_cases_accepted", 100),
        figure("arb_cases_closed", 105, qualifier="at_least", value_low=105),
        figure("arb_closure_rate", 80.1, unit="%"),
        figure("arb_cases_pending_end", 6, period_type="point_in_time"),
        figure("pub_events", 40, org_scope="region"),
        figure("pub_materials", 3000),
        figure("penalty_warning", 30),
        figure("med_cases_handled_org", 90, period_type="ytd"),
        figure("wage_clues_received", 55),
    ),
)
HILL_2023 = Submission(
    name="hill_2023",
    region=HILL,
    year=2023,
    received="2024-02-01",
    figures=(
        figure("arb_cases_accepted", 112),
        figure("arb_cases_closed", 110),
        figure("arb_closure_rate", 82.64, unit="%"),
        figure("arb_cases_pending_end", 8, period_type="point_in_time"),
        figure("pub_events", 44, org_scope="own"),
        figure("pub_events", 12, period_type="event", event_label="宣传月"),
        figure("pub_materials", 3500, qualifier="at_least", value_low=3500),
        figure("penalty_warning", 33),
        figure("med_cases_handled_org", 95),
        figure("wage_clues_received", 56),
        figure("arb_applications_received", 757, disposition="reference"),
        figure("arb_cases_accepted", 101, period_type="other_reference_year", period_year=2022),
    ),
)
HILL_2023_AGAIN = Submission(
    name="hill_2023_again",
    region=HILL,
    year=2023,
    received="2024-04-01",
    replaces="hill_2023.docx",
    figures=(figure("arb_cases_accepted", 113), figure("wage_clues_received", None, value_status="blank")),
)
HILL_FORM_2023 = Submission(
    name="hill_form_2023",
    region=HILL,
    year=2023,
    kind="dispute_form",
    received="2024-01-20",
    figures=(
        figure("arb_cases_closed", 111, start=None, end=None, sheet="表", cell="C5"),
        figure("arb_closed_by_award", 0, start=None, end=None, sheet="表", cell="D5"),
        figure("arb_closed_by_mediation", None, value_status="blank", start=None, end=None, cell="E5"),
        figure("arb_closed_by_other", 0, value_status="nil_return", start=None, end=None, cell="F5"),
        figure("arb_cases_collective", None, value_status="not_applicable", start=None, end=None, cell="G5"),
    ),
)
LAKE_2023 = Submission(
    name="lake_2023",
    region=LAKE,
    received="2024-03-01T20:00:00",
    figures=(
        figure("arb_cases_accepted", 67),
        figure("arb_cases_closed", 175),
        figure("arb_cases_closed", 15),
        figure("pub_events", 20),
        figure("pub_events", 20),
        figure("svc_satisfaction", 99.5, unit="%", assertion="claimed"),
        # What a reviewer decided about these stands below.
        figure("wage_clues_received", 175),
        figure("review_docs", 30, assertion="claimed"),
        figure("doc_issued", 4, disposition="undecided"),
        figure("lit_cases_total", 61),
        figure("head_appearances", 3),
    ),
)
BASIN_2023 = Submission(name="basin_2023", region=BASIN, figures=(figure("arb_cases_accepted", 50),))
BASIN_2024 = Submission(
    name="basin_2024",
    region=BASIN,
    year=2024,
    received="2025-02-01",
    figures=(figure("arb_cases_accepted", 40),),
)
BASIN_2022 = Submission(
    name="basin_2022",
    region=BASIN,
    year=2022,
    received="2023-02-20",
    status="needs_review",
    figures=(figure("arb_cases_accepted", 45),),
)
MASKED = Submission(
    name="masked",
    region=None,
    status="needs_review",
    received="2024-02-10",
    figures=(figure("arb_cases_accepted", 9),),
)
UNASSIGNED = Submission(
    name="assigned_later",
    region=None,
    year=2022,
    status="needs_review",
    received="2023-03-05",
    figures=(figure("arb_cases_accepted", 70),),
)
ASSIGNED = Submission(
    name="assigned_later",
    reading="assigned_later#2",
    region=LAKE,
    year=2022,
    received="2024-05-01",
    figures=(figure("arb_cases_accepted", 70),),
)
# A workbook in which every bureau has a sheet of its own; nobody in particular sent it.
TOGETHER = Submission(
    name="together",
    region=None,
    level=None,
    kind="inspection_form",
    received="2024-01-25",
    figures=(
        figure("ins_cases_filed", 12, region_code=LAKE, sheet="白榆县"),
        figure("ins_cases_filed", 7, region_code=BASIN, sheet="石萤县"),
    ),
)
WITHDRAWN = Submission(
    name="withdrawn",
    region=LAKE,
    year=2024,
    received="2025-01-10",
    figures=(figure("arb_cases_accepted", 1),),
)
BROKEN = Submission(name="broken", region=None, year=None, status="quarantined", received="2024-02-11")

DECISIONS = (
    decision("lake_2023#1/6", "replace_value", value=15.0, expects_value=175.0, confirmed_by="李审核"),
    decision("lake_2023#1/7", "confirm", expects_value=30.0),
    decision("lake_2023#1/8", "confirm", expects_value=4.0),
    decision("lake_2023#1/9", "reassign", org_scope="region"),
    decision("lake_2023#1/10", "no_figure"),
)

EVERYTHING = Inputs(
    decisions=DECISIONS,
    submissions=(
        *(
            HILL_2022,
            HILL_2023,
            HILL_2023_AGAIN,
            HILL_FORM_2023,
            LAKE_2023,
            BASIN_2022,
            BASIN_2023,
            BASIN_2024,
        ),
        *(MASKED, UNASSIGNED, ASSIGNED, TOGETHER, WITHDRAWN, BROKEN),
    ),
    further_receipts=(
        receipt("withdrawn", "2025-01-20", "withdrawn", 90, "receipt-withdrawal"),
        receipt("hill_2022", "2023-02-02", "duplicate", 91, "receipt-duplicate"),
    ),
    regions=(
        county("hill", HILL_UNTIL_2022, 2009, 2022),
        county("hill", HILL, 2023),
        county("lake", LAKE, 2009),
        county("basin", BASIN, 2009),
    ),
    region_changes=(
        {
            "change_id": "2024-001",
            "year": 2024,
            "change_type": "split",
            "from_code": BASIN,
            "from_key": "basin",
            "comparable": False,
            "note": "虚构",
            "source": "虚构",
        },
        {
            "change_id": "2023-001",
            "year": 2023,
            "change_type": "recode",
            "from_code": HILL_UNTIL_2022,
            "from_key": "hill",
            "to_code": HILL,
            "to_key": "hill",
            "comparable": True,
            "note": "虚构",
            "source": "虚构",
        },
    ),
    definition_breaks=({"indicator_id": "penalty_warning", "year": 2023, "note": "虚构", "source": "虚构"},),
    results=(
        {
            "rule_id": "C02",
            "severity": "error",
            "result": "violated",
            "subject": "submission",
            "submission_id": "lake_2023",
            "region_code": LAKE,
            "year": 2023,
            "figures": "67 ≠ 175",
            "message_zh": "虚构",
        },
        {
            "rule_id": "C02",
            "severity": "error",
            "result": "not_testable",
            "subject": "submission",
            "submission_id": "masked",
            "year": 2023,
            "message_zh": "虚构",
        },
    ),
    holds=(
        {"observation_id": "lake_2023#1/0", "rule_id": "C05", "severity": "error", "reason": "虚构"},
        {"observation_id": "lake_2023#1/0", "rule_id": "C02", "severity": "error", "reason": "虚构"},
        {"observation_id": "lake_2023#1/4", "rule_id": "C02", "severity": "error", "reason": "虚构"},
    ),
)
