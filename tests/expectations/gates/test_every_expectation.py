"""Every expectation about a column of a table fails once a value of that column is spoilt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from gate_tables import Rows, rows_of, tables

from catalog import Catalog, load_catalog
from expectations.contracts import GATES, Gate, contract_of
from expectations.expected import Expected, Suite
from expectations.runner import preview
from expectations.suites import suites_of

FAULTS: dict[str, tuple[str, ...]] = {
    "missing": ("expect_column_values_to_not_be_null",),
    "unknown": ("expect_column_values_to_be_in_set", "expect_column_values_to_match_regex"),
    "doubled": ("expect_column_values_to_be_unique", "expect_compound_columns_to_be_unique"),
}
AREA_ROW = {"region_code": "990121", "year": 2023, "org_scope": "region"}
LEAST = {("raw", "missing"): 20, ("marts", "missing"): 25, ("edition", "missing"): 5}


def controls(gate: Gate, fault: str, catalog: Catalog) -> Iterator[tuple[Suite, Expected]]:
    """The expectations of a gate that a fault of this kind in the columns of its tables must fail."""
    contract = contract_of(gate, catalog)
    for suite in suites_of(gate, catalog):
        columns = contract.get(suite.view, {})
        for expected in suite.expectations:
            present = set(expected.columns) <= set(columns)
            fits = fault != "unknown" or all(columns.get(name) == "string" for name in expected.columns)
            if present and fits and expected.type in FAULTS[fault]:
                yield suite, expected


def spoilt(rows: Rows, fault: str, controlled: list[tuple[Suite, Expected]]) -> Rows:
    """The sound rows, the first of each table with the fault in every column that is controlled."""
    found = dict(rows)
    for suite, expected in controlled:
        first, *others = found[suite.view] or [AREA_ROW]
        if fault == "doubled":
            found[suite.view] = [first, *(rows[suite.view] or [AREA_ROW])]
            continue
        value: Any = None if fault == "missing" else "spoilt"
        found[suite.view] = [first | {expected.columns[0]: value}, *others]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("gate", GATES)
def test_a_spoilt_value_fails_the_expectation_about_it(gate: Gate, fault: str) -> None:
    catalog = load_catalog()
    controlled = list(controls(gate, fault, catalog))
    given = tables(gate, spoilt(rows_of(gate, catalog), fault, controlled), catalog)
    outcomes = preview(gate, given, catalog, {suite.view for suite, _ in controlled})
    failed = {outcome.check for outcome in outcomes if not outcome.success and outcome.unexpected > 0}
    wanted = {suite.check_id(expected) for suite, expected in controlled}
    assert len(wanted) >= LEAST.get((gate, fault), 1)
    assert wanted <= failed, sorted(wanted - failed)
