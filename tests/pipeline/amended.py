"""A home to which everything happens that calls for a new build: a review, two withdrawals, a roster."""

from __future__ import annotations

import json
from pathlib import Path

from homes import SAMPLES, RunHome, nianjian
from openpyxl import load_workbook
from review_home import fill

from pipeline.review.form import FIGURES, SUBMISSIONS

ROSTER = SAMPLES.parent / "roster.csv"
WHO = {"理由": "已与报送单位核实", "审核人": "赵甲"}
OF_A_YEAR_AGO = "source_name like '%石萤县%' and status = 'accepted'"
CORRECTION = "region_code = '990121' and kind = 'correction'"


def submission(home: RunHome, where: str) -> str:
    """The only submission of a home of which this is true."""
    ((found,),) = home.rows(f"select submission_id from marts.dim_submission where {where}")
    return str(found)


def amend(home: RunHome, folder: Path) -> tuple[int, str]:
    """Let it all happen and build; the exit code of the build and what it printed."""
    review(home, folder / "审核.xlsx")
    for where, reason in ((OF_A_YEAR_AGO, "数据有误"), (CORRECTION, "更正有误")):
        done(home, "withdraw", submission(home, where), "--reason", reason)
    (home.root / "roster.csv").write_bytes(ROSTER.read_bytes())
    return nianjian(home.root, "build")


def review(home: RunHome, path: Path) -> None:
    """Correct a figure, give a report its region, and send a doubtful figure back."""
    done(home, "review", "export", path)
    wrong = row_of(path, FIGURES.name, 地区="望杉区", 数值="126")
    fill(path, FIGURES.name, wrong, **WHO, 处理意见="更正数值", 更正后数值=16, 复核人="钱乙")
    masked = row_of(path, SUBMISSIONS.name, 待审原因="地区不明")
    fill(path, SUBMISSIONS.name, masked, **WHO, 处理意见="指定地区", 指定地区="990202")
    doubtful = row_of(path, FIGURES.name, 待审原因="读取不确定")
    fill(path, FIGURES.name, doubtful, **WHO, 处理意见="退回修改")
    done(home, "review", "apply", path)


def row_of(path: Path, sheet: str, **cells: str) -> int:
    """The row of the workbook that shows these texts."""
    table = load_workbook(path)[sheet]
    headings = [cell.value for cell in table[2]]
    for number, row in enumerate(table.iter_rows(min_row=3, values_only=True), start=3):
        shown = dict(zip(headings, row, strict=True))
        if all(shown[heading] == text for heading, text in cells.items()):
            return number
    raise AssertionError(f"no row shows {json.dumps(cells, ensure_ascii=False)}")


def done(home: RunHome, *arguments: str | Path) -> None:
    """Run a command that must succeed."""
    code, output = nianjian(home.root, *arguments)
    assert code == 0, output
