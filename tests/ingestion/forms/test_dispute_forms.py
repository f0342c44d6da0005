"""劳动人事争议处理情况表: the regional collection and the yearbook table."""

# ruff: noqa: E501 - a drawn table keeps one line a row
from __future__ import annotations

from dataclasses import replace

import pytest
from drawn_grid import CITY, COUNTY, DICTIONARY, draw, fact, read, workbook

from ingestion.forms import FormReading, recognise

REGIONAL = """
附件2
2023年劳动人事争议处理情况统计表（虚构）
填报单位：澄湾市人社局（公章） | < | < | < | < | < | 统计期间：2023年1—12月 | < | < | < | < | < | < | 单位：件、人、万元 | < | <
单位名称 | 调解组织 | < | 仲裁机构 | < | < | < | < | < | < | < | < | < | 涉及劳动者（人） | 涉案金额（万元） | 备注
^ | 受理 | 其中：调解成功 | 上期未结 | 收到申请 | 立案受理 | 不予受理 | 其中：集体争议 | 审结 | 其中 | < | < | 期末未结 | ^ | ^ | ^
^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^ | 裁决 | 调解 | 其他 | ^ | ^ | ^ | ^
甲 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 乙
合 计 | 1,240 | 903 | 31 | 720 | 700 | 20 | 3 | 702 | 300 | 350 | 52 | 29 | 811 | 2260.5 | ·
市本级 | 240 | 180 | 11 | 220 | 210 | 10 | 1 | 212 | 100 | 95 | 17 | 9 | 260 | 900 | ·
望杉区 | 400 | 300 | 10 | 200 | 196 | 4 | 1 | 195 | 80 | 100 | 15 | 11 | 220 | 560.5 | ·
青岚县 | 300 | 223 | 5 | 150 | 147 | 3 | 0 | 148 | 60 | 80 | 8 | 4 | 171 | 400 | ·
白榆县 | 300 | 200 | 5 | 150 | 147 | 3 | 1 | 147 | 60 | 75 | 12 | 5 | 160 | 400 | 含补报3件
注：1.结案率＝审结/(上期未结＋立案受理)。2.涉案金额保留1位小数。
填表人：某甲 审核人：某乙 联系电话：0000-1234567 填报日期：2024年1月12日
"""

YEARBOOK = """
20-5 劳动争议处理情况（2021—2023年）（虚构）
单位：件
项目 | 2021 | 2022 | 2023
上期未结案数 | 8 | 6 | 9
案件受理情况 | · | · | ·
当期案件受理数 | 120 | 131 | 147
# 集体劳动争议数 | 2 | 0 | 1
# 劳动者申诉案件数 | 118 | 129 | 144
按争议原因分 | · | · | ·
解除劳动合同 | 30 | 31 | 33
终止劳动合同 | 5 | 4 | 6
劳动报酬 | 60 | 70 | 80
社会保险 | 20 | 21 | 22
其他 | 5 | 5 | 6
劳动者当事人数（人） | 150 | 160 | 171
案件处理情况 | · | · | ·
结案数 | 122 | 128 | 148
按处理方式分 | · | · | ·
仲裁调解 | 60 | 66 | 80
仲裁裁决 | 50 | 52 | 60
其他方式 | 12 | 10 | 8
按处理结果分 | · | · | ·
用人单位胜诉 | … | *** | —
"""


def _by_scope(reading: FormReading, scope: str) -> dict[str, float | None]:
    facts = [o for o in reading.observations if o.disposition == "fact" and o.region_name is None]
    rows = [o for o in facts if o.org_scope == scope]
    values = {o.indicator_id or "": o.value for o in rows}
    assert len(values) == len(rows)
    return values


def test_total_row_is_the_regions_and_own_row_the_bureaus() -> None:
    reading = read(draw(REGIONAL), identity=CITY)
    assert reading.problems == ()
    region, own = _by_scope(reading, "region"), _by_scope(reading, "own")
    assert region == {
        "med_cases_handled_org": 1240,
        "med_cases_success_org": 903,
        "arb_cases_carried_over": 31,
        "arb_applications_received": 720,
        "arb_cases_accepted": 700,
        "arb_cases_not_accepted": 20,
        "arb_cases_collective": 3,
        "arb_cases_closed": 702,
        "arb_closed_by_award": 300,
        "arb_closed_by_mediation": 350,
        "arb_closed_by_other": 52,
        "arb_cases_pending_end": 29,
        "arb_workers_involved": 811,
        "arb_amount_involved": 22605000,
    }
    assert own["arb_cases_accepted"] == 210 and len(own) == len(region)
    facts = [o for o in reading.observations if o.disposition == "fact"]
    assert {o.scope_basis for o in facts if o.region_name is None} == {"stated"}


def test_rows_of_counties_are_the_figures_of_these_counties() -> None:
    reading = read(draw(REGIONAL), identity=CITY)
    rows = [o for o in reading.observations if o.region_name is not None]
    assert {(o.region_name, o.region_code) for o in rows} == {
        ("望杉区", "990102"),
        ("青岚县", "990121"),
        ("白榆县", "990122"),
    }
    assert len(rows) == 3 * 14
    assert {o.disposition for o in rows} == {"fact"}
    assert all(o.evidence.startswith(f"{o.region_name}｜") and o.event_label is None for o in rows)


