"""The comparison as a tidy table, for programs: one row per region, scope and indicator.

CSV comes with a byte-order mark and with texts that no office program takes for a formula; Parquet keeps
the types. Values are in base units and unrounded, the ``*_printed`` columns hold what the tables show.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from publishing.comparison import Comparison, ComparisonRow, Figure, Source
from publishing.evidence import place, plain_clause
from publishing.labels import Labels
from publishing.wording import figure_words, printed_change, printed_comparison, printed_figure

FORMULA_LEADS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)


def _field(name: str, kind: pa.DataType, nullable: bool = True) -> pa.Field[Any]:
    return pa.field(name, kind, nullable=nullable)


COMPARISON_SCHEMA = pa.schema(
    [
        _field("year", pa.int32(), nullable=False),
        _field("region_code", pa.string(), nullable=False),
        _field("region_name", pa.string(), nullable=False),
        _field("region_level", pa.string(), nullable=False),
        _field("org_scope", pa.string(), nullable=False),
        _field("org_scope_zh", pa.string(), nullable=False),
        _field("subject_area", pa.string(), nullable=False),
        _field("indicator_id", pa.string(), nullable=False),
        _field("indicator_zh", pa.string(), nullable=False),
        _field("unit", pa.string(), nullable=False),
        _field("display_unit", pa.string(), nullable=False),
        _field("publish_tier", pa.int32(), nullable=False),
        _field("value", pa.float64()),
        _field("value_low", pa.float64()),
        _field("value_high", pa.float64()),
        _field("qualifier", pa.string()),
        _field("value_status", pa.string()),
        _field("period_type", pa.string()),
        _field("previous_value", pa.float64()),
        _field("previous_qualifier", pa.string()),
        _field("change", pa.float64()),
        _field("change_rate", pa.float64()),
        _field("change_points", pa.float64()),
        _field("value_printed", pa.string(), nullable=False),
        _field("previous_printed", pa.string(), nullable=False),
        _field("change_printed", pa.string(), nullable=False),
        _field("comparison_printed", pa.string(), nullable=False),
        _field("refusal_reason", pa.string()),
        _field("refusal_zh", pa.string()),
        _field("held_back_reason", pa.string()),
        _field("held_back_zh", pa.string()),
        _field("observation_id", pa.string()),
        _field("previous_observation_id", pa.string()),
    ]
)

SOURCE_SCHEMA = pa.schema(
    [
        _field("year", pa.int32(), nullable=False),
        _field("region_code", pa.string(), nullable=False),
        _field("region_name", pa.string(), nullable=False),
        _field("org_scope", pa.string(), nullable=False),
        _field("indicator_id", pa.string(), nullable=False),
        _field("indicator_zh", pa.string(), nullable=False),
        _field("value_printed", pa.string(), nullable=False),
        _field("display_unit", pa.string(), nullable=False),
        _field("observation_id", pa.string(), nullable=False),
        _field("source_name", pa.string(), nullable=False),
        _field("source_sha256", pa.string(), nullable=False),
        _field("place", pa.string(), nullable=False),
        _field("sheet", pa.string()),
        _field("cell", pa.string()),
        _field("page", pa.int32()),
        _field("char_start", pa.int64()),
        _field("char_end", pa.int64()),
        _field("evidence", pa.string(), nullable=False),
    ]
)


COVERAGE_SCHEMA = pa.schema(
    [
        _field("region_code", pa.string(), nullable=False),
        _field("region_name", pa.string(), nullable=False),
        _field("kind", pa.string(), nullable=False),
        _field("due_on", pa.date32()),
        _field("status", pa.string(), nullable=False),
        _field("received_at", pa.timestamp("us", "UTC")),
    ]
)


def comparison_table(comparison: Comparison, labels: Labels) -> pa.Table:
    """One row per region, scope and indicator of the year, in the order of the comparison."""
    rows = [_comparison_row(row, comparison, labels) for row in comparison.rows]
    return pa.Table.from_pylist(rows, schema=COMPARISON_SCHEMA)


def source_table(comparison: Comparison) -> pa.Table:
    """One row per published figure of either year: the file and the place it was read from."""
    rows = [_source_row(*entry) for entry in published_sources(comparison)]
    return pa.Table.from_pylist(rows, schema=SOURCE_SCHEMA)


def coverage_table(comparison: Comparison) -> pa.Table:
    """One row per submission owed for the year."""
    rows = [
        {
            "region_code": row.region.code,
            "region_name": row.region.full_name,
            "kind": row.kind,
            "due_on": row.due_on,
            "status": row.status,
            "received_at": row.received_at,
        }
        for row in comparison.coverage
    ]
    return pa.Table.from_pylist(rows, schema=COVERAGE_SCHEMA)


def published_sources(comparison: Comparison) -> Iterator[tuple[int, ComparisonRow, Figure, Source]]:
    """Every published figure with its source: region by region, this year before the last."""
    for row in comparison.rows:
        for year, figure in ((comparison.year, row.current), (comparison.previous_year, row.previous)):
            if figure is not None:
                yield year, row, figure, comparison.sources[figure.observation_id]


def csv_bytes(table: pa.Table) -> bytes:
    """``table`` as CSV with a byte-order mark; nothing in a text column can start a formula."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(table.column_names)
    writer.writerows(_csv_row(row) for row in table.to_pylist())
    return lines.getvalue().encode("utf-8-sig")


