"""The tables and columns that each gate requires, and what a set of tables has instead."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

import pyarrow as pa
import yaml

from catalog import Catalog
from catalog.columns import column_name
from catalog.model import SUBJECT_AREAS

Gate = Literal["raw", "marts", "edition"]
GATES: tuple[Gate, ...] = get_args(Gate)
Contract = Mapping[str, Mapping[str, str]]

_FILE = Path(__file__).parent / "contracts.yaml"
_ALIKE = {"large_string": "string", "string_view": "string", "large_list<item: string>": "list<string>"}


def contract_of(gate: Gate, catalog: Catalog) -> Contract:
    """The columns of each table of ``gate`` and their types, those of the indicators included."""
    declared = {table: dict(columns) for table, columns in _declared()[gate].items()}
    for area in SUBJECT_AREAS if gate == "marts" else ():
        indicators = (i for i in catalog.indicators.values() if i.subject_area == area)
        declared[f"fct_{area}"] |= {column_name(indicator): "double" for indicator in indicators}
    return declared


@lru_cache(maxsize=1)
def _declared() -> Mapping[Gate, Contract]:
    loaded: Mapping[Gate, Contract] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return loaded


def column_view(contract: Contract, schemas: Mapping[str, pa.Schema]) -> pa.Table:
    """One row per required column: the type it should have, and the one it has (``missing`` where none)."""
    rows = [
        {"table": table, "column": column, "expected_type": expected, "type": _found(schemas, table, column)}
        for table, columns in contract.items()
        for column, expected in columns.items()
    ]
    return pa.Table.from_pylist(rows)


def _found(schemas: Mapping[str, pa.Schema], table: str, column: str) -> str:
    if table not in schemas or column not in schemas[table].names:
        return "missing"
    return type_name(schemas[table].field(column).type)


def type_name(kind: pa.DataType) -> str:
    """The name of an Arrow type, alike for its equivalent storages."""
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return f"list<{type_name(kind.value_type)}>"
    if pa.types.is_dictionary(kind):
        return type_name(kind.value_type)
    return _ALIKE.get(str(kind), str(kind))
