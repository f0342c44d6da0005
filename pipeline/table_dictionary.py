"""The tables of the warehouse with their columns, as the contracts of the dbt project declare them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from catalog import Catalog
from catalog.columns import column_name
from pipeline.settings import PROJECT_ROOT

TABLES = PROJECT_ROOT / "docs" / "warehouse-tables.md"
MARTS = PROJECT_ROOT / "dbt_project" / "models" / "marts"

INTRODUCTION = """# Tables of the warehouse

> Written by `python -m pipeline.generate` from the contracts in `dbt_project/models/marts`; change those, not
> this file.

The schema `marts` of `nianjian.duckdb`, and the same tables as Parquet beside it. Each description ends with
the grain. What the indicators mean is in the [data dictionary](data-dictionary.md), how things are called in
[naming](naming.md).
"""


def render_tables(catalog: Catalog, folder: Path = MARTS) -> str:
    """The whole page; the columns of the indicators are those of the data dictionary and not repeated."""
    indicators = {column_name(indicator) for indicator in catalog.indicators.values()}
    models = [_model(path) for path in sorted(folder.glob("*.yml"))]
    return "\n".join([INTRODUCTION, *(_table(model, indicators) for model in models)])


def _model(path: Path) -> Mapping[str, Any]:
    (model,) = yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
    found: Mapping[str, Any] = model
    return found


def _table(model: Mapping[str, Any], indicators: Iterable[str]) -> str:
    columns = model["columns"]
    own = [column for column in columns if column["name"] not in indicators]
    lines = ["| column | type | null | meaning |", "|---|---|---|---|", *map(_line, own)]
    if len(own) < len(columns):
        lines.append(f"| … | double | yes | {len(columns) - len(own)} indicators, by their column names |")
    return f"## {model['name']}\n\n{_plain(model['description'])}\n\n" + "\n".join(lines) + "\n"


def _line(column: Mapping[str, Any]) -> str:
    required = any(constraint["type"] == "not_null" for constraint in column.get("constraints", ()))
    null = "no" if required else "yes"
    return f"| `{column['name']}` | {column['data_type']} | {null} | {_plain(column['description'])} |"


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
