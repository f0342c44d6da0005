"""What goes wrong in the cells of submitted sheets, each fault by its name."""

# ruff: noqa: E501 - a drawn table keeps one line a row
from __future__ import annotations

import pytest
from drawn_grid import CITY, draw, fact, facts, read
from licence_table import EXPECTED, HEADER, LICENCE, ROW
from workbooks import book, read_book

from ingestion.documents import Cell


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


def test_cells_that_lost_their_borders_are_in_doubt() -> None:
    reading = read(draw(LICENCE.replace(ROW, "813179757417314 | · | · | · | ·")))
    assert "lic_applications" not in facts(reading)
    assert "连在一起" in reading.problems[0]


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


def test_a_cell_merged_over_two_rows_counts_once() -> None:
    table = draw(f"2023年度行政许可实施情况统计表（虚构）\n{HEADER}\n{ROW}\n^ | ^ | ^ | ^ | ^")
    reading = read(table)
    assert facts(reading) == EXPECTED
    assert isinstance(table.cells[0], Cell)


def test_lost_merges_of_a_csv_file_are_made_good() -> None:
    drawn = draw(f"行政许可实施数量（宗） | · | · | · | ·\n{HEADER}\n{ROW}", sheet=None)
    assert not any(cell.column_span > 1 or cell.row_span > 1 for cell in drawn.cells)
    reading = read(drawn)
    assert facts(reading) == EXPECTED
    assert fact(reading, "lic_denied").evidence == "行政许可实施数量（宗）｜不予许可数量：6"


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
