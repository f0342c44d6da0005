"""The indicators and the breaks of their definitions as Arrow tables."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from catalog.columns import column_name
from catalog.loader import Catalog
from catalog.model import Indicator, NotAdditive, WeightedRatio


def _field(name: str, kind: pa.DataType, nullable: bool = False) -> pa.Field[Any]:
    return pa.field(name, kind, nullable=nullable)


INDICATOR_SCHEMA = pa.schema(
    [
        _field("indicator_id", pa.string()),
        _field("name_zh", pa.string()),
        _field("name_en", pa.string()),
        _field("subject_area", pa.string()),
        _field("unit", pa.string()),
        _field("display_unit", pa.string()),
        _field("decimals_display", pa.int32()),
        _field("kind", pa.string()),
        _field("direction", pa.string()),
        _field("publish_tier", pa.int32()),
        _field("parent_id", pa.string(), nullable=True),
        _field("position", pa.int32()),
        _field("column_name", pa.string()),
        _field("aggregation_rule", pa.string()),
        _field("across_years", pa.string()),
        _field("numerator_id", pa.string(), nullable=True),
        _field("denominator_ids", pa.list_(pa.string())),
        _field("aggregation_note", pa.string(), nullable=True),
        _field("default_scope_province", pa.string()),
        _field("default_scope_city", pa.string()),
        _field("default_scope_county", pa.string()),
        _field("default_scope_local", pa.string()),
        _field("definition", pa.string()),
        _field("source", pa.string()),
    ]
)

DEFINITION_BREAK_SCHEMA = pa.schema(
    [
        _field("indicator_id", pa.string()),
        _field("year", pa.int32()),
        _field("note", pa.string()),
        _field("source", pa.string()),
    ]
)


def indicator_table(catalog: Catalog) -> pa.Table:
    """One row per indicator, in catalogue order (``position`` counts from 1)."""
    rows = [_indicator_row(i, n) for n, i in enumerate(catalog.indicators.values(), start=1)]
    return pa.Table.from_pylist(rows, schema=INDICATOR_SCHEMA)


def definition_break_table(catalog: Catalog) -> pa.Table:
    """One row per indicator and first data year under a new definition."""
    rows = [
        {"indicator_id": indicator.id, "year": gap.year, "note": gap.note, "source": gap.source}
        for indicator in catalog.indicators.values()
        for gap in indicator.definition_breaks
    ]
    return pa.Table.from_pylist(rows, schema=DEFINITION_BREAK_SCHEMA)


def _indicator_row(indicator: Indicator, position: int) -> dict[str, Any]:
    plain = {
        name: getattr(indicator, name) for name in INDICATOR_SCHEMA.names if name in Indicator.model_fields
    }
    scopes = {f"default_scope_{level}": scope for level, scope in indicator.default_scope.items()}
    return (
        plain
        | scopes
        | _aggregation(indicator)
        | {
            "indicator_id": indicator.id,
            "parent_id": indicator.parent,
            "position": position,
            "column_name": column_name(indicator),
        }
    )


def _aggregation(indicator: Indicator) -> dict[str, Any]:
    rule = indicator.aggregation
    ratio = rule if isinstance(rule, WeightedRatio) else None
    return {
        "aggregation_rule": rule.rule,
        "across_years": rule.across_years,
        "numerator_id": ratio.numerator if ratio else None,
        "denominator_ids": list(ratio.denominators) if ratio else [],
        "aggregation_note": rule.reason if isinstance(rule, NotAdditive) else rule.note,
    }
