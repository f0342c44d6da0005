"""What goes wrong in submitted sheets, each fault by its name."""

# ruff: noqa: E501 - a drawn table keeps one line a row
from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import pytest
from drawn_grid import CITY, COUNTY, DICTIONARY, draw, fact, facts, read
from workbooks import book, read_book

from ingestion.documents import Block, Cell, Document, Table
from ingestion.forms import down, read_forms, recognise

HEADER = "申请数量 | 受理数量 | 许可数量 | 不予许可数量 | 撤销许可数量"
ROW = "341 | 338 | 330 | 6 | 1"
LICENCE = f"2023年度行政许可实施情况统计表（虚构）\n{HEADER}\n{ROW}"
EXPECTED = {
    "lic_applications": 341,
    "lic_accepted": 338,
    "lic_granted": 330,
    "lic_denied": 6,
    "lic_revoked": 1,
}

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


def test_a_plan_table_yields_nothing_but_targets() -> None:
    reading = read(draw(LICENCE.replace("行政许可实施情况统计表", "行政许可工作计划表")))
    assert {o.disposition for o in reading.observations} == {"target", "date"}
    assert [o.raw_text for o in reading.observations if o.disposition == "target"] == ROW.split(" | ")
    assert [finding.code for finding in reading.findings] == ["plan_table"]


def test_lost_merges_of_a_csv_file_are_made_good() -> None:
    drawn = draw(f"行政许可实施数量（宗） | · | · | · | ·\n{HEADER}\n{ROW}", sheet=None)
    assert not any(cell.column_span > 1 or cell.row_span > 1 for cell in drawn.cells)
    reading = read(drawn)
    assert facts(reading) == EXPECTED
    assert fact(reading, "lic_denied").evidence == "行政许可实施数量（宗）｜不予许可数量：6"


def test_ticks_stand_for_no_number() -> None:
    reading = read(draw(LICENCE.replace("| 6 |", "| √ |")))
    assert "lic_denied" not in facts(reading)
    assert [finding.code for finding in reading.findings] == ["doubtful_cell"]


def test_marks_in_cells_keep_their_status_without_a_value() -> None:
    reading = read(draw(LICENCE.replace(ROW, "341 | 338 | *** | / | 无")))
    found = {
        o.indicator_id: (o.value, o.value_status) for o in reading.observations if o.disposition == "fact"
    }
    assert found == {
        "lic_applications": (341.0, "value"),
        "lic_accepted": (338.0, "value"),
        "lic_granted": (None, "masked"),
        "lic_denied": (None, "not_applicable"),
        "lic_revoked": (None, "nil_return"),
    }


def test_money_without_a_unit_is_undecided() -> None:
    reading = read(
        draw("2023年度行政处罚实施情况统计表（虚构）\n警告 | 罚款 | 合计 | 罚没金额\n2 | 3 | 5 | 4.1")
    )
    assert "penalty_amount" not in facts(reading)
    (amount,) = [o for o in reading.observations if o.indicator_id == "penalty_amount"]
    assert amount.disposition == "undecided" and "金额单位" in reading.problems[0]


def test_the_unit_line_above_gives_money_its_unit() -> None:
    drawing = "2023年度行政处罚实施情况统计表（虚构）\n· | · | · | 单位：件、万元\n警告 | 罚款 | 合计 | 罚没金额\n2 | 3 | 5 | 4.1"
    assert facts(read(draw(drawing)))["penalty_amount"] == 41000


def test_a_hedged_amount_in_a_cell_is_a_lower_bound() -> None:
    drawing = (
        "2023年度行政处罚实施情况统计表（虚构）\n警告 | 罚款 | 合计 | 罚没金额（元）\n2 | 3 | 5 | 2900余万元"
    )
    amount = fact(read(draw(drawing)), "penalty_amount")
    assert (amount.value, amount.value_low, amount.value_high) == (29000000, 29000000, None)
    assert amount.qualifier == "at_least"


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


