"""The same grid in another format gives the same observations, whatever its layout."""

# ruff: noqa: E501 - a drawn table keeps one line a row
from __future__ import annotations

import pytest
from drawn_grid import CITY, COUNTY, DICTIONARY, draw, read
from hypothesis import given, settings
from hypothesis import strategies as st
from rearranged import DISPUTES, INSPECTIONS, LICENCES, PENALTIES, CleanForm, dresses, lay_out
from test_dispute_forms import REGIONAL, YEARBOOK
from written_forms import WRITERS

from ingestion.documents import Table
from ingestion.forms import FormReading, read_forms
from ingestion.readers import read_document
from ingestion.submissions import Identity

REVIEWS = """
四、2023年政府信息公开行政复议、行政诉讼情况（虚构）
行政复议 | < | < | < | < | 行政诉讼 | < | < | < | < | < | < | < | < | <
结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | < | < | < | < | 复议后起诉 | < | < | < | <
^ | ^ | ^ | ^ | ^ | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计
3 | 1 | 0 | 2 | 6 | 4 | 0 | 1 | 0 | 5 | 2 | 0 | 0 | 1 | 3
"""
OTHER_ACTS = """
2023年度其他行政执法行为实施情况统计表（虚构）
行政征收 | < | 行政检查 | 行政裁决 | < | 行政确认 | 行政给付 | < | 行政奖励 | < | 其他行政执法行为（宗）
次数 | 征收总金额（万元） | 次数 | 次数 | 涉及金额（万元） | 次数 | 次数 | 给付总金额（万元） | 次数 | 奖励总金额（万元） | ^
0 | 0 | 120 | 0 | 0 | 348 | 3150 | 62.5 | 2 | 0.4 | 17
"""
FORMS = {
    "regional disputes": (REGIONAL, CITY),
    "disputes of several years": (YEARBOOK, COUNTY),
    "the fifteen numbers": (REVIEWS, COUNTY),
    "other acts": (OTHER_ACTS, COUNTY),
}


def _said(reading: FormReading) -> list[tuple[object, ...]]:
    """What the figures of a reading say and where they stand, without what only the format decides."""
    return sorted(
        (o.cell, o.indicator_id, o.disposition, o.value, o.value_status, o.unit, o.org_scope,
         o.region_code, o.period_type, o.period_year, o.qualifier, o.event_label)
        for o in reading.observations
        if o.indicator_id is not None
    )  # fmt: skip


def _read(writer: str, table: Table, identity: Identity) -> FormReading:
    return read_forms(read_document(writer, WRITERS[writer](table)), identity, DICTIONARY)


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("form", FORMS)
def test_a_form_says_the_same_in_every_format(form: str, writer: str) -> None:
    drawing, identity = FORMS[form]
    table = draw(drawing)
    drawn = read(table, identity=identity)
    written = _read(writer, table, identity)
    assert len(_said(drawn)) > 10 or form == "other acts"
    assert _said(written) == _said(drawn)
    assert written.problems == drawn.problems == ()


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize(
    "form", [DISPUTES, INSPECTIONS, PENALTIES, LICENCES], ids=lambda form: form.title[7:13]
)
@settings(max_examples=8)
@given(data=st.data())
def test_a_rearranged_form_says_the_same_in_every_format(
    form: CleanForm, writer: str, data: st.DataObject
) -> None:
    table = lay_out(form, data.draw(dresses(form)))
    assert _said(_read(writer, table, CITY)) == _said(read(table, identity=CITY))
