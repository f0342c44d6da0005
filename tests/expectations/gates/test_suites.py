"""The suites: what their files say is what the catalogue makes, and every expectation is well formed."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from catalog import Catalog, load_catalog
from expectations.contracts import GATES, _declared, contract_of, type_name
from expectations.expected import Suite
from expectations.suites import SUITE_FOLDER, suites_of
from ingestion.landing.raw_layer import SCHEMAS


def all_suites() -> Iterator[Suite]:
    for gate in GATES:
        yield from suites_of(gate, load_catalog())


@pytest.mark.parametrize("suite", list(all_suites()), ids=lambda suite: suite.name)
def test_the_file_of_a_suite_is_up_to_date(suite: Suite) -> None:
    path = SUITE_FOLDER / suite.gate / f"{suite.view}.json"
    assert path.read_text(encoding="utf-8") == suite.text(), "run python -m expectations.suites"


def test_no_file_is_left_of_a_suite_that_is_no_more() -> None:
    wanted = {SUITE_FOLDER / suite.gate / f"{suite.view}.json" for suite in all_suites()}
    assert set(SUITE_FOLDER.rglob("*.json")) == wanted


def test_every_expectation_says_whether_it_stops_and_why() -> None:
    listed = [e for s in all_suites() for e in json.loads(s.text())["expectations"]]
    assert len(listed) > 100
    assert all(e["meta"]["severity"] in ("error", "warn") and e["meta"]["why"] for e in listed)


def test_no_suite_expects_the_same_twice() -> None:
    for suite in all_suites():
        made = [json.dumps([e.type, e.kwargs], sort_keys=True) for e in suite.expectations]
        assert len(made) == len(set(made)), suite.name


def test_the_raw_contract_is_what_ingestion_writes(catalog: Catalog) -> None:
    for table, columns in contract_of("raw", catalog).items():
        found = {name: type_name(SCHEMAS[table].field(name).type) for name in columns}
        assert found == columns, table


def test_the_contract_of_the_marts_names_a_column_for_every_indicator(catalog: Catalog) -> None:
    contract = contract_of("marts", catalog)
    declared = _declared()["marts"]
    areas = ("cases", "enforcement", "publicity", "approvals")
    made = sum(len(contract[f"fct_{area}"]) - len(declared[f"fct_{area}"]) for area in areas)
    assert made == len(catalog.indicators)
