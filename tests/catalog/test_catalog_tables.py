"""The Arrow tables of the catalogue: schema, keys, order, and that they hold what the catalogue says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pyarrow as pa
import pytest
from invented_entries import SmallCatalog, a_rate, an_indicator

from catalog import Catalog, load_catalog
from catalog.columns import column_name
from catalog.tables import (
    definition_break_table,
    indicator_table,
    obligation_table,
    region_change_table,
    region_table,
    rule_table,
    source_precedence_table,
    vocabulary_table,
    warehouse_tables,
)

KEYS: dict[Callable[[Catalog], pa.Table], tuple[str, ...]] = {
    indicator_table: ("indicator_id",),
    definition_break_table: ("indicator_id", "year"),
    vocabulary_table: ("vocabulary", "code"),
    source_precedence_table: ("kind",),
    obligation_table: ("kind",),
    rule_table: ("rule_id",),
    region_table: ("region_code", "valid_from_year"),
    region_change_table: ("change_id",),
}


@pytest.mark.parametrize("make", KEYS)
def test_a_table_is_valid_has_rows_and_a_unique_key(make: Callable[[Catalog], pa.Table]) -> None:
    table = make(load_catalog())
    table.validate(full=True)
    keys = [tuple(row[name] for name in KEYS[make]) for row in table.to_pylist()]
    assert keys
    assert len(keys) == len(set(keys))
    for field in table.schema:
        assert field.nullable or table.column(field.name).null_count == 0, field.name


@pytest.mark.parametrize("make", [indicator_table, definition_break_table])
def test_an_empty_catalogue_gives_empty_tables_of_the_same_schema(
    small_catalog: SmallCatalog, make: Callable[[Catalog], pa.Table]
) -> None:
    empty = make(small_catalog())
    assert empty.num_rows == 0
    assert empty.schema == make(load_catalog()).schema


def test_indicator_rows_follow_the_catalogue() -> None:
    catalog = load_catalog()
    rows = indicator_table(catalog).to_pylist()
    assert [row["indicator_id"] for row in rows] == list(catalog.indicators)
    assert [row["position"] for row in rows] == list(range(1, len(rows) + 1))


def test_a_weighted_ratio_names_its_parts(small_catalog: SmallCatalog) -> None:
    aggregation = {
        "rule": "weighted_ratio",
        "numerator": "bridges_closed",
        "denominators": ["bridges_inspected", "bridges_closed"],
        "across_years": "recompute",
    }
    catalog = small_catalog(
        an_indicator(),
        an_indicator("bridges_closed", parent="bridges_inspected"),
        a_rate(aggregation=aggregation),
    )
    count, part, rate = indicator_table(catalog).to_pylist()
    assert (count["aggregation_rule"], count["numerator_id"], count["denominator_ids"]) == ("sum", None, [])
    assert part["parent_id"] == "bridges_inspected"
    assert rate["numerator_id"] == "bridges_closed"
    assert rate["denominator_ids"] == ["bridges_inspected", "bridges_closed"]


@pytest.mark.parametrize(
    ("id", "unit", "column"),
    [
        ("penalty_amount", "元", "penalty_amount_yuan"),
        ("fines_yuan", "元", "fines_yuan"),
        ("closure_rate", "%", "closure_rate_pct"),
        ("online_pct", "%", "online_pct"),
        ("cases_closed", "件", "cases_closed"),
    ],
)
def test_a_column_says_its_unit(small_catalog: SmallCatalog, id: str, unit: str, column: str) -> None:
    indicator = small_catalog(an_indicator(id, unit=unit)).indicators[id]
    assert column_name(indicator) == column


def test_definition_breaks_carry_year_note_and_source(small_catalog: SmallCatalog) -> None:
    gap = {"year": 2021, "note": "口径改变", "source": "虚构办法"}
    catalog = small_catalog(an_indicator(definition_breaks=[gap]))
    assert definition_break_table(catalog).to_pylist() == [{"indicator_id": "bridges_inspected", **gap}]


def test_statistical_forms_stand_before_annual_reports_before_narratives_before_news() -> None:
    rank = {row["kind"]: row["rank"] for row in source_precedence_table(load_catalog()).to_pylist()}
    assert rank["dispute_form"] == rank["inspection_form"] < rank["enforcement_annual"]
    assert rank["enforcement_annual"] == rank["disclosure_annual"] < rank["narrative"] < rank["other"]


def test_what_is_owed_falls_due_in_the_year_after_the_data_year() -> None:
    due = {obligation.kind: obligation.due_on(2023) for obligation in load_catalog().obligations}
    assert due["narrative"] == date(2024, 3, 1)
    assert due["enforcement_annual"] == date(2024, 1, 31)
    rows = {
        row["kind"]: (row["due_month"], row["due_day"])
        for row in obligation_table(load_catalog()).to_pylist()
    }
    assert rows == {kind: (day.month, day.day) for kind, day in due.items()}


def test_the_warehouse_gets_every_table_under_its_name() -> None:
    tables = warehouse_tables(load_catalog())
    assert set(tables) == {
        "indicators",
        "definition_breaks",
        "vocabulary",
        "source_precedence",
        "obligations",
        "rules",
        "regions",
        "region_changes",
    }
    assert len(tables) == len(KEYS)