def _text_with_table(before: str, drawing: str) -> Document:
    """A text document with one table in it, as the readers give it: cells separated by tabs."""
    drawn = draw(drawing, sheet=None)
    text = f"{before}\n"
    start, cells = len(text), []
    for row in range(drawn.row_count):
        parts = []
        for cell in (c for c in drawn.cells if c.row == row):
            at = len(text) + sum(len(part) + 1 for part in parts)
            cells.append(replace(cell, start=at, end=at + len(cell.text)))
            parts.append(cell.text)
        text += "\t".join(parts) + "\n"
    table = Table(
        cells=tuple(cells),
        row_count=drawn.row_count,
        column_count=drawn.column_count,
        start=start,
        end=len(text) - 1,
    )
    blocks = (Block("paragraph", 0, len(before)), Block("table", start, len(text) - 1))
    return Document(format="docx", text=text, blocks=blocks, tables=(table,))


def test_a_table_in_a_text_has_offsets_that_read_back() -> None:
    document = _text_with_table("2023年度行政许可实施情况统计表（虚构）", f"{HEADER}\n{ROW}")
    reading = read_forms(document, COUNTY, DICTIONARY)
    assert facts(reading) == EXPECTED
    assert reading.claimed_spans == ((document.tables[0].start, document.tables[0].end),)
    placed = [o for o in reading.observations if o.start is not None and o.end is not None]
    assert len(placed) == len(reading.observations) == 5
    assert all(document.text[o.start : o.end] == o.raw_text for o in placed)


def test_a_derived_sum_in_a_text_spans_its_cells() -> None:
    document = _text_with_table(
        "2023年度行政处罚实施情况统计表（虚构）",
        "警告 | 罚款 | 吊销许可证、执照 | 其他行政处罚 | 合计 | 罚没金额（元）\n2 | 3 | 1 | 4 | 10 | 800",
    )
    derived = fact(read_forms(document, COUNTY, DICTIONARY), "penalty_other_kinds")
    assert (derived.value, derived.cell, derived.raw_text) == (5, "C2:D2", "1\t4")
    assert document.text[derived.start : derived.end] == "1\t4"


def test_a_form_in_the_annex_of_a_report_does_not_make_the_report_a_form() -> None:
    prose = "本局认真推进法治政府建设。" * 60
    report = _text_with_table(prose, f"{HEADER}\n{ROW}")
    assert recognise(report, DICTIONARY) is None
    assert facts(read_forms(report, COUNTY, DICTIONARY)) == EXPECTED


def test_a_layout_table_around_prose_is_left_to_the_prose_reader() -> None:
    document = _text_with_table("标题", "全年受理行政许可申请341件，" * 12 + " | 目录")
    reading = read_forms(document, COUNTY, DICTIONARY)
    assert (reading.observations, reading.claimed_spans) == ((), ())


def test_a_cell_merged_over_two_rows_counts_once() -> None:
    table = draw(f"2023年度行政许可实施情况统计表（虚构）\n{HEADER}\n{ROW}\n^ | ^ | ^ | ^ | ^")
    reading = read(table)
    assert facts(reading) == EXPECTED
    assert isinstance(table.cells[0], Cell)


def test_one_bureau_a_sheet_only_the_reporters_sheet_counts() -> None:
    reading = read(
        draw(LICENCE, sheet="白榆县"),
        draw(LICENCE.replace("341", "347"), sheet="青岚县"),
        draw(LICENCE, sheet="2023年望杉区"),
    )
    assert facts(reading) == {**EXPECTED, "lic_applications": 347}
    quoted = {o.event_label for o in reading.observations if o.disposition == "reference"}
    assert quoted == {"白榆县", "望杉区"}


def test_the_name_of_the_sheet_states_the_scope() -> None:
    reading = read(draw(LICENCE, sheet="全市"), draw(LICENCE, sheet="市本级"), identity=CITY)
    scopes = [o.org_scope for o in reading.observations if o.indicator_id == "lic_granted"]
    assert sorted(str(scope) for scope in scopes) == ["own", "region"]
    assert {o.scope_basis for o in reading.observations if o.disposition == "fact"} == {"stated"}


