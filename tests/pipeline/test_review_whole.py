"""From the queue to the figure in force: exported, answered, applied, built; the past stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from homes import RunHome, nianjian
from openpyxl import load_workbook
from review_home import fill

from pipeline.review.form import FIGURES, SUBMISSIONS

WHO = {"理由": "已与报送单位核实", "审核人": "赵甲"}
FIGURE = (
    "select value, printed_value, held_back_reason, review_verdict from marts.fct_indicator_year"
    " where region_code = '990102' and year = 2023 and indicator_id = ?"
)
OF_MASKED = (
    "select status, region_code from marts.dim_submission"
    " where source_name like '某区%' and report_year = 2022"
)
OPEN = "select issue, state from marts.rpt_review_item order by position"


def row_of(path: Path, sheet: str, **cells: str) -> int:
    """The row of the workbook that shows these texts."""
    table = load_workbook(path)[sheet]
    headings = [cell.value for cell in table[2]]
    for number, row in enumerate(table.iter_rows(min_row=3, values_only=True), start=3):
        shown = dict(zip(headings, row, strict=True))
        if all(shown[heading] == text for heading, text in cells.items()):
            return number
    raise AssertionError(f"no row shows {cells}")


@pytest.mark.slow
def test_a_decision_changes_the_figure_in_force_from_its_moment_on(own_home: RunHome, tmp_path: Path) -> None:
    path, home = tmp_path / "审核.xlsx", own_home.root
    assert own_home.rows(FIGURE, "arb_closed_by_mediation") == [(126, 126, "contradicted:C02+C05", None)]
    assert own_home.rows(OF_MASKED) == [("needs_review", None)]
    waiting = own_home.rows(OPEN)
    assert waiting[0] == ("unresolved_region", "open")
    last_receipt = own_home.rows("select max(received_at) from staging.stg_receipts")[0][0]

    assert nianjian(home, "review", "export", path)[0] == 0
    wrong = row_of(path, FIGURES.name, 地区="望杉区", 数值="126")
    fill(path, FIGURES.name, wrong, **WHO, 处理意见="更正数值", 更正后数值=16, 复核人="钱乙")
    masked = row_of(path, SUBMISSIONS.name, 待审原因="地区不明")
    fill(path, SUBMISSIONS.name, masked, **WHO, 处理意见="指定地区", 指定地区="990202")
    doubtful = row_of(path, FIGURES.name, 待审原因="读取不确定")
    fill(path, FIGURES.name, doubtful, **WHO, 处理意见="退回修改")
    code, output = nianjian(home, "review", "apply", path)
    assert code == 0, output
    code, output = nianjian(home, "build")
    assert code == 0, output

    assert own_home.rows(FIGURE, "arb_closed_by_mediation") == [(16, 126, None, "replace_value")]
    assert own_home.rows(FIGURE, "arb_cases_accepted") == [(58, 58, None, None)]
    assert own_home.rows(OF_MASKED) == [("accepted", "990202")]
    left = own_home.rows(OPEN)
    assert ("undecided", "sent_back") in left
    assert {issue for issue, _ in left} <= {issue for issue, _ in waiting} - {
        "unresolved_region",
        "contradicted",
    }

    assert nianjian(home, "build", "--as-of", f"{last_receipt.isoformat()}+00:00")[0] == 0
    assert own_home.rows(FIGURE, "arb_closed_by_mediation") == [(126, 126, "contradicted:C02+C05", None)]
    assert own_home.rows(OF_MASKED) == [("needs_review", None)]
    assert own_home.rows(OPEN) == waiting