def write_parquet(table: pa.Table, path: Path) -> None:
    """``table`` as a Parquet file."""
    pq.write_table(table, path, compression="zstd")


def _csv_row(row: Mapping[str, object]) -> Iterable[str]:
    return (_csv_cell(value) for value in row.values())


def _csv_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}".removesuffix(".0")
    text = str(value)
    return f"'{text}" if isinstance(value, str) and _starts_a_formula(text) else text


def _starts_a_formula(text: str) -> bool:
    """Whether an office program would calculate the text; a plain negative number is none."""
    return text.startswith(FORMULA_LEADS) and NUMBER.fullmatch(text) is None


def _comparison_row(row: ComparisonRow, comparison: Comparison, labels: Labels) -> dict[str, object]:
    words = figure_words(row, comparison)
    return {
        "year": comparison.year,
        **_names(row, labels),
        **_values(row),
        "value_printed": words.current.text,
        "previous_printed": words.previous.text,
        "change_printed": printed_change(row).text,
        "comparison_printed": printed_comparison(row).text,
        "refusal_reason": row.refusal_reason,
        "refusal_zh": labels.note(row, comparison.year),
        "held_back_reason": row.held_back_reason,
        "held_back_zh": None if row.held_back_reason is None else labels.held_back(row.held_back_reason),
        "observation_id": None if row.current is None else row.current.observation_id,
        "previous_observation_id": None if row.previous is None else row.previous.observation_id,
    }


def _names(row: ComparisonRow, labels: Labels) -> dict[str, object]:
    return {
        "region_code": row.region.code,
        "region_name": row.region.full_name,
        "region_level": row.region.level,
        "org_scope": row.scope,
        "org_scope_zh": labels.scope(row.scope),
        "subject_area": row.indicator.subject_area,
        "indicator_id": row.indicator.id,
        "indicator_zh": row.indicator.name_zh,
        "unit": row.indicator.unit,
        "display_unit": row.indicator.display_unit,
        "publish_tier": row.indicator.publish_tier,
    }


def _values(row: ComparisonRow) -> dict[str, object]:
    current, previous = row.current, row.previous
    return {
        "value": _number(current.value if current else None),
        "value_low": _number(current.low if current else None),
        "value_high": _number(current.high if current else None),
        "qualifier": current.qualifier if current else None,
        "value_status": current.status if current else None,
        "period_type": current.period_type if current else None,
        "previous_value": _number(previous.value if previous else None),
        "previous_qualifier": previous.qualifier if previous else None,
        "change": _number(row.change),
        "change_rate": _number(row.change_rate),
        "change_points": _number(row.change_points),
    }


def _source_row(year: int, row: ComparisonRow, figure: Figure, source: Source) -> dict[str, object]:
    return {
        "year": year,
        "region_code": row.region.code,
        "region_name": row.region.full_name,
        "org_scope": row.scope,
        "indicator_id": row.indicator.id,
        "indicator_zh": row.indicator.name_zh,
        "value_printed": printed_figure(figure, row.indicator).text,
        "display_unit": row.indicator.display_unit,
        "observation_id": source.observation_id,
        "source_name": source.source_name,
        "source_sha256": source.sha256,
        "place": place(source),
        "sheet": source.sheet,
        "cell": source.cell,
        "page": source.page,
        "char_start": source.start,
        "char_end": source.end,
        "evidence": plain_clause(source),
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
