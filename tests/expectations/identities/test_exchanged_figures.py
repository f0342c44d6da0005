"""Two figures in each other's place: told by their own past, and by nothing less."""

from __future__ import annotations

from typing import Any

import pytest
from figure_tables import in_force, submissions

from catalog import load_catalog
from expectations.identities import evaluate

Past = tuple[float, ...]
MONEY = ("wage_clues_amount", "wage_recovered_amount")
PARTS = ("arb_closed_by_award", "arb_closed_by_mediation")
APART = ("pub_events", "review_contracts")


def held(names: tuple[str, str], now: Past, pasts: tuple[Past, ...], **given: Any) -> int:
    """How many of two figures wait for review, where ``pasts`` are the years before, the last one first."""
    catalog = load_catalog()
    years = [(2023, now), *((2022 - back, past) for back, past in enumerate(pasts))]
    figures = [
        (name, value, {"year": year, **given})
        for year, values in years
        for name, value in zip(names, values, strict=True)
    ]
    report = evaluate(submissions(catalog, []), in_force(catalog, figures), catalog, rules={"Q12"})
    return len(report.holds)


@pytest.mark.parametrize(
    ("names", "now", "pasts", "expected"),
    [
        (PARTS, (75.0, 15.0), ((20.0, 61.0), (18.0, 66.0)), 2),
        (PARTS, (15.0, 75.0), ((20.0, 61.0), (18.0, 66.0)), 0),
        # A campaign that lifts one of them over the other is no exchange: the other did not take its place.
        (PARTS, (100.0, 130.0), ((95.0, 30.0), (98.0, 28.0)), 0),
        # Nearly alike in all years: either may be the larger one.
        (PARTS, (59.0, 46.0), ((55.0, 60.0), (50.0, 57.0)), 0),
        (PARTS, (2.0, 3.0), ((3.0, 2.0),), 0),
        (MONEY, (800_000.0, 3_000_000.0), ((2_900_000.0, 900_000.0),), 2),
        (MONEY, (3_000_000.0, 800_000.0), ((2_900_000.0, 900_000.0),), 0),
        # Neighbours in the text that are parts of nothing.
        (APART, (40.0, 12.0), ((11.0, 38.0), (13.0, 41.0)), 2),
        (APART, (40.0, 12.0), (), 0),
    ],
)
def test_an_exchange_waits_for_review_and_what_merely_moved_does_not(
    names: tuple[str, str], now: Past, pasts: tuple[Past, ...], expected: int
) -> None:
    assert held(names, now, pasts) == expected


def test_figures_far_apart_in_the_text_are_no_neighbours() -> None:
    catalog = load_catalog()
    figures = [
        (name, value, {"year": year, "char_start": place})
        for year, values in ((2023, (40.0, 12.0)), (2022, (12.0, 40.0)))
        for name, value, place in zip(APART, values, (100, 400), strict=True)
    ]
    report = evaluate(submissions(catalog, []), in_force(catalog, figures), catalog, rules={"Q12"})
    assert len(report.holds) == 0


@pytest.mark.parametrize(("cell", "expected"), [("E5", 2), ("F5", 0), ("E6", 0), ("E5:E6", 0)])
def test_figures_in_neighbouring_columns_of_one_row_are_neighbours(cell: str, expected: int) -> None:
    names, on_sheet = ("lic_denied", "lic_revoked"), {"char_start": None, "sheet": "表二"}
    now = [
        (name, value, on_sheet | {"cell": place})
        for name, value, place in zip(names, (0.0, 5.0), ("D5", cell), strict=True)
    ]
    before = [(name, value, on_sheet | {"year": 2022}) for name, value in zip(names, (6.0, 0.0), strict=True)]
    catalog = load_catalog()
    figures = in_force(catalog, [*now, *before])
    report = evaluate(submissions(catalog, []), figures, catalog, rules={"Q12"})
    assert len(report.holds) == expected
