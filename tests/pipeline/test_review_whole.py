"""From the queue to the figure in force: exported, answered, applied, built; the past stays as it was."""

from __future__ import annotations

import pytest
from homes import RunHome

FIGURE = (
    "select value, printed_value, held_back_reason, review_verdict from marts.fct_indicator_year"
    " where region_code = '990102' and year = 2023 and indicator_id = ?"
)
OF_MASKED = (
    "select status, region_code from marts.dim_submission"
    " where source_name like '某区%' and report_year = 2022"
)
OPEN = "select issue, state from marts.rpt_review_item order by position"


@pytest.mark.slow
def test_a_decision_changes_the_figure_in_force(sample_home: RunHome, amended_home: RunHome) -> None:
    assert sample_home.rows(FIGURE, "arb_closed_by_mediation") == [(126, 126, "contradicted:C02+C05", None)]
    assert sample_home.rows(OF_MASKED) == [("needs_review", None)]
    waiting = sample_home.rows(OPEN)
    assert waiting[0] == ("unresolved_region", "open")

    assert amended_home.exit_code == 0, amended_home.output
    assert amended_home.rows(FIGURE, "arb_closed_by_mediation") == [(16, 126, None, "replace_value")]
    assert amended_home.rows(FIGURE, "arb_cases_accepted") == [(58, 58, None, None)]
    assert amended_home.rows(OF_MASKED) == [("accepted", "990202")]
    left = amended_home.rows(OPEN)
    assert ("undecided", "sent_back") in left
    assert {issue for issue, _ in left} <= {issue for issue, _ in waiting} - {
        "unresolved_region",
        "contradicted",
    }


@pytest.mark.slow
def test_before_a_decision_the_past_stays_as_it_was(sample_home: RunHome, amended_past_home: RunHome) -> None:
    assert amended_past_home.exit_code == 0, amended_past_home.output
    held_back = [(126, 126, "contradicted:C02+C05", None)]
    assert amended_past_home.rows(FIGURE, "arb_closed_by_mediation") == held_back
    assert amended_past_home.rows(OF_MASKED) == [("needs_review", None)]
    assert amended_past_home.rows(OPEN) == sample_home.rows(OPEN)
