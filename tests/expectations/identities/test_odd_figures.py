"""Figures that a rule does not expect must not stop the build: they are judged, or they are not testable."""

from __future__ import annotations

from typing import Any

import pytest
from figure_tables import in_force, submissions

from catalog import load_catalog
from expectations.identities import evaluate

LAST_YEAR: dict[str, Any] = {"year": 2022, "report_year": 2023, "period_type": "previous_year",
                             "disposition": "reference"}  # fmt: skip
GROWTH: dict[str, Any] = {"disposition": "reference", "unit": "%", "raw_text": "20%"}
MEDIATED = ("med_cases_handled_org", 140.0)
BLANK: dict[str, Any] = {"sheet": "表1", "cell": "C4", "char_start": None, "raw_text": ""}

CASES: dict[str, tuple[str, list[tuple[Any, ...]], str]] = {
    "a blank cell read as nought, in a total with several ways to count": (
        "G10",
        [("disputes_handled_total", 140.0), ("arb_cases_accepted", 0.0, BLANK), MEDIATED],
        "satisfied",
    ),
    "the same where no way comes out": (
        "G10",
        [("disputes_handled_total", 150.0), ("arb_cases_accepted", 0.0, BLANK), MEDIATED],
        "violated",
    ),
    "a stated change of a figure that is a range": (
        "G05",
        [
            ("pub_events", None, {"qualifier": "range", "value_low": 60.0, "value_high": 70.0}),
            ("pub_events", 50.0, LAST_YEAR),
            ("pub_events", 20.0, GROWTH),
        ],
        "not_testable",
    ),
    "no figure of a campaign at all": ("P05", [("arb_cases_accepted", 67.0)], "not_testable"),
    "no figure with a number": ("Q07", [("pub_events", None, {"value_status": "blank"})], "not_testable"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_odd_figures_are_judged_like_all_others(case: str) -> None:
    rule_id, figures, expected = CASES[case]
    catalog = load_catalog()
    report = evaluate(submissions(catalog, figures), in_force(catalog, []), catalog, rules={rule_id})
    assert [row["result"] for row in report.results.to_pylist()] == [expected]


def test_no_rule_needs_the_level_of_a_region() -> None:
    catalog = load_catalog()
    years = [
        ("pub_events", 10.0 ** (year - 2020), {"year": year, "region_level": None}) for year in (2022, 2023)
    ]
    report = evaluate(submissions(catalog, []), in_force(catalog, years), catalog)
    found = {(row["rule_id"], row["result"]) for row in report.results.to_pylist()}
    assert ("Q01", "flagged") in found and {rule for rule, _ in found} == set(catalog.identities)


def test_figures_that_two_places_share_are_counted_whatever_submissions_they_come_from() -> None:
    catalog = load_catalog()
    counted = [i.id for i in catalog.indicators.values() if i.unit == "件" and i.kind == "flow"][:8]
    own, other = {"region_code": "990121"}, {"region_code": "990122"}
    figures = [
        (indicator, 100.0 + n, place | {"submission_id": f"{place['region_code']}{n // 6}".rjust(64, "0")})
        for place in (own, other)
        for n, indicator in enumerate(counted)
    ]
    report = evaluate(submissions(catalog, []), in_force(catalog, figures), catalog, rules={"Q04"})
    texts = [row["figures"] for row in report.results.to_pylist()]
    assert [text.split("：")[0] for text in texts] == ["8个数与990122相同", "8个数与990121相同"]
