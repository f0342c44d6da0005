"""The roster of a home: what it may say, and what is said of a faulty one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from amended import ROSTER
from homes import RunHome, nianjian

from catalog import load_catalog
from pipeline.roster import ROSTER_SCHEMA, RosterFaulty, read_roster, roster_content

HEADER = "region,kind,from_year,to_year,due\n"


def roster(home: Path, text: str, encoding: str = "utf-8") -> list[tuple[object, ...]]:
    """The duties of a home with this roster, as tuples."""
    (home / "roster.csv").write_bytes(text.encode(encoding))
    return [tuple(row.values()) for row in read_roster(home, load_catalog()).to_pylist()]


def faults(home: Path, text: str) -> str:
    """What is said of a faulty roster."""
    with pytest.raises(RosterFaulty) as raised:
        roster(home, text)
    return str(raised.value)


def test_a_home_without_a_roster_has_no_duties(tmp_path: Path) -> None:
    table = read_roster(tmp_path, load_catalog())
    assert table.num_rows == 0
    assert table.schema == ROSTER_SCHEMA
    assert roster_content(tmp_path) == ""


def test_duties_are_sorted_and_know_their_region(tmp_path: Path) -> None:
    text = HEADER + "990122,dispute_form,2022,2023,\n990121,narrative,2022,,02-15\n\n"
    assert roster(tmp_path, text) == [
        ("sample990121", "990121", "narrative", 2022, None, 2, 15, None),
        ("sample990122", "990122", "dispute_form", 2022, 2023, None, None, None),
    ]
    assert roster_content(tmp_path)


def test_names_labels_and_chinese_columns_mean_the_same(tmp_path: Path) -> None:
    text = "序号,地区,材料,起始年度,截止年度,期限\n1,青岚县,法治政府建设年度报告,2022年,,3月1日\n"
    expected = [("sample990121", "990121", "narrative", 2022, None, 3, 1, None)]
    assert roster(tmp_path, text, "gb18030") == expected
    assert roster(tmp_path, text, "utf-8-sig") == expected


def test_a_duty_may_begin_again_after_it_ended(tmp_path: Path) -> None:
    text = HEADER + "990121,narrative,2019,2020,\n990121,narrative,2022,,\n990121,dispute_form,2019,,\n"
    assert len(roster(tmp_path, text)) == 3


def test_a_later_word_on_a_duty_keeps_the_earlier_one_for_the_past(tmp_path: Path) -> None:
    text = (
        "地区,材料,起始年度,截止年度,登记日期\n"
        "990121,narrative,2022,2023,2024年5月1日\n"
        "990121,narrative,2019,,\n"
    )
    assert [duty[3:5] + duty[7:] for duty in roster(tmp_path, text)] == [
        (2019, None, None),
        (2022, 2023, date(2024, 5, 1)),
    ]


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    text = "region,kind,from_year,known_from\n990121,narrative,2022,2024-02-30\n"
    assert "登记日期“2024-02-30”不是日期" in faults(tmp_path, text)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("000000,narrative,2022,,", "第2行：不认识的地区“000000”"),
        (",narrative,2022,,", "第2行：不认识的地区“”"),
        ("鼓楼区,narrative,2022,,", "同名地区"),
        ("990121,correction,2022,,", "不认识的材料“correction”"),
        ("990121,narrative,,,", "起始年度应为四位年份"),
        ("990121,narrative,2022,someday,", "截止年度应为四位年份"),
        ("990121,narrative,2022,2021,", "截止年度 2021 早于起始年度 2022"),
        ("990121,narrative,2022,,02-30", "期限“02-30”不是每年都有的日期"),
        ("990121,narrative,2022,,02-29", "期限“02-29”不是每年都有的日期"),
        ("990121,narrative,2022,,spring", "期限“spring”不是每年都有的日期"),
        ("990121,narrative,2022,,\n990121,narrative,2020,2022,", "第3行：与前面的行重复"),
        ("990121,narrative,2022,,\n990121,narrative,2030,,", "第3行：与前面的行重复"),
    ],
)
def test_a_faulty_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    assert said in faults(tmp_path, HEADER + line + "\n")


def test_every_faulty_line_is_named_at_once(tmp_path: Path) -> None:
    said = faults(tmp_path, HEADER + "1,narrative,2022,,\n990121,narrative,2022,,\n2,narrative,2022,,\n")
    assert "第2行" in said and "第4行" in said and "第3行" not in said


@pytest.mark.parametrize("text", ["", "region,kind\n990121,narrative\n"])
def test_a_roster_without_its_columns_is_refused(tmp_path: Path, text: str) -> None:
    assert "缺少列" in faults(tmp_path, text)


def test_the_sample_roster_is_about_the_invented_province() -> None:
    codes = {row["region_code"] for row in read_roster(ROSTER.parent, load_catalog()).to_pylist()}
    assert len(codes) == 8
    assert all(code.startswith("99") for code in codes)


@pytest.mark.slow
def test_a_roster_in_the_home_decides_who_owes_what(sample_home: RunHome, amended_home: RunHome) -> None:
    basis = "select distinct duty_basis from marts.rpt_coverage"
    assert sample_home.rows(basis) == [("inferred",)]
    assert amended_home.exit_code == 0, amended_home.output
    assert amended_home.rows(basis) == [("roster",)]
    missing = amended_home.rows(
        "select region_code, year from marts.rpt_coverage where status = 'missing' and year = 2023 order by 1"
    )
    assert missing == [("990200", 2023), ("990202", 2023), ("990221", 2023)]
    on_time = amended_home.rows(
        "select status from marts.rpt_coverage"
        " where kind = 'dispute_form' and region_code = '990100' and year = 2024"
    )
    assert on_time == [("on_time",)]


@pytest.mark.slow
def test_a_faulty_roster_stops_the_build_and_changes_nothing(own_home: RunHome) -> None:
    warehouse = own_home.root / "warehouse" / "nianjian.duckdb"
    before = warehouse.read_bytes()
    (own_home.root / "roster.csv").write_text(HEADER + "nowhere,narrative,2022,,\n", encoding="utf-8")
    exit_code, output = nianjian(own_home.root, "build")
    assert exit_code == 1
    assert "第2行：不认识的地区“nowhere”" in output
    assert warehouse.read_bytes() == before
