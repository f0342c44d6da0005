"""Figures that are equal where they should not be: how many, and how large, before a person is asked."""

from __future__ import annotations

import pytest
from figure_tables import in_force, submissions

from catalog import load_catalog
from expectations.identities import evaluate

Years = tuple[tuple[float, ...], tuple[float, ...]]
"""What is reported for the year, and what was for the year before."""


def held(rule_id: str, names: tuple[str, ...], years: Years, sheet: str | None = None) -> set[str]:
    """The indicators that wait for review."""
    catalog = load_catalog()
    figures = [
        (name, value, {"year": 2023 - back, "sheet": sheet})
        for back, values in enumerate(years)
        for name, value in zip(names, values, strict=True)
    ]
    table = in_force(catalog, figures)
    holds = evaluate(submissions(catalog, []), table, catalog, rules={rule_id}).holds
    known = dict(
        zip(*(table.column(name).to_pylist() for name in ("observation_id", "indicator_id")), strict=True)
    )
    return {known[observation] for observation in holds["observation_id"].to_pylist()}


@pytest.mark.parametrize(
    "names",
    [("arb_workers_involved", "arb_cases_accepted"), ("wage_clues_workers", "wage_clues_received")],
)
@pytest.mark.parametrize(
    ("years", "waits"),
    [
        (((64.0, 64.0), (90.0, 60.0)), True),
        (((65.0, 64.0), (90.0, 60.0)), False),
        # Where there was one person to a case last year, too, it is the bureau's way.
        (((64.0, 64.0), (60.0, 60.0)), False),
        # A few cases of one person each are nothing to ask about.
        (((7.0, 7.0), (12.0, 9.0)), False),
    ],
)
def test_as_many_people_as_cases_wait_for_review_where_there_were_more(
    names: tuple[str, str], years: Years, waits: bool
) -> None:
    assert held("Q11", names, years) == (set(names) if waits else set())


LICENCES = ("lic_applications", "lic_accepted", "lic_granted", "lic_denied", "lic_revoked")


@pytest.mark.parametrize(
    ("values", "before", "waits"),
    [
        ((240.0, 236.0, 230.0, 4.0, 0.0), (240.0, 236.0, 230.0, 4.0, 0.0), True),
        ((240.0, 236.0, 230.0, 4.0, 1.0), (240.0, 236.0, 230.0, 4.0, 0.0), False),
        # One number that stands there three times is one coincidence.
        ((24.0, 24.0, 24.0, 2.0, 0.0), (24.0, 24.0, 24.0, 2.0, 0.0), False),
        ((19.0, 18.0, 17.0, 1.0, 0.0), (19.0, 18.0, 17.0, 1.0, 0.0), False),
    ],
)
def test_a_sheet_waits_for_review_where_several_unequal_figures_have_not_moved(
    values: tuple[float, ...], before: tuple[float, ...], waits: bool
) -> None:
    assert held("Q14", LICENCES, (values, before), "表二") == (set(LICENCES) if waits else set())


def test_what_stands_on_no_sheet_is_no_copied_sheet() -> None:
    values = (240.0, 236.0, 230.0, 4.0, 0.0)
    assert held("Q14", LICENCES, (values, values)) == set()
