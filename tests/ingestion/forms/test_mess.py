"""What goes wrong around the figures of submitted sheets, each fault by its name."""

# ruff: noqa: E501 - a drawn table keeps one line a row
from __future__ import annotations

from dataclasses import replace

import pytest
from drawn_grid import CITY, DICTIONARY, draw, facts, read
from licence_table import EXPECTED, HEADER, LICENCE, ROW

from ingestion.documents import Document
from ingestion.forms import recognise

HARMLESS = {
    "header_broken_by_line_feeds": LICENCE.replace("不予许可数量", "不予\\n许可\\n数量"),
    "header_with_inner_spaces": LICENCE.replace("受理数量", "受 理　数 量"),
    "header_with_unit_in_brackets": LICENCE.replace("申请数量", "申请数量（件）"),
    "header_with_half_width_brackets": LICENCE.replace("申请数量", "申请数量(宗)"),
    "columns_in_another_order": LICENCE.replace(
        HEADER, "许可数量 | 申请数量 | 受理数量 | 撤销许可数量 | 不予许可数量"
    ).replace(ROW, "330 | 341 | 338 | 1 | 6"),
    "column_number_row": LICENCE.replace(ROW, f"1 | 2 | 3 | 4 | 5\n{ROW}"),
    "blank_rows_and_columns": LICENCE.replace(HEADER, f"· | · | · | · | ·\n{HEADER}"),
    "text_numbers": LICENCE.replace("341", "'341").replace("338", "３３８"),
    "footnotes_glued": LICENCE.replace("330", "330①").replace("| 6", "| 6*"),
    "unit_in_the_cell": LICENCE.replace("341", "341件"),
    "unit_line_at_the_top_right": LICENCE.replace(HEADER, f"· | · | · | · | 单位：件\n{HEADER}"),
    "filler_in_below": f"{LICENCE}\n填表人：某某 | · | 填报日期：2024年1月9日 | · | ·",
    "remark_column": LICENCE.replace(HEADER, f"{HEADER} | 备注").replace(ROW, f"{ROW} | 含9月补录2件"),
    "annex_number_above": f"附件3\n{LICENCE}",
}


@pytest.mark.parametrize("fault", HARMLESS)
def test_harmless_mess_changes_no_figure(fault: str) -> None:
    reading = read(draw(HARMLESS[fault]))
    assert reading.problems == ()
    assert facts(reading) == EXPECTED


def test_stacked_tables_with_repeated_headers_are_split() -> None:
    last_year = LICENCE.replace("2023", "2022").replace("341", "300")
    reading = read(draw(f"{last_year}\n· | · | · | · | ·\n{LICENCE}"))
    assert facts(reading) == EXPECTED
    previous = [o for o in reading.observations if o.disposition == "reference"]
    assert {(o.period_year, o.period_type) for o in previous} == {(2022, "previous_year")}


def test_two_forms_in_one_sheet() -> None:
    penalty = "2023年度行政处罚实施情况统计表（虚构）\n警告 | 罚款 | 其他行政处罚 | 合计 | 罚没金额（元）\n2 | 3 | 0 | 5 | 900"
    values = facts(read(draw(f"{LICENCE}\n说明：无。\n{penalty}")))
    assert values == {
        **EXPECTED,
        "penalty_warning": 2,
        "penalty_fine": 3,
        "penalty_other_kinds": 0,
        "penalty_decisions": 5,
        "penalty_amount": 900,
    }


def test_a_hidden_sheet_is_passed_over_with_a_note() -> None:
    reading = read(draw(LICENCE, sheet="旧表", hidden=True), draw(LICENCE, sheet="表二"))
    assert facts(reading) == EXPECTED
    assert [(finding.code, finding.sheet) for finding in reading.findings] == [("hidden_sheet", "旧表")]
    assert reading.problems == ()