@pytest.mark.parametrize(
    "line",
    ["填报日期：2024年1月9日", "2024年1月9日", "报送时间：2024年1月", "填表日期：2024-01-09"],
)
def test_the_day_of_reporting_is_not_the_period(line: str) -> None:
    drawing = f"行政许可实施情况统计表（虚构）\n{line}\n{HEADER}\n{ROW}"
    granted = fact(read(draw(drawing)), "lic_granted")
    assert (granted.period_year, granted.period_type) == (2023, "full_year")


def test_months_so_far_are_no_full_year() -> None:
    drawing = LICENCE.replace("2023年度", "2023年1—11月")
    granted = fact(read(draw(drawing)), "lic_granted")
    assert (granted.period_type, str(granted.period_end)) == ("ytd", "2023-11-30")


def test_years_down_the_rows_only_the_reports_year_counts() -> None:
    drawing = f"行政许可实施情况（虚构）\n年份 | {HEADER}\n2022年 | 300 | 299 | 290 | 5 | 0\n2023年 | {ROW}"
    reading = read(draw(drawing))
    assert facts(reading) == EXPECTED
    assert {o.period_year for o in reading.observations if o.disposition == "reference"} == {2022}


def test_bilingual_labels_are_read_by_their_chinese_part() -> None:
    drawing = LICENCE.replace("受理数量", "受理数量 Applications Accepted")
    assert facts(read(draw(drawing))) == EXPECTED


def test_a_row_of_the_countys_bureau_is_the_reporters() -> None:
    drawing = (
        f"2023年行政许可情况（虚构）\n单位名称 | {HEADER}\n县人社局 | {ROW}\n县医保局 | 9 | 9 | 9 | 0 | 0"
    )
    assert facts(read(draw(drawing))) == EXPECTED


def test_a_row_of_units_under_the_header_is_no_data() -> None:
    drawing = "2023年度行政处罚实施情况统计表（虚构）\n警告 | 罚款 | 合计 | 罚没金额\n宗 | 宗 | 宗 | 万元\n2 | 3 | 5 | 1.5"
    reading = read(draw(drawing))
    assert reading.problems == ()
    assert facts(reading)["penalty_amount"] == 15000


def test_cells_that_lost_their_borders_are_in_doubt() -> None:
    reading = read(draw(LICENCE.replace(ROW, "813179757417314 | · | · | · | ·")))
    assert "lic_applications" not in facts(reading)
    assert "连在一起" in reading.problems[0]


def test_offices_of_the_bureau_are_parts_of_its_total() -> None:
    drawing = f"2023年行政许可情况（虚构）\n单位名称 | {HEADER}\n本局机关 | 300 | 300 | 295 | 5 | 1\n社保中心 | 41 | 38 | 35 | 1 | 0\n合计 | {ROW}"
    reading = read(draw(drawing))
    assert facts(reading) == EXPECTED
    assert {o.event_label for o in reading.observations if o.disposition == "reference"} == {
        "本局机关",
        "社保中心",
    }


def test_this_year_beside_last_year() -> None:
    drawing = """
劳动人事争议处理情况（虚构）
项目 | 计量单位 | 本年 | 上年 | 同比增减
受理案件数 | 件 | 12 | 10 | 20%
结案数 | 件 | 11 | 9 | 22.2%
涉案金额 | 万元 | 3 | 2 | 50%
"""
    reading = read(draw(drawing))
    assert reading.problems == ()
    assert facts(reading) == {
        "arb_cases_accepted": 12,
        "arb_cases_closed": 11,
        "arb_amount_involved": 30000,
    }
    previous = {o.value for o in reading.observations if o.period_type == "previous_year"}
    assert previous == {10, 9, 20000}


