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


ROOMS_IN_ORDER = {
    "ingestion.extraction": ("words", "text", "matching", "meaning", "doubts", "linking", "tables"),
    "ingestion.forms": ("cells", "headers", "records", "tables", "figures", "findings"),
}
"""Rooms within a room, each knowing only those before it; the modules beside them compose them."""


def imported_names(within: str, source: str) -> Iterator[str]:
    """The full names of all that a module of the package ``within`` imports, at any depth of the code."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = within.split(".")
            above = parents[: len(parents) + 1 - node.level] if node.level else []
            start = [*above, *([node.module] if node.module else [])]
            yield from (".".join((*start, alias.name)) for alias in node.names)


def imported_below(package: str, within: str, source: str) -> Iterator[str]:
    """What a module of ``within`` imports of ``package``: what stands right below it, or all of it."""
    for name in imported_names(within, source):
        if name == package:
            yield name
        elif name.startswith(f"{package}."):
            yield name.removeprefix(f"{package}.").split(".")[0]


def out_of_order(package: str, folder: str, source: str) -> set[str]:
    """What a module in a folder of ``package`` imports though it comes later, or composes the rooms.

    The folder is a room, or one within a room (``linking.nouns``).
    """
    rooms = ROOMS_IN_ORDER[package]
    known = rooms[: rooms.index(folder.split(".")[0]) + 1]
    return set(imported_below(package, f"{package}.{folder}", source)) - set(known)


@pytest.mark.parametrize(
    ("package", "room"), [(package, room) for package, rooms in ROOMS_IN_ORDER.items() for room in rooms]
)
def test_a_room_within_a_room_knows_only_those_before_it(package: str, room: str) -> None:
    folder = ROOT / package.replace(".", "/")
    modules = sorted((folder / room).rglob("*.py"))
    assert len(modules) > 1, f"no module found in {package}.{room}: nothing was checked"
    offences = {
        str(path.relative_to(folder)): sorted(found)
        for path in modules
        if (
            found := out_of_order(
                package, ".".join(path.relative_to(folder).parent.parts), path.read_text(encoding="utf-8")
            )
        )
    }
    assert offences == {}


@pytest.mark.parametrize(
    ("folder", "source", "expected"),
    [
        ("text", "from ingestion.extraction.doubts.reasons import doubts", {"doubts"}),
        ("linking", "from ingestion.extraction.narrative import Narrative", {"narrative"}),
        ("linking", "from ingestion.extraction import extract_narrative", {"extract_narrative"}),
        ("linking", "from ingestion.extraction.text.marked import MarkedText", set()),
        ("text", "import ingestion.extraction.doubts.reasons", {"doubts"}),
        ("text", "import re, ingestion.extraction.doubts.reasons as reasons", {"doubts"}),
        ("text", "import ingestion.extraction", {"ingestion.extraction"}),
        ("text", "from ingestion import extraction", {"ingestion.extraction"}),
        ("text", "from .. import doubts", {"doubts"}),
        ("text", "from ..doubts import reasons", {"doubts"}),
        ("text", "def f():\n    from ..doubts.reasons import doubts", {"doubts"}),
        ("text", "from ...extraction.linking import link", {"linking"}),
        ("text", "from ... import extraction", {"ingestion.extraction"}),
        ("linking", "from ..narrative import Narrative", {"narrative"}),
        ("linking", "import ingestion.extraction.text.marked", set()),
        ("linking", "from ..text.marked import MarkedText", set()),
        ("linking", "from . import parts", set()),
        ("linking", "from .parts import parts", set()),
        ("linking", "from ...quantities import Mention", set()),
        ("linking.nouns", "from ..link import Link", set()),
        ("meaning.times", "from ...linking.link import Link", {"linking"}),
    ],
)
def test_an_import_out_of_order_is_noticed(folder: str, source: str, expected: set[str]) -> None:
    assert out_of_order("ingestion.extraction", folder, source) == expected
