"""The tables and columns that programs outside the repository read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from candidate_warehouse import PROJECT, Candidate

from catalog import load_catalog
from catalog.columns import column_name
from expectations.contracts import contract_of

MARTS = sorted((PROJECT / "models" / "marts").glob("*.yml"))
ARROW = {
    "varchar": "string",
    "integer": "int32",
    "bigint": "int64",
    "double": "double",
    "boolean": "bool",
    "date": "date32[day]",
    "timestamp": "timestamp[us]",
    "varchar[]": "list<string>",
}

BESIDE = {"counts_basis", "expected_counts"}
"""What the gate of the marts is given besides what is built: the counts, and whether there must be some."""

PROMISED = {
    "dim_region": "region_key region_code name_zh",
    "dim_region_change": "change_id year change_type from_code to_code",
    "dim_indicator": "indicator_id name_zh unit kind",
    "dim_year": "year",
    "dim_submission": "submission_id region_code report_year kind status received_at",
    "fct_observation": (
        "observation_id submission_id region_code year report_year indicator_id value value_low value_high"
        " unit qualifier value_status org_scope scope_basis period_type period_year event_label assertion"
        " confidence evidence source_name source_sha256 char_start char_end page sheet cell received_at"
        " superseded_by not_in_force_reason"
    ),
    "fct_indicator_year": (
        "region_code year org_scope indicator_id value value_low value_high unit qualifier value_status"
        " period_type scope_basis observation_id held_back_reason"
    ),
    "cmp_year_over_year": (
        "region_code year org_scope indicator_id value previous_value change change_rate change_points"
        " refusal_reason"
    ),
    "rpt_reconciliation": "submission_id region_code year rule_id severity result figures hint",
    "rpt_coverage": "region_code year kind due_on status received_at",
    "dim_region_comparability": (
        "region_code year previous_year is_comparable comparability comparable_since_year merged_from_codes"
    ),
    "cmp_merged_region": (
        "region_code year org_scope indicator_id value merged_from_codes merged_base is_official"
    ),
    "rpt_roll_up": (
        "region_code year org_scope indicator_id basis value value_low value_high qualifier reported_value"
        " parts_value counties_covered counties_expected is_complete agency_value difference check_result"
    ),
    "rpt_reporting_rate": (
        "region_code year kind owing_level owed filed on_time reporting_rate_pct duty_basis"
    ),
}


def declared(path: Path) -> Mapping[str, str]:
    """The columns that a mart declares, with the types that the gates see."""
    (model,) = yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
    return {column["name"]: ARROW[column["data_type"]] for column in model["columns"]}


@pytest.mark.parametrize("path", MARTS, ids=lambda path: path.stem)
def test_the_gate_requires_of_every_mart_columns_that_it_declares(path: Path) -> None:
    required = contract_of("marts", load_catalog()).get(path.stem)
    assert required, f"{path.stem} has no contract in expectations/contracts.yaml"
    assert required.items() <= declared(path).items()


def test_the_gate_requires_no_mart_that_is_not_built() -> None:
    built = {path.stem for path in MARTS}
    assert len(built) > 20
    assert contract_of("marts", load_catalog()).keys() <= built | BESIDE


def columns(warehouse: Candidate, table: str) -> set[str]:
    """The columns of a mart."""
    return {
        name
        for (name,) in warehouse.rows(
            "select column_name from information_schema.columns"
            f" where table_schema = 'marts' and table_name = '{table}'"
        )
    }


@pytest.mark.slow
@pytest.mark.parametrize("table", PROMISED)
def test_a_table_has_at_least_its_promised_columns(empty_warehouse: Candidate, table: str) -> None:
    assert set(PROMISED[table].split()) <= columns(empty_warehouse, table)


@pytest.mark.slow
@pytest.mark.parametrize("area", ["cases", "enforcement", "publicity", "approvals"])
def test_a_wide_table_has_a_column_for_each_indicator_of_its_area(
    empty_warehouse: Candidate, area: str
) -> None:
    expected = {column_name(i) for i in load_catalog().indicators.values() if i.subject_area == area}
    assert expected
    keys = {"region_key", "region_code", "year", "org_scope"}
    assert columns(empty_warehouse, f"fct_{area}") == expected | keys


@pytest.mark.slow
def test_the_schemas_are_the_three_layers(empty_warehouse: Candidate) -> None:
    schemas = empty_warehouse.rows("select distinct table_schema from information_schema.tables order by 1")
    assert [name for (name,) in schemas] == ["intermediate", "marts", "staging"]
