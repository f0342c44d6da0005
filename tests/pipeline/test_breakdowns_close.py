"""Breakdowns that close in the text close in the warehouse; what does not belong together is never added.

Over the five real reports beside the samples; skipped where the reports are not beside the checkout.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from homes import CORPUS, RunHome
from real_reports import ASSIGNED, MASKED

pytestmark = pytest.mark.slow

GOLD = CORPUS.parents[1] / "gold" / "identities.json"
REGIONS = {"001": "500231", "003": "420000", "004": ASSIGNED[MASKED]}
"""Where each report with a breakdown stands; the manifest gives the masked one a district of its province."""
NUMBERS = """
    select table_name, column_name from information_schema.columns
    where table_schema = 'marts' and data_type = 'DOUBLE' order by all
"""


@pytest.fixture
def home(assigned_home: RunHome) -> RunHome:
    """A home that received the samples and the five real reports, the masked one with a region."""
    return assigned_home


def closing_breakdowns() -> Iterator[Mapping[str, Any]]:
    """The breakdowns that the readers of the reports found to close, by their first operand, the whole."""
    if not GOLD.is_file():
        pytest.skip("the gold identities are not beside this checkout (../shared/gold)")
    for identity in json.loads(GOLD.read_text(encoding="utf-8")):
        if identity["type"] == "sum_of_parts" and identity["satisfied"]:
            yield identity


def in_force(home: RunHome, document: str) -> dict[tuple[int, str], dict[str, tuple[float, str | None]]]:
    """By year and scope, the figures in force of the region of a report, and why each is held back."""
    tables: dict[tuple[int, str], dict[str, tuple[float, str | None]]] = {}
    for year, scope, indicator, value, reason in home.rows(
        "select year, org_scope, indicator_id, value, held_back_reason from marts.fct_indicator_year"
        " where region_code = ?",
        REGIONS[document[:3]],
    ):
        tables.setdefault((year, scope), {})[indicator] = (value, reason)
    return tables


def test_every_breakdown_that_closes_in_the_text_closes_in_the_warehouse(home: RunHome) -> None:
    assert home.exit_code in (0, 3), home.output
    open_ones = []
    for identity in (found := list(closing_breakdowns())):
        whole, *parts = identity["operands"]
        ids = [operand["catalogue_id"][0] for operand in (whole, *parts)]
        if not any(
            set(ids) <= figures.keys()
            and all(figures[i] == (o["value"], None) for i, o in zip(ids, (whole, *parts), strict=True))
            and figures[ids[0]][0] == sum(figures[i][0] for i in ids[1:])
            for figures in in_force(home, identity["doc"]).values()
        ):
            open_ones.append((identity["id"], identity["expression"]))
    assert len(found) >= 9
    assert open_ones == []


def test_a_rule_that_every_sample_satisfies_is_satisfied_by_the_figures_in_force(home: RunHome) -> None:
    by_subject = """
        select region_code, year, rule_id, subject, list(distinct result) as results
        from marts.rpt_reconciliation
        where region_code like '99%' and result in ('satisfied', 'violated')
        group by all
    """
    found = {(c, y, rule, subject): set(results) for c, y, rule, subject, results in home.rows(by_subject)}
    closing = {
        key[:3] for key, results in found.items() if key[3] == "submission" and results == {"satisfied"}
    }
    in_force_too = [key for key in closing if (*key, "region_year") in found]
    assert len(in_force_too) > 20
    broken = [key for key in in_force_too if found[(*key, "region_year")] != {"satisfied"}]
    assert broken == []


def test_disputes_of_a_county_and_of_another_province_are_never_added(home: RunHome) -> None:
    """1,030 disputes of a county, 1,030 workers in them, and 125,000 of a province stay what they are."""
    printed = {
        (c, i): v
        for c, i, v in home.rows("select region_code, indicator_id, value from marts.fct_indicator_year")
    }
    assert printed["500231", "disputes_handled_total"] == 1030
    assert printed["420000", "disputes_handled_total"] == 125_000
    columns = home.rows(NUMBERS)
    assert len(columns) > 150
    for table, column in columns:
        sums = home.rows(f'select "{column}" from marts."{table}" where "{column}" in (126030, 127060, 2060)')
        assert sums == [], (table, column)


def test_a_reported_province_total_is_not_made_of_parts(home: RunHome) -> None:
    rolled_up = home.rows(
        "select basis, value, counties_covered from marts.rpt_roll_up"
        " where region_code = '420000' and year = 2024 and indicator_id = 'disputes_handled_total'"
    )
    assert rolled_up == [("reported", 125_000, 0)]


def test_one_county_of_many_makes_no_complete_total(home: RunHome) -> None:
    basis, value, covered, expected, complete = home.rows(
        "select basis, value, counties_covered, counties_expected, is_complete from marts.rpt_roll_up"
        " where region_code = '500000' and year = 2024 and indicator_id = 'disputes_handled_total'"
    )[0]
    assert (basis, value, covered, complete) == ("built", 1030, 1, False)
    assert expected > 30


def test_cases_of_the_agency_and_of_the_province_stand_under_different_scopes(home: RunHome) -> None:
    for table, where in (
        ("fct_indicator_year", "indicator_id in ('lit_cases_total', 'disputes_handled_total')"),
        ("cmp_year_over_year", "indicator_id in ('lit_cases_total', 'disputes_handled_total')"),
    ):
        assert home.rows(
            f"select indicator_id, org_scope, value from marts.{table}"
            f" where region_code = '420000' and year = 2024 and {where} order by 1"
        ) == [("disputes_handled_total", "region", 125_000), ("lit_cases_total", "own", 61)]
    wide = home.rows(
        "select org_scope, disputes_handled_total, lit_cases_total from marts.fct_cases"
        " where region_code = '420000' and year = 2024 order by 1"
    )
    assert ("own", None, 61) in wide and ("region", 125_000, None) in wide
