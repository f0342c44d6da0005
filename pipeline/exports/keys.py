"""By what the rows of a mart are told apart, as the dbt project tests it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from pipeline.settings import PROJECT_ROOT

MARTS = PROJECT_ROOT / "dbt_project" / "models" / "marts"


def key_of(mart: str, folder: Path = MARTS) -> tuple[str, ...]:
    """The columns that no two rows of a mart share; none where no test of the project says so.

    A build whose rows do share them fails, so that an order by them is total.
    """
    path = folder / f"{mart}.yml"
    if not path.is_file():
        return ()
    (model,) = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)["models"]
    return next(_keys(model), ())


def _keys(model: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for test in model.get("data_tests", ()):
        if isinstance(test, Mapping) and "unique_combination" in test:
            yield tuple(test["unique_combination"]["arguments"]["columns"])
    for column in model["columns"]:
        if "unique" in column.get("data_tests", ()) and _is_required(column.get("constraints", ())):
            yield (column["name"],)


def _is_required(constraints: Sequence[Mapping[str, Any]]) -> bool:
    """`unique` lets any number of nulls pass."""
    return any(constraint["type"] == "not_null" for constraint in constraints)
