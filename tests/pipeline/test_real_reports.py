"""The five real reports through the whole pipeline; skipped where they are not beside the checkout."""

from __future__ import annotations

import pytest
from homes import RunHome, nianjian
from real_reports import ASSIGNED, CONTRADICTORY

pytestmark = pytest.mark.slow

PRINTED = {
    "arb_cases_accepted": 67,
    "arb_closed_by_mediation": 175,
    "arb_closed_by_award": 46,
    "arb_cases_pending_end": 6,
}


def test_three_reports_are_accepted_with_their_regions_and_two_masked_ones_are_in_review(
    corpus_home: RunHome,
) -> None:
    assert corpus_home.exit_code == 0, corpus_home.output
    found = corpus_home.rows(
        "select left(source_name, 3), status, region_code, region_within, report_year "
        "from marts.dim_submission order by source_name"
    )
    assert found == [
        ("000", "needs_review", None, None, 2022),
        ("001", "accepted", "500231", None, 2024),
        ("002", "accepted", "330102", None, 2023),
        ("003", "accepted", "420000", None, 2024),
        ("004", "needs_review", None, "520000", 2023),
    ]


def test_nothing_of_a_masked_report_stands_under_a_region(corpus_home: RunHome) -> None:
    regions = corpus_home.rows("select distinct region_code from marts.fct_observation order by 1")
    assert {code for (code,) in regions} <= {"330102", "420000", "500231"}
    reconciled = corpus_home.rows(
        "select count(*) from marts.rpt_reconciliation where region_code is null and result = 'violated'"
    )
    assert reconciled[0][0] >= 4


def test_the_report_without_figures_is_loaded_without_error(corpus_home: RunHome) -> None:
    """Its only statements are claims in words; nothing of it can be published."""
    published = corpus_home.rows(
        "select count(*) from marts.fct_indicator_year "
        "where region_code = '330102' and held_back_reason is null and value_status = 'value'"
    )
    submissions = corpus_home.rows(
        "select count(*) from marts.dim_submission where region_code = '330102' and status = 'accepted'"
    )
    assert submissions == [(1,)]
    assert published[0][0] <= 1


def test_the_contradiction_is_flagged_by_name(corpus_home: RunHome) -> None:
    violated = corpus_home.rows(
        "select rule_id, severity, figures, hint from marts.rpt_reconciliation as r "
        "inner join marts.dim_submission as s using (submission_id) "
        "where s.source_name = ? and r.result = 'violated' order by rule_id",
        CONTRADICTORY,
    )
    assert {"C02", "C05", "C08", "C11"} <= {rule for rule, *_ in violated}
    figures = {rule: text for rule, _, text, _ in violated}
    assert all(number in figures["C02"] for number in ("67", "175", "46", "6"))


def test_no_other_report_violates_a_rule_at_error_level(corpus_home: RunHome) -> None:
    violated = corpus_home.rows(
        "select s.source_name, r.rule_id, r.figures from marts.rpt_reconciliation as r "
        "inner join marts.dim_submission as s using (submission_id) "
        "where r.result = 'violated' and r.severity = 'error' and s.source_name != ?",
        CONTRADICTORY,
    )
    assert violated == []


def test_scopes_of_one_province_report_stand_apart(corpus_home: RunHome) -> None:
    found = corpus_home.rows(
        "select indicator_id, org_scope, value from marts.fct_indicator_year where region_code = '420000' "
        "and indicator_id in ('lit_cases_total', 'disputes_handled_total') order by 1"
    )
    assert found == [("disputes_handled_total", "region", 125000.0), ("lit_cases_total", "own", 61.0)]


def test_explain_prints_the_chain_down_to_the_clause_and_the_hash(corpus_home: RunHome) -> None:
    exit_code, output = nianjian(corpus_home.root, "explain", "500231", "2024", "lit_cases_total")
    assert exit_code == 0
    submission = corpus_home.rows(
        "select submission_id from marts.dim_submission where region_code = '500231'"
    )
    assert submission[0][0] in output
    for words in ("40 件", "行政应诉案件40件", "字符", "001_c30feefd34bfda15.txt"):
        assert words in output


def test_with_a_region_assigned_the_contradictory_figures_load_as_printed_and_are_held_back(
    corpus_home: RunHome, assigned_home: RunHome
) -> None:
    ((submission,),) = corpus_home.rows(
        "select submission_id from marts.dim_submission where source_name = ?", CONTRADICTORY
    )
    loaded = "select count(*) from marts.fct_observation where submission_id = ?"
    assert corpus_home.rows(loaded, submission) == [(0,)]
    # The samples hold one file that cannot be read.
    assert assigned_home.exit_code == 3, assigned_home.output
    region = ASSIGNED[CONTRADICTORY]
    figures = assigned_home.rows(
        "select indicator_id, value, held_back_reason from marts.fct_indicator_year "
        "where region_code = ? and year = 2022",
        region,
    )
    held = {indicator: (value, reason) for indicator, value, reason in figures if indicator in PRINTED}
    assert {indicator: value for indicator, (value, _) in held.items()} == PRINTED
    assert all(reason and reason.startswith("contradicted:") for _, reason in held.values())
    compared = assigned_home.rows(
        "select indicator_id, value, refusal_reason from marts.cmp_year_over_year "
        "where region_code = ? and year = 2022",
        region,
    )
    shown = {indicator: (value, reason) for indicator, value, reason in compared if indicator in PRINTED}
    assert set(shown) == set(PRINTED)
    assert all(
        value is None and reason.startswith("held_back:contradicted:") for value, reason in shown.values()
    )
    published = assigned_home.root / "publications" / "2022" / "latest" / "index.html"
    assert "勾稽关系不符" in published.read_text(encoding="utf-8")