def test_a_sheet_that_claims_a_million_rows_is_read_like_a_small_one() -> None:
    far = Cell(row=999_999, column=0, text="填表人：某某")
    table = draw(LICENCE)
    reading = read(replace(table, cells=(*table.cells, far), row_count=1_000_000))
    assert facts(reading) == EXPECTED


@pytest.mark.parametrize(
    "row",
    ["2013 | 2008 | 2001 | 1998 | 1997", "2010 | 2009 | 2008 | 2007 | 2006"],
    ids=["no run of years", "a run of years, each under a header of its own"],
)
def test_counts_that_could_be_years_are_counts(row: str) -> None:
    reading = read(draw(LICENCE.replace(ROW, row)))
    assert reading.problems == ()
    assert list(facts(reading).values()) == [float(number) for number in row.split(" | ")]


def test_counts_that_could_be_years_beside_a_name_begin_no_table() -> None:
    rows = "".join(f"\n科室{n} | 20{n}3 | 20{n}2" for n in range(10, 30))
    reading = read(
        draw(
            f"2023年度行政许可实施情况统计表（虚构）\n单位名称 | 受理数量 | 许可数量{rows}\n合计 | 2013 | 2008"
        )
    )
    assert facts(reading) == {"lic_accepted": 2013, "lic_granted": 2008}


def test_a_row_of_years_under_groups_is_still_a_header() -> None:
    drawing = "2023年度行政许可实施情况统计表（虚构）\n受理数量 | < | 许可数量 | <\n2022 | 2023 | 2022 | 2023\n7 | 8 | 5 | 6"
    assert facts(read(draw(drawing))) == {"lic_accepted": 8, "lic_granted": 6}


def test_a_table_of_strangers_names_a_few_of_them() -> None:
    rows = "".join(f"\n某单位{n} | 3 | 2" for n in range(100, 140))
    reading = read(draw(f"2023年度行政许可实施情况统计表（虚构）\n单位名称 | 受理数量 | 许可数量{rows}"))
    (problem,) = reading.problems
    assert "某单位107等" in problem and "某单位108" not in problem


def test_long_tables_take_time_in_proportion() -> None:
    def work(rows: int) -> int:
        lines = "".join(f"\n科室{n} | {n} | {n}" for n in range(rows))
        table = draw(f"2023年度行政许可实施情况统计表（虚构）\n单位名称 | 受理数量 | 许可数量{lines}")
        calls = 0

        def count(*_: object) -> None:
            nonlocal calls
            calls += 1

        sys.setprofile(count)
        try:
            read(table)
        finally:
            sys.setprofile(None)
        return calls

    work(10)
    short, long = work(200), work(800)
    assert long < 4.4 * short


def test_many_doubtful_cells_of_one_fault_are_one_finding() -> None:
    rows = "\n".join(f"虚构{n}县 | 待核{n} | {n}" for n in range(40))
    reading = read_book(
        book({"表": f"2023年劳动人事争议处理情况统计表（虚构）\n单位名称 | 立案受理 | 审结\n{rows}"}), CITY
    )
    doubted = [finding for finding in reading.findings if finding.code == "doubtful_cell"]
    assert len(doubted) == 1
    assert "B3、B4" in doubted[0].message
    assert "等40格" in doubted[0].message
    assert sum(o.disposition == "undecided" for o in reading.observations) == 40


def test_columns_without_a_header_cost_no_more_than_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Labels are sought in one column of values, not in all of them for every row."""
    looked_at = []
    original = down.header_path

    def counting(cells: list[Cell], *rest: Any) -> Any:
        looked_at.append(len(cells))
        return original(cells, *rest)

    monkeypatch.setattr(down, "header_path", counting)
    rows = "\n".join(" | ".join("7" for _ in range(60)) for _ in range(10))
    read_book(book({"表": f"2023年劳动人事争议处理情况统计表（虚构）\n立案受理 | 审结\n{rows}"}))
    assert looked_at
    assert max(looked_at) <= 2