def test_the_row_of_a_county_has_the_scope_of_a_countys_bureau() -> None:
    reading = read(draw(REGIONAL), identity=CITY)
    rows = [o for o in reading.observations if o.region_name is not None]
    expected = {
        o.indicator_id: DICTIONARY.indicators[o.indicator_id or ""].default_scope["county"] for o in rows
    }
    assert {(o.org_scope, o.scope_basis) for o in rows} == {(scope, "default") for scope in expected.values()}
    assert len(expected) == 14


def test_a_county_that_has_two_rows_is_only_quoted() -> None:
    twice = REGIONAL.replace("白榆县 | 300", "望杉区 | 300")
    rows = [o for o in read(draw(twice), identity=CITY).observations if o.region_name == "望杉区"]
    assert len(rows) == 2 * 14 and {(o.disposition, o.org_scope) for o in rows} == {("reference", "other")}


def test_every_digit_of_the_table_is_accounted_for() -> None:
    table = draw(REGIONAL)
    reading = read(table, identity=CITY)
    seen = {o.cell for o in reading.observations}
    with_digits = {
        f"{chr(ord('A') + cell.column)}{cell.row + 1}"
        for cell in table.cells
        if any(char.isdigit() for char in cell.text)
    }
    assert len(with_digits) > 80 and with_digits <= seen
    markers = {o.cell for o in reading.observations if o.disposition == "marker"}
    assert {"B7", "O7"} <= markers
    assert any(
        o.disposition == "unmapped" and o.raw_text == "3" and o.cell == "P12" for o in reading.observations
    )
    assert any(o.disposition == "name" and o.raw_text == "1234567" for o in reading.observations)


def test_a_countys_form_with_only_its_own_row_takes_the_default_scope() -> None:
    rows = REGIONAL.strip("\n").split("\n")
    alone = "\n".join([*rows[:7], rows[10]])
    reading = read(draw(alone), identity=COUNTY)
    accepted = fact(reading, "arb_cases_accepted")
    assert (accepted.value, accepted.scope_basis) == (147, "default")
    assert accepted.org_scope == DICTIONARY.indicators["arb_cases_accepted"].default_scope["county"]


def test_the_reporters_row_is_found_by_name_where_there_is_no_total() -> None:
    rows = REGIONAL.strip("\n").split("\n")
    reading = read(draw("\n".join([*rows[:7], *rows[9:12]])), identity=COUNTY)
    facts = [o for o in reading.observations if o.disposition == "fact"]
    assert len(facts) == 14 and {o.evidence.split("｜")[0] for o in facts} == {"青岚县"}


def test_an_unresolved_region_gets_nothing_from_rows_of_many() -> None:
    rows = REGIONAL.strip("\n").split("\n")
    unknown = replace(COUNTY, region_code=None, region_name=None, region_level=None, agency=None)
    reading = read(draw("\n".join([*rows[:7], *rows[9:12]])), identity=unknown)
    assert not [o for o in reading.observations if o.disposition == "fact"]
    assert len(reading.problems) == 1 and "望杉区、青岚县、白榆县" in reading.problems[0]


def test_years_across_only_the_reports_year_is_a_fact() -> None:
    reading = read(draw(YEARBOOK), identity=COUNTY)
    assert reading.problems == ()
    facts = {o.indicator_id: o.value for o in reading.observations if o.disposition == "fact"}
    assert facts == {
        "arb_cases_carried_over": 9,
        "arb_cases_accepted": 147,
        "arb_cases_collective": 1,
        "arb_cause_remuneration": 80,
        "arb_cause_social_insurance": 22,
        "arb_cause_termination": 39,
        "arb_workers_involved": 171,
        "arb_cases_closed": 148,
        "arb_closed_by_mediation": 80,
        "arb_closed_by_award": 60,
        "arb_closed_by_other": 8,
    }
    closed = {o.period_year: o for o in reading.observations if o.indicator_id == "arb_cases_closed"}
    assert [(year, o.disposition, o.period_type) for year, o in sorted(closed.items()) if year] == [
        (2021, "reference", "other_reference_year"),
        (2022, "reference", "previous_year"),
        (2023, "fact", "full_year"),
    ]
    assert fact(reading, "arb_workers_involved").unit == "人"


def test_yearbook_marks_are_kept_apart() -> None:
    reading = read(draw(YEARBOOK), identity=COUNTY)
    marks = [o.value_status for o in reading.observations if o.evidence.startswith(("2021", "2022", "2023"))]
    statuses = {o.raw_text: o.value_status for o in reading.observations if "用人单位胜诉" in o.evidence}
    assert marks and statuses == {"…": "below_unit", "***": "masked", "—": "not_applicable"}


@pytest.mark.parametrize("drawing", [REGIONAL, YEARBOOK], ids=["regional", "yearbook"])
def test_both_are_dispute_forms(drawing: str) -> None:
    assert recognise(workbook(draw(drawing)), DICTIONARY) == "dispute_form"


@pytest.mark.parametrize(
    ("region_name", "is_found"),
    [("澄湾市青岚县", True), ("云汀省澄湾市青岚县", True), ("青岚县", True), ("墨川市石萤县", False)],
)
@pytest.mark.parametrize("label", ["青岚县", "澄湾市青岚县", "青岚县人社局", "青岚"])
def test_the_reporters_row_is_found_with_or_without_its_parents(
    region_name: str, is_found: bool, label: str
) -> None:
    rows = REGIONAL.replace("青岚县", label).strip("\n").split("\n")
    identity = replace(COUNTY, region_name=region_name, agency=f"{region_name}人力资源和社会保障局")
    reading = read(draw("\n".join([*rows[:7], *rows[9:12]])), identity=identity)
    assert any(o.disposition == "fact" for o in reading.observations) is is_found
