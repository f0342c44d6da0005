"""A figure told in the text and in a table of one document has the scope that one of them states."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingestion.agreeing_scopes import with_stated_scopes
from ingestion.observations import Observation, OrgScope, ScopeBasis


def told(scope: OrgScope, basis: ScopeBasis) -> Observation:
    return Observation(
        disposition="fact",
        raw_text="420",
        rule="invented",
        evidence="受理420件",
        confidence=0.9,
        indicator_id="arb_cases_accepted",
        value=420,
        org_scope=scope,
        scope_basis=basis,
        period_type="full_year",
        period_year=2023,
    )


IN_TABLE, IN_TEXT = told("own", "default"), told("region", "stated")


@pytest.mark.parametrize(
    ("beside", "scope"),
    [
        ((IN_TEXT,), "region"),
        ((told("region", "inherited"),), "region"),
        ((IN_TEXT, told("own", "stated")), "own"),
        ((told("region", "default"),), "own"),
        ((replace(IN_TEXT, value=421.0),), "own"),
        ((replace(IN_TEXT, period_year=2022),), "own"),
        ((replace(IN_TEXT, disposition="reference"),), "own"),
        ((replace(IN_TEXT, indicator_id="arb_cases_closed"),), "own"),
        ((replace(IN_TEXT, region_code="990102"),), "own"),
    ],
    ids=["stated", "inherited", "both", "default", "number", "year", "quoted", "indicator", "region"],
)
def test_a_default_gives_way_to_the_one_scope_stated_of_the_same_figure(
    beside: tuple[Observation, ...], scope: OrgScope
) -> None:
    (settled,) = with_stated_scopes((IN_TABLE,), beside)
    assert settled.org_scope == scope
    assert settled.scope_basis == ("default" if scope == "own" else "inherited")


def test_a_scope_that_is_stated_stays() -> None:
    stated = told("own", "stated")
    assert with_stated_scopes((stated,), (IN_TEXT,)) == (stated,)
