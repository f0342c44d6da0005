"""Whatever a bureau does to the layout of a form: the same figures or a named problem, no other value."""

from __future__ import annotations

import pytest
from drawn_grid import CITY, read
from hypothesis import given, settings
from hypothesis import strategies as st
from rearranged import DISPUTES, INSPECTIONS, LICENCES, PENALTIES, CleanForm, Dress, dresses, lay_out

PLAIN = Dress(
    order=(0, 1, 2, 3, 4, 5, 6, 7, 8),
    row_order=(0, 1, 2, 3, 4),
    blank_columns=frozenset(),
    blank_rows=frozenset(),
    merged=True,
    repeated=False,
    serial=False,
    remark=False,
    numbered=False,
    units="header",
    money="万元",
    numerals="number",
    extra_lines=0,
    notes=0,
    down=False,
    label="单位名称",
)


def _facts(form: CleanForm, dress: Dress) -> tuple[dict[tuple[str, str], float | None], tuple[str, ...]]:
    reading = read(lay_out(form, dress), identity=CITY)
    facts = [o for o in reading.observations if o.disposition == "fact"]
    found = {(o.indicator_id or "", o.region_code or o.org_scope or ""): o.value for o in facts}
    assert len(found) == len(facts), "a figure was read twice"
    return found, reading.problems


def test_the_plain_form_gives_all_its_figures() -> None:
    found, problems = _facts(DISPUTES, PLAIN)
    assert problems == () and found == DISPUTES.expected() and len(found) == 45


@pytest.mark.parametrize(
    "form",
    [DISPUTES, INSPECTIONS, PENALTIES, LICENCES],
    ids=["disputes", "inspections", "penalties", "licences"],
)
@settings(max_examples=40)
@given(data=st.data())
def test_a_rearranged_form_gives_the_same_figures_or_a_named_problem(
    form: CleanForm, data: st.DataObject
) -> None:
    found, problems = _facts(form, data.draw(dresses(form)))
    expected = form.expected()
    assert {key: value for key, value in found.items() if expected.get(key) != value} == {}
    assert problems or found == expected
