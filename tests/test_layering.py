"""Who may import whom: data flows one way, and each room knows only the rooms before it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = {"catalog", "ingestion", "dbt_project", "expectations", "publishing", "pipeline", "dags"}
MAY_IMPORT: dict[str, set[str]] = {
    "catalog": set(),
    "ingestion": {"catalog"},
    "dbt_project": set(),
    "expectations": {"catalog"},
    "publishing": {"catalog"},
    "pipeline": {"catalog", "ingestion", "dbt_project", "expectations", "publishing"},
    "dags": {"pipeline"},
}
LIBRARIES_OF_OTHER_ROOMS: dict[str, set[str]] = {
    "catalog": {"airflow", "dbt", "duckdb", "great_expectations"},
    "ingestion": {"airflow", "dbt", "duckdb", "great_expectations"},
    "expectations": {"airflow", "dbt"},
    "publishing": {"airflow", "dbt", "great_expectations"},
    "pipeline": {"airflow", "great_expectations"},
}


def imported(source: str) -> Iterator[str]:
    """The top-level packages that a module imports, at any depth of the code."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0]


def forbidden(room: str, source: str) -> set[str]:
    """What a module of a room imports though it may not."""
    foreign = (ROOMS - MAY_IMPORT[room] - {room}) | LIBRARIES_OF_OTHER_ROOMS.get(room, set())
    return set(imported(source)) & foreign


@pytest.mark.parametrize("room", sorted(MAY_IMPORT))
def test_a_room_imports_only_what_the_architecture_allows(room: str) -> None:
    modules = sorted((ROOT / room).rglob("*.py"))
    assert modules or room == "dbt_project", f"no module found in {room}: nothing was checked"
    offences = {
        str(path.relative_to(ROOT)): sorted(found)
        for path in modules
        if (found := forbidden(room, path.read_text(encoding="utf-8")))
    }
    assert offences == {}


@pytest.mark.parametrize(
    ("room", "source", "expected"),
    [
        ("ingestion", "import duckdb", {"duckdb"}),
        ("catalog", "from ingestion.observations import Observation", {"ingestion"}),
        ("publishing", "def f():\n    from expectations import runner", {"expectations"}),
        ("dags", "from catalog import load_catalog", {"catalog"}),
        ("ingestion", "from catalog import load_catalog", set()),
    ],
)
def test_a_forbidden_import_is_noticed(room: str, source: str, expected: set[str]) -> None:
    assert forbidden(room, source) == expected