def test_a_hidden_column_is_not_read() -> None:
    table = draw(LICENCE)
    cells = tuple(replace(cell, hidden=True) if cell.column == 4 else cell for cell in table.cells)
    reading = read(replace(table, cells=cells))
    assert "lic_revoked" not in facts(reading)
    assert [finding.code for finding in reading.findings] == ["hidden_cells"]


def test_a_repeated_header_stops_the_sheet() -> None:
    reading = read(draw(LICENCE.replace("撤销许可数量", "许可总数")))
    assert facts(reading) == {}
    assert "重复" in reading.problems[0]


def test_figures_under_no_header_stop_the_sheet() -> None:
    reading = read(draw(LICENCE.replace(HEADER, f"{HEADER} | ·").replace(ROW, f"{ROW} | 7")))
    assert facts(reading) == {}
    assert "空表头" in reading.problems[0] and "F3" in reading.problems[0]


def test_subtotals_and_an_earlier_total_do_not_count() -> None:
    drawing = """
2023年度行政许可实施情况统计表（虚构）
单位名称 | 申请数量 | 受理数量 | 许可数量
局机关 | 10 | 9 | 8
望杉区 | 5 | 5 | 5
白榆县 | 4 | 4 | 3
县区小计 | 9 | 9 | 8
总 计 | 19 | 18 | 16
"""
    reading = read(draw(drawing), identity=CITY)
    found = sorted(
        (o.org_scope or "", o.value or 0)
        for o in reading.observations
        if o.disposition == "fact" and o.indicator_id == "lic_applications" and o.region_name is None
    )
    assert found == [("own", 10), ("region", 19)]


def test_an_unknown_table_is_counted_and_not_dropped() -> None:
    reading = read(draw("培训情况（虚构）\n班次 | 期数 | 人次\n业务班 | 3 | 120\n骨干班 | 2 | 64"))
    kept = [(o.raw_text, o.disposition, o.evidence) for o in reading.observations]
    assert ("120", "unmapped", "业务班｜人次：120") in kept and len(kept) == 4
    assert [finding.code for finding in reading.findings] == ["unknown_table"]
    assert recognise(Document(format="xlsx", tables=(draw(LICENCE),)), DICTIONARY) == "enforcement_annual"


def test_a_sheet_titled_like_a_form_without_its_header_asks_for_review() -> None:
    reading = read(draw("2023年度行政许可实施情况统计表（虚构）\n事项 | 笔数\n甲类 | 3\n乙类 | 2"))
    assert facts(reading) == {}
    assert "认不出它的表头" in reading.problems[0]


def test_bilingual_labels_are_read_by_their_chinese_part() -> None:
    drawing = LICENCE.replace("受理数量", "受理数量 Applications Accepted")
    assert facts(read(draw(drawing))) == EXPECTED


def test_a_row_of_units_under_the_header_is_no_data() -> None:
    drawing = "2023年度行政处罚实施情况统计表（虚构）\n警告 | 罚款 | 合计 | 罚没金额\n宗 | 宗 | 宗 | 万元\n2 | 3 | 5 | 1.5"
    reading = read(draw(drawing))
    assert reading.problems == ()
    assert facts(reading)["penalty_amount"] == 15000


def test_a_row_of_years_under_groups_is_still_a_header() -> None:
    drawing = "2023年度行政许可实施情况统计表（虚构）\n受理数量 | < | 许可数量 | <\n2022 | 2023 | 2022 | 2023\n7 | 8 | 5 | 6"
    assert facts(read(draw(drawing))) == {"lic_accepted": 8, "lic_granted": 6}


def test_a_table_of_strangers_names_a_few_of_them() -> None:
    rows = "".join(f"\n某单位{n} | 3 | 2" for n in range(100, 140))
    reading = read(draw(f"2023年度行政许可实施情况统计表（虚构）\n单位名称 | 受理数量 | 许可数量{rows}"))
    (problem,) = reading.problems
    assert "某单位107等" in problem and "某单位108" not in problem
