"""A correction in the form of a table: only what it puts right is new, and nothing in it is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drawn_grid import COUNTY
from workbooks import book, codes, read_book, values, with_disposition

CORRECTION = replace(COUNTY, kind="correction")
TITLE = "青岚县人力资源和社会保障局2023年劳动人事争议处理情况统计表更正（虚构）"
BY_ROWS = "类别 | 立案受理 | 审结\n更正前 | 70 | 60\n更正后 | 72 | 60"
BY_COLUMNS = "项目 | 更正前 | 更正后\n当期案件受理数 | 70件 | 72件\n结案数 | 60件 | 60件"
SIDE_BY_SIDE = (
    "单位名称 | 更正前立案受理 | 更正后立案受理 | 更正前审结 | 更正后审结\n青岚县 | 70 | 72 | 60 | 60"
)


@pytest.mark.parametrize("drawing", [BY_ROWS, BY_COLUMNS, SIDE_BY_SIDE])
def test_only_the_figure_put_right_is_new(drawing: str) -> None:
    reading = read_book(book({"更正": f"{TITLE}\n{drawing}"}), CORRECTION)
    assert values(reading) == {"arb_cases_accepted": 72}
    quoted = [(o.indicator_id, o.value) for o in with_disposition(reading, "reference")]
    assert sorted(quoted) == [("arb_cases_accepted", 70), ("arb_cases_closed", 60), ("arb_cases_closed", 60)]


def test_a_correction_whose_header_nobody_knows_is_not_passed_over() -> None:
    drawing = "更正说明（虚构）\n栏目甲 | 更正前 | 更正后\n虚构事项 | 3 | 4\n另一事项 | 5 | 6"
    reading = read_book(book({"更正": drawing}), CORRECTION)
    assert codes(reading) == ["unknown_header"]
    assert reading.problems
