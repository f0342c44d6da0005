"""Builds the tables that the identities are judged on, from a few words per figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from catalog import Catalog

COLUMNS: dict[str, pa.DataType] = {
    "observation_id": pa.string(),
    "submission_id": pa.string(),
    "region_code": pa.string(),
    "region_level": pa.string(),
    "year": pa.int32(),
    "report_year": pa.int32(),
    "kind": pa.string(),
    "published_on": pa.date32(),
    "received_at": pa.timestamp("us", "UTC"),
    "indicator_id": pa.string(),
    "disposition": pa.string(),
    "value": pa.float64(),
    "value_low": pa.float64(),
    "value_high": pa.float64(),
    "unit": pa.string(),
    "raw_text": pa.string(),
    "qualifier": pa.string(),
    "value_status": pa.string(),
    "in_words": pa.bool_(),
    "org_scope": pa.string(),
    "scope_basis": pa.string(),
    "period_type": pa.string(),
    "period_year": pa.int32(),
    "period_start": pa.date32(),
    "period_end": pa.date32(),
    "event_label": pa.string(),
    "assertion": pa.string(),
    "confidence": pa.float64(),
    "evidence": pa.string(),
    "char_start": pa.int64(),
    "char_end": pa.int64(),
    "sheet": pa.string(),
    "cell": pa.string(),
    "is_reported_by_upper": pa.bool_(),
}
IN_FORCE_COLUMNS = COLUMNS | {"is_conflicting": pa.bool_(), "is_partial": pa.bool_()}

REPORT_YEAR = 2023


def row(catalog: Catalog, place: int, indicator_id: str, value: float | None, **given: Any) -> dict[str, Any]:
    """One figure as a report of a county would give it; ``given`` overrides what is usual."""
    unit = catalog.indicators[indicator_id].unit
    raw = str(given.get("raw_text", "" if value is None else f"{value:g}" + ("%" if unit == "%" else "")))
    year = given.get("year", REPORT_YEAR)
    usual: dict[str, Any] = {
        "observation_id": f"o{place:04d}",
        "submission_id": "a" * 64,
        "region_code": "990121",
        "region_level": "county",
        "year": year,
        "report_year": REPORT_YEAR,
        "kind": "narrative",
        "indicator_id": indicator_id,
        "disposition": "fact",
        "value": value,
        "value_low": value,
        "value_high": value,
        "unit": unit,
        "raw_text": raw,
        "qualifier": "exact",
        "value_status": "zero" if value == 0 else "value",
        "in_words": False,
        "org_scope": "region",
        "scope_basis": "default",
        "period_type": "full_year",
        "period_year": year,
        "assertion": "actual",
        "confidence": 0.9,
        "evidence": f"某项{raw}{'' if unit == '%' else unit}",
        "char_start": 100 + 20 * place,
        "char_end": 100 + 20 * place + len(raw),
    }
    if given.get("qualifier") == "at_least":
        usual["value_high"] = None
    return usual | given


def table(rows: Iterable[Mapping[str, Any]], *, in_force: bool = False) -> pa.Table:
    """The rows as the table the evaluator takes, with every column and its type."""
    columns = IN_FORCE_COLUMNS if in_force else COLUMNS
    listed = list(rows)
    return pa.table({name: pa.array([r.get(name) for r in listed], kind) for name, kind in columns.items()})


def submissions(catalog: Catalog, figures: Iterable[tuple[Any, ...] | list[Any]]) -> pa.Table:
    """Figures given as (indicator, value) or (indicator, value, overrides)."""
    return table(_rows(catalog, figures))


def in_force(catalog: Catalog, figures: Iterable[tuple[Any, ...] | list[Any]]) -> pa.Table:
    """The same for the figures in force."""
    rows = [{"is_conflicting": False, "is_partial": False} | r for r in _rows(catalog, figures)]
    return table(rows, in_force=True)


def _rows(catalog: Catalog, figures: Iterable[tuple[Any, ...] | list[Any]]) -> list[dict[str, Any]]:
    return [
        row(catalog, place, str(figure[0]), figure[1], **(figure[2] if len(figure) > 2 else {}))
        for place, figure in enumerate(figures)
    ]
